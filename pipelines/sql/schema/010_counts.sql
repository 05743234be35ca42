-- How many rows the long lists have, by what they are filtered by: triggers keep the counts in the transaction of the rows
create table article_counts (
    outlet text not null,
    language text,
    status text not null,
    page_type text not null,
    relevant integer,
    shown integer not null,
    articles integer not null
) strict;
create unique index article_counts_key on article_counts(
    outlet, status, page_type, shown, ifnull(language, x'00'), ifnull(relevant, x'00')
);

create table day_counts (
    outlet text not null,
    day text not null,
    articles integer not null,
    relevant integer not null,
    primary key (outlet, day)
) strict, without rowid;

create table revision_counts (
    change text primary key,
    revisions integer not null
) strict, without rowid;

create table quote_counts (
    kind text not null,
    stance text not null,
    by_speaker integer not null,
    quotes integer not null,
    primary key (kind, stance, by_speaker)
) strict, without rowid;

create table claim_counts (
    kind text not null,
    stance text not null,
    position text not null generated always as (
        case stance
            when 'denies' then 'denial'
            when 'confirms' then 'confirmation'
            when 'qualifies' then 'qualification'
            when 'declines_to_comment' then 'no comment'
            else 'claim'
        end
    ) virtual,
    claims integer not null,
    primary key (kind, stance)
) strict, without rowid;

create trigger article_counts_insert after insert on articles begin
    insert into article_counts(outlet, language, status, page_type, relevant, shown, articles)
    values (new.outlet, new.language, new.status, new.page_type, new.relevant, new.revision_id is not null, 1)
    on conflict do update set articles = articles + 1;
end;

create trigger article_counts_delete after delete on articles begin
    insert into article_counts(outlet, language, status, page_type, relevant, shown, articles)
    values (old.outlet, old.language, old.status, old.page_type, old.relevant, old.revision_id is not null, -1)
    on conflict do update set articles = articles - 1;
    delete from article_counts where outlet = old.outlet and articles = 0;
end;

create trigger article_counts_update after update of outlet, language, status, page_type, relevant, revision_id on articles
when old.outlet is not new.outlet or old.language is not new.language or old.status is not new.status
    or old.page_type is not new.page_type or old.relevant is not new.relevant
    or (old.revision_id is null) is not (new.revision_id is null)
begin
    insert into article_counts(outlet, language, status, page_type, relevant, shown, articles)
    values (new.outlet, new.language, new.status, new.page_type, new.relevant, new.revision_id is not null, 1)
    on conflict do update set articles = articles + 1;
    insert into article_counts(outlet, language, status, page_type, relevant, shown, articles)
    values (old.outlet, old.language, old.status, old.page_type, old.relevant, old.revision_id is not null, -1)
    on conflict do update set articles = articles - 1;
    delete from article_counts where outlet = old.outlet and articles = 0;
end;

create trigger day_counts_insert after insert on articles when new.published_at is not null begin
    insert into day_counts(outlet, day, articles, relevant)
    values (new.outlet, substr(new.published_at, 1, 10), 1, new.relevant is 1)
    on conflict do update set articles = articles + 1, relevant = relevant + excluded.relevant;
end;

create trigger day_counts_delete after delete on articles when old.published_at is not null begin
    insert into day_counts(outlet, day, articles, relevant)
    values (old.outlet, substr(old.published_at, 1, 10), -1, -(old.relevant is 1))
    on conflict do update set articles = articles - 1, relevant = relevant + excluded.relevant;
    delete from day_counts where outlet = old.outlet and day = substr(old.published_at, 1, 10) and articles = 0;
end;

create trigger day_counts_update after update of outlet, published_at, relevant on articles
when old.outlet is not new.outlet or old.published_at is not new.published_at or old.relevant is not new.relevant
begin
    insert into day_counts(outlet, day, articles, relevant)
    select new.outlet, substr(new.published_at, 1, 10), 1, new.relevant is 1 where new.published_at is not null
    on conflict do update set articles = articles + 1, relevant = relevant + excluded.relevant;
    insert into day_counts(outlet, day, articles, relevant)
    select old.outlet, substr(old.published_at, 1, 10), -1, -(old.relevant is 1) where old.published_at is not null
    on conflict do update set articles = articles - 1, relevant = relevant + excluded.relevant;
    delete from day_counts where outlet = old.outlet and day = substr(old.published_at, 1, 10) and articles = 0;
end;

