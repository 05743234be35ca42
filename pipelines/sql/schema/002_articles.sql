-- What was read in it: articles and their versions, quotes, mentions, disputes, copies, and what went away
create table articles (
    id integer primary key,
    outlet text not null references outlets(id),
    identity text not null unique,
    url text not null,
    canonical_url text,
    page_type text not null,
    status text not null check (status in ('live', 'changed', 'gone', 'blocked', 'unavailable_legal')),
    headline text,
    standfirst text,
    authors text not null default '[]',
    section text,
    tags text not null default '[]',
    language text,
    dateline text,
    wire_credits text not null default '[]',
    published_at text,
    published_raw text,
    modified_at text,
    first_seen_at text not null,
    last_seen_at text not null,
    relevance real,
    relevant integer,
    reasons text not null default '[]',
    platforms text not null default '[]',
    countries text not null default '[]',
    bodies text not null default '[]',
    provenance text not null default '{}',
    rights text not null default '{}',
    revision_id integer references revisions(id)
) strict;
create index articles_url on articles(url);
create index articles_outlet_published on articles(outlet, published_at desc);
create index articles_published on articles(published_at desc);
create index articles_relevant on articles(relevant, published_at desc);
create index articles_status on articles(status);
create index articles_page_type on articles(page_type);
create index articles_language on articles(language);
create index articles_section on articles(section);
create index articles_revision on articles(revision_id);

-- text comes last: what stands behind a long value is reached through its overflow pages
create table revisions (
    id integer primary key,
    article_id integer not null references articles(id),
    text_digest text not null,
    headline text,
    standfirst text,
    captured_at text not null,
    capture_id integer not null references captures(id),
    extractor text not null,
    change text not null check (change in ('first', 'edit', 'correction', 'headline', 'quote', 'trivial', 'extractor')),
    captions text not null default '[]',
    corrections text not null default '[]',
    words integer not null,
    text text not null
) strict;
create index revisions_article on revisions(article_id, id);
create index revisions_capture on revisions(capture_id);
create index revisions_change on revisions(change);
create index revisions_captured on revisions(captured_at desc);

create table absences (
    id integer primary key,
    article_id integer not null references articles(id),
    capture_id integer not null references captures(id),
    at text not null,
    sign text not null check (sign in ('404', '410', '451', 'soft_404', 'front_page', 'block_page', 'back'))
) strict;
create index absences_article on absences(article_id, at);
create index absences_capture on absences(capture_id);

create table speakers (
    id integer primary key,
    key text not null unique,
    name text not null,
    role text,
    organisation text
) strict;

create table quotes (
    id integer primary key,
    revision_id integer not null references revisions(id),
    "start" integer not null,
    "end" integer not null,
    text text not null,
    kind text not null check (kind in ('direct', 'mixed', 'indirect')),
    speaker_id integer references speakers(id),
    speaker text,
    mention text,
    role text,
    organisation text,
    cue text,
    venue text,
    said_on text,
    said_raw text,
    stance text not null,
    rule text not null,
    confidence real not null
) strict;
create index quotes_revision on quotes(revision_id, "start");
create index quotes_speaker on quotes(speaker_id);
create index quotes_stance on quotes(stance);
create index quotes_said_on on quotes(said_on);

create table entities (
    id text primary key,
    kind text not null,
    name text not null,
    country text
) strict;
create index entities_kind on entities(kind, name);

create table mentions (
    revision_id integer not null references revisions(id),
    entity_id text not null references entities(id),
    "start" integer not null,
    "end" integer not null,
    incidental integer not null default 0,
    primary key (revision_id, "start", "end", entity_id)
) strict, without rowid;
create index mentions_entity on mentions(entity_id, revision_id);

create table disputes (
    id integer primary key,
    slug text not null unique,
    title text not null,
    platform text not null,
    country text not null,
    opened_on text,
    last_event_on text
) strict;
create index disputes_last_event on disputes(last_event_on desc);

create table dispute_articles (
    dispute_id integer not null references disputes(id),
    article_id integer not null references articles(id),
    reason text not null,
    primary key (dispute_id, article_id)
) strict, without rowid;
create index dispute_articles_article on dispute_articles(article_id);

create table dispute_events (
    id integer primary key,
    dispute_id integer references disputes(id),
    article_id integer not null references articles(id),
    revision_id integer not null references revisions(id),
    side text not null,
    actor text,
    action text not null,
    platform text,
    country text,
    date text,
    precision text not null check (precision in ('day', 'month', 'year', 'none')),
    amount real,
    currency text,
    stage text,
    "start" integer not null,
    "end" integer not null,
    evidence text not null,
    rule text not null
) strict;
create index dispute_events_dispute on dispute_events(dispute_id, date);
create index dispute_events_article on dispute_events(article_id);
create index dispute_events_revision on dispute_events(revision_id);
create index dispute_events_action on dispute_events(action);

create table fingerprints (
    hash integer not null,
    article_id integer not null references articles(id),
    primary key (hash, article_id)
) strict, without rowid;
create index fingerprints_article on fingerprints(article_id);

create table syndications (
    group_id integer not null references articles(id),
    article_id integer not null unique references articles(id),
    wire text,
    relation text not null check (relation in ('original', 'copy', 'excerpt', 'rewrite')),
    overlap real not null,
    primary key (group_id, article_id)
) strict, without rowid;

create table publications (
    id integer primary key,
    at text not null,
    full_text integer not null check (full_text in (0, 1)),
    excerpt integer not null
) strict;

create table takedowns (
    id integer primary key,
    article_id integer not null references articles(id),
    url text not null,
    reason text not null,
    at text not null,
    digests text not null
) strict;
create index takedowns_article on takedowns(article_id);
