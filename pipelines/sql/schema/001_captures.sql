-- What was listed, asked for and kept: outlets, runs, channels, links, bytes, failures, and what is known of a host
create table outlets (
    id text primary key,
    name text not null,
    kind text not null,
    country text,
    languages text not null,
    homepage text not null,
    cms text,
    enabled integer not null,
    note text
) strict;

create table crawls (
    id integer primary key,
    started_at text not null,
    finished_at text,
    outcome text not null,
    outlets text not null,
    version text not null,
    discovered integer not null default 0,
    fetched integer not null default 0,
    stored integer not null default 0,
    failed integer not null default 0,
    head text
) strict;

create table channels (
    url text not null,
    outlet text not null references outlets(id),
    rules text,
    checked_at text not null,
    changed_at text,
    whole_at text,
    status integer,
    etag text,
    last_modified text,
    links integer not null default 0,
    error text,
    primary key (url, outlet)
) strict;
create index channels_outlet on channels(outlet);

create table links (
    id integer primary key,
    identity text not null unique,
    url text not null,
    outlet text not null references outlets(id),
    channel text not null,
    headline text,
    language text,
    published_at text,
    lastmod text,
    first_seen_at text not null,
    last_seen_at text not null,
    state text not null check (state in ('due', 'taken', 'fetched', 'failed', 'left')),
    tries integer not null default 0,
    visits integer not null default 0,
    due_at text,
    etag text,
    last_modified text,
    crawl_id integer references crawls(id),
    reason text,
    newest text generated always as (coalesce(lastmod, published_at, first_seen_at)) virtual
) strict;
create index links_due on links(outlet, newest desc) where state = 'due';
create index links_again on links(outlet, due_at) where due_at is not null;
create index links_taken on links(crawl_id) where state = 'taken';
create index links_crawl on links(crawl_id);

create table payloads (
    digest text primary key,
    body blob not null,
    encoding text not null check (encoding in ('zstd', 'identity', 'removed')),
    size integer not null
) strict;

create table captures (
    id integer primary key,
    url text not null,
    final_url text not null,
    outlet text not null references outlets(id),
    fetched_at text not null,
    status integer not null,
    headers text not null,
    digest text not null references payloads(digest),
    page_type text,
    run_id integer not null references crawls(id),
    flaw text,
    chain text not null
) strict;
create index captures_url on captures(url, fetched_at);
create index captures_digest on captures(digest);
create index captures_outlet on captures(outlet, fetched_at);
create index captures_run on captures(run_id);
create index captures_unread on captures(id) where page_type is null;

create table failures (
    id integer primary key,
    crawl_id integer not null references crawls(id),
    outlet text,
    url text not null,
    capture_id integer references captures(id),
    room text not null,
    error text not null,
    at text not null
) strict;
create index failures_crawl on failures(crawl_id, room);
create index failures_url on failures(url);
create index failures_capture on failures(capture_id);

create table block_hosts (
    host text primary key,
    pages integer not null
) strict, without rowid;

create table blocks (
    host text not null,
    digest text not null,
    pages integer not null,
    state text not null check (state in ('seen', 'cut', 'kept')),
    first_seen_at text not null,
    words text not null,
    primary key (host, digest)
) strict, without rowid;