create trigger revision_counts_insert after insert on revisions begin
    insert into revision_counts(change, revisions) values (new.change, 1)
    on conflict do update set revisions = revisions + 1;
end;

create trigger revision_counts_delete after delete on revisions begin
    insert into revision_counts(change, revisions) values (old.change, -1)
    on conflict do update set revisions = revisions - 1;
    delete from revision_counts where revisions = 0;
end;

create trigger revision_counts_update after update of change on revisions when old.change is not new.change begin
    insert into revision_counts(change, revisions) values (new.change, 1)
    on conflict do update set revisions = revisions + 1;
    insert into revision_counts(change, revisions) values (old.change, -1)
    on conflict do update set revisions = revisions - 1;
    delete from revision_counts where revisions = 0;
end;

create trigger quote_counts_insert after insert on quotes begin
    insert into quote_counts(kind, stance, by_speaker, quotes)
    values (
        new.kind, new.stance,
        new.speaker_id is not null and exists (select 1 from articles where revision_id = new.revision_id), 1
    )
    on conflict do update set quotes = quotes + 1;
    insert into claim_counts(kind, stance, claims)
    select new.kind, new.stance, count(*)
    from articles join dispute_articles on dispute_articles.article_id = articles.id
    where articles.revision_id = new.revision_id
    group by articles.id
    on conflict do update set claims = claims + excluded.claims;
end;

create trigger quote_counts_delete after delete on quotes begin
    insert into quote_counts(kind, stance, by_speaker, quotes)
    values (
        old.kind, old.stance,
        old.speaker_id is not null and exists (select 1 from articles where revision_id = old.revision_id), -1
    )
    on conflict do update set quotes = quotes - 1;
    insert into claim_counts(kind, stance, claims)
    select old.kind, old.stance, -count(*)
    from articles join dispute_articles on dispute_articles.article_id = articles.id
    where articles.revision_id = old.revision_id
    group by articles.id
    on conflict do update set claims = claims + excluded.claims;
    delete from quote_counts where quotes = 0;
    delete from claim_counts where claims = 0;
end;

create trigger quote_counts_update after update of revision_id, kind, stance, speaker_id on quotes
when old.revision_id is not new.revision_id or old.kind is not new.kind or old.stance is not new.stance
    or (old.speaker_id is null) is not (new.speaker_id is null)
begin
    insert into quote_counts(kind, stance, by_speaker, quotes)
    values (
        new.kind, new.stance,
        new.speaker_id is not null and exists (select 1 from articles where revision_id = new.revision_id), 1
    )
    on conflict do update set quotes = quotes + 1;
    insert into quote_counts(kind, stance, by_speaker, quotes)
    values (
        old.kind, old.stance,
        old.speaker_id is not null and exists (select 1 from articles where revision_id = old.revision_id), -1
    )
    on conflict do update set quotes = quotes - 1;
    insert into claim_counts(kind, stance, claims)
    select new.kind, new.stance, count(*)
    from articles join dispute_articles on dispute_articles.article_id = articles.id
    where articles.revision_id = new.revision_id
    group by articles.id
    on conflict do update set claims = claims + excluded.claims;
    insert into claim_counts(kind, stance, claims)
    select old.kind, old.stance, -count(*)
    from articles join dispute_articles on dispute_articles.article_id = articles.id
    where articles.revision_id = old.revision_id
    group by articles.id
    on conflict do update set claims = claims + excluded.claims;
    delete from quote_counts where quotes = 0;
    delete from claim_counts where claims = 0;
end;

-- An article takes up a version, changes it or loses it: which quotes are current is another matter then
create trigger quote_counts_current after update of revision_id on articles
when old.revision_id is not new.revision_id begin
    insert into quote_counts(kind, stance, by_speaker, quotes)
    select kind, stance, moved.by_speaker, moved.sign * count(*)
    from (
        select new.revision_id as version, 1 as by_speaker, 1 as sign union all select new.revision_id, 0, -1
        union all select old.revision_id, 0, 1 union all select old.revision_id, 1, -1
    ) as moved
    cross join quotes on quotes.revision_id = moved.version and quotes.speaker_id is not null
    group by kind, stance, moved.version, moved.by_speaker
    on conflict do update set quotes = quotes + excluded.quotes;
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, moved.sign * count(*)
    from (select new.revision_id as version, 1 as sign union all select old.revision_id, -1) as moved
    cross join quotes on quotes.revision_id = moved.version
    join dispute_articles on dispute_articles.article_id = new.id
    group by quotes.kind, quotes.stance, moved.version
    on conflict do update set claims = claims + excluded.claims;
    delete from quote_counts where quotes = 0;
    delete from claim_counts where claims = 0;
