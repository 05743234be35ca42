-- How articles hang together: shared texts, stories, disputes, statements with their answers, and analysts' rulings
create table unsettled (
    article_id integer primary key references articles(id)
) strict;

create trigger unsettled_article_insert after insert on articles begin
    insert or ignore into unsettled(article_id) values (new.id);
end;

create trigger unsettled_article_update after update of
    revision_id, canonical_url, headline, wire_credits, published_at, relevant, platforms, countries, bodies on articles
when old.revision_id is not new.revision_id or old.canonical_url is not new.canonical_url
    or old.headline is not new.headline or old.wire_credits is not new.wire_credits
    or old.published_at is not new.published_at or old.relevant is not new.relevant
    or old.platforms is not new.platforms or old.countries is not new.countries or old.bodies is not new.bodies
begin
    insert or ignore into unsettled(article_id) values (new.id);
end;

create trigger unsettled_event_insert after insert on dispute_events begin
    insert or ignore into unsettled(article_id) values (new.article_id);
end;

create trigger unsettled_event_delete after delete on dispute_events begin
    insert or ignore into unsettled(article_id) values (old.article_id);
end;

create trigger unsettled_quote_insert after insert on quotes begin
    insert or ignore into unsettled(article_id) select article_id from revisions where id = new.revision_id;
end;

create trigger unsettled_quote_delete after delete on quotes begin
    insert or ignore into unsettled(article_id) select article_id from revisions where id = old.revision_id;
end;

create table sketches (
    article_id integer primary key references articles(id),
    revision_id integer not null references revisions(id),
    day integer,
    shingles integer not null,
    kept integer not null
) strict;

create table shared_texts (
    article_id integer not null references articles(id),
    other_id integer not null references articles(id),
    containment real not null,
    kind text not null check (kind in ('copy', 'shares')),
    primary key (article_id, other_id),
    check (article_id < other_id)
) strict, without rowid;
create index shared_texts_other on shared_texts(other_id, article_id);

create table stories (
    id integer primary key,
    title text,
    opened_on text not null,
    last_on text not null
) strict;
create index stories_last on stories(last_on desc, opened_on);

create table story_articles (
    article_id integer primary key references articles(id),
    story_id integer not null references stories(id),
    similarity real not null
) strict;
create index story_articles_story on story_articles(story_id, article_id);

create table story_terms (
    story_id integer primary key references stories(id),
    articles integer not null,
    weights text not null
) strict;

create table terms (
    term text primary key,
    documents integer not null
) strict, without rowid;

create table article_parties (
    article_id integer not null references articles(id),
    owner text not null,
    country text not null,
    platform text not null,
    day integer,
    weight real not null,
    main integer not null check (main in (0, 1)),
    group_id integer,
    primary key (owner, country, article_id)
) strict, without rowid;
create index article_parties_article on article_parties(article_id);
create index article_parties_group on article_parties(group_id, article_id);

alter table dispute_articles add column main integer not null default 1 check (main in (0, 1));

create table dispute_rulings (
    id integer primary key,
    ruling text not null check (ruling in ('merge', 'split', 'rename', 'rule_out')),
    dispute_id integer not null,
    into_id integer,
    article_id integer references articles(id),
    title text,
    note text,
    ruled_by text,
    ruled_at text not null,
    withdrawn_at text
) strict;
create index dispute_rulings_dispute on dispute_rulings(dispute_id);
create index dispute_rulings_article on dispute_rulings(article_id);

create table group_changes (
    id integer primary key,
    grouping text not null check (grouping in ('dispute', 'syndication')),
    change text not null check (change in ('merged', 'split', 'emptied', 'rehung')),
    old_id integer not null,
    new_id integer,
    reason text not null,
    at text not null
) strict;
create index group_changes_old on group_changes(grouping, old_id);

create table statements (
    id integer primary key,
    speaker text not null,
    side text not null,
    stance text not null,
    day text,
    text text not null,
    reports integer not null,
    outlets integer not null,
    about_other_side integer not null
) strict;
create index statements_day on statements(day desc);
create index statements_speaker on statements(speaker, day);

create table statement_quotes (
    quote_id integer primary key references quotes(id) on delete cascade,
    statement_id integer not null references statements(id),
    article_id integer not null references articles(id)
) strict;
create index statement_quotes_statement on statement_quotes(statement_id, quote_id);
create index statement_quotes_article on statement_quotes(article_id);

create table claim_answers (
    dispute_id integer not null references disputes(id),
    claim_id integer not null references quotes(id) on delete cascade,
    answer_id integer not null references quotes(id) on delete cascade,
    relation text not null check (relation in ('denies', 'confirms', 'qualifies', 'declines', 'counters')),
    lag_hours real,
    score real not null,
    rule text not null,
    primary key (dispute_id, answer_id, claim_id)
) strict, without rowid;
create index claim_answers_claim on claim_answers(claim_id, answer_id);
create index claim_answers_answer on claim_answers(answer_id);

create table loosened (
    kind text not null check (kind in ('story', 'statement', 'dispute')),
    id integer not null,
    primary key (kind, id)
) strict, without rowid;

create trigger loosened_story after delete on story_articles begin
    insert or ignore into loosened(kind, id) values ('story', old.story_id);
end;

create trigger loosened_statement after delete on statement_quotes begin
    insert or ignore into loosened(kind, id) values ('statement', old.statement_id);
end;

create trigger loosened_dispute after delete on dispute_articles begin
    insert or ignore into loosened(kind, id) values ('dispute', old.dispute_id);
end;

insert into unsettled(article_id) select id from articles where true;
