-- Discovery, policy and pace: what channels and hosts answered, what is not kept, when a host may be asked again
alter table captures add column kind text not null default 'page' check (kind in ('page', 'channel', 'tdmrep', 'robots'));
create index captures_channel on captures(url, id) where kind = 'channel';

alter table channels add column capture_id integer references captures(id);
alter table channels add column listing text;
alter table channels add column unkept text;

-- Which channel lists which link, and in which runs it was first and last read there
create table listings (
    channel text not null,
    link_id integer not null references links(id),
    first_crawl integer not null references crawls(id),
    last_crawl integer not null references crawls(id),
    primary key (channel, link_id)
) strict, without rowid;
create index listings_link on listings(link_id);
create index listings_last on listings(channel, last_crawl);

-- What one channel of an outlet lists and another does not, each time the counts change
create table channel_gaps (
    id integer primary key,
    crawl_id integer not null references crawls(id),
    outlet text not null references outlets(id),
    url text not null,
    other text not null,
    since text not null,
    listed integer not null,
    missing integer not null
) strict;
create index channel_gaps_pair on channel_gaps(outlet, url, other, id);
create index channel_gaps_crawl on channel_gaps(crawl_id);

-- What is known of a host between runs
create table hosts (
    site text primary key,
    next_at text,
    delay real,
    rest_from text,
    rest_until text,
    reason text,
    tdmrep_at text,
    tdmrep_capture integer references captures(id),
    robots_capture integer references captures(id)
) strict, without rowid;

-- Pages of which less than the whole text is kept, and the publisher's words that ask for it
create table withheld (
    capture_id integer primary key references captures(id),
    article_id integer references articles(id),
    signal text not null check (signal in ('noarchive', 'tdm', 'paywall')),
    action text not null check (action in ('excerpt', 'skip')),
    words text not null,
    at text not null
) strict;
create index withheld_article on withheld(article_id);

-- Links that a channel no longer lists though it still reaches back to them, with the captures before and after
create table channel_drops (
    id integer primary key,
    crawl_id integer not null references crawls(id),
    outlet text not null references outlets(id),
    channel text not null,
    link_id integer not null references links(id),
    at text not null,
    listed_in integer references captures(id),
    missing_in integer references captures(id)
) strict;
create index channel_drops_link on channel_drops(link_id);
create index channel_drops_crawl on channel_drops(crawl_id);
create index channel_drops_listed on channel_drops(listed_in);
create index channel_drops_missing on channel_drops(missing_in);