end;

create trigger quote_counts_arrived after insert on articles when new.revision_id is not null begin
    insert into quote_counts(kind, stance, by_speaker, quotes)
    select kind, stance, moved.by_speaker, moved.sign * count(*)
    from (select new.revision_id as version, 1 as by_speaker, 1 as sign union all select new.revision_id, 0, -1) as moved
    cross join quotes on quotes.revision_id = moved.version and quotes.speaker_id is not null
    group by kind, stance, moved.version, moved.by_speaker
    on conflict do update set quotes = quotes + excluded.quotes;
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, moved.sign * count(*)
    from (select new.revision_id as version, 1 as sign) as moved
    cross join quotes on quotes.revision_id = moved.version
    join dispute_articles on dispute_articles.article_id = new.id
    group by quotes.kind, quotes.stance, moved.version
    on conflict do update set claims = claims + excluded.claims;
    delete from quote_counts where quotes = 0;
    delete from claim_counts where claims = 0;
end;

create trigger quote_counts_gone after delete on articles when old.revision_id is not null begin
    insert into quote_counts(kind, stance, by_speaker, quotes)
    select kind, stance, moved.by_speaker, moved.sign * count(*)
    from (select old.revision_id as version, 0 as by_speaker, 1 as sign union all select old.revision_id, 1, -1) as moved
    cross join quotes on quotes.revision_id = moved.version and quotes.speaker_id is not null
    group by kind, stance, moved.version, moved.by_speaker
    on conflict do update set quotes = quotes + excluded.quotes;
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, moved.sign * count(*)
    from (select old.revision_id as version, -1 as sign) as moved
    cross join quotes on quotes.revision_id = moved.version
    join dispute_articles on dispute_articles.article_id = old.id
    group by quotes.kind, quotes.stance, moved.version
    on conflict do update set claims = claims + excluded.claims;
    delete from quote_counts where quotes = 0;
    delete from claim_counts where claims = 0;
end;

create trigger claim_counts_insert after insert on dispute_articles begin
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, count(*)
    from articles join quotes on quotes.revision_id = articles.revision_id
    where articles.id = new.article_id group by quotes.kind, quotes.stance
    on conflict do update set claims = claims + excluded.claims;
end;

create trigger claim_counts_delete after delete on dispute_articles begin
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, -count(*)
    from articles join quotes on quotes.revision_id = articles.revision_id
    where articles.id = old.article_id group by quotes.kind, quotes.stance
    on conflict do update set claims = claims + excluded.claims;
    delete from claim_counts where claims = 0;
end;

create trigger claim_counts_update after update of dispute_id, article_id on dispute_articles
when old.article_id is not new.article_id
begin
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, count(*)
    from articles join quotes on quotes.revision_id = articles.revision_id
    where articles.id = new.article_id group by quotes.kind, quotes.stance
    on conflict do update set claims = claims + excluded.claims;
    insert into claim_counts(kind, stance, claims)
    select quotes.kind, quotes.stance, -count(*)
    from articles join quotes on quotes.revision_id = articles.revision_id
    where articles.id = old.article_id group by quotes.kind, quotes.stance
    on conflict do update set claims = claims + excluded.claims;
    delete from claim_counts where claims = 0;
end;

insert into article_counts(outlet, language, status, page_type, relevant, shown, articles)
select outlet, language, status, page_type, relevant, revision_id is not null, count(*)
from articles group by outlet, language, status, page_type, relevant, revision_id is not null;

insert into day_counts(outlet, day, articles, relevant)
select outlet, substr(published_at, 1, 10), count(*), sum(relevant is 1)
from articles where published_at is not null group by outlet, substr(published_at, 1, 10);

insert into revision_counts(change, revisions) select change, count(*) from revisions group by change;

insert into quote_counts(kind, stance, by_speaker, quotes)
select kind, stance,
    speaker_id is not null and exists (select 1 from articles where articles.revision_id = quotes.revision_id), count(*)
from quotes group by 1, 2, 3;

insert into claim_counts(kind, stance, claims)
select quotes.kind, quotes.stance, count(*)
from dispute_articles
join articles on articles.id = dispute_articles.article_id
join quotes on quotes.revision_id = articles.revision_id
group by quotes.kind, quotes.stance;
