-- How many links each channel listed at each reading, so that one that has gone silent is seen
create table channel_counts (
    id integer primary key,
    crawl_id integer not null references crawls(id),
    outlet text not null references outlets(id),
    url text not null,
    at text not null,
    links integer not null
) strict;

create index channel_counts_channel on channel_counts(outlet, url, id);
create index channel_counts_crawl on channel_counts(crawl_id);
