-- Note the links that a channel listed when it was last read whole and lists no longer, though it reaches back to them
insert into channel_drops (crawl_id, outlet, channel, link_id, at, listed_in, missing_in)
with before as (
    select max(crawl_id) as crawl from channel_counts
    where outlet = :outlet and url = :channel and crawl_id < :run
),
listing as materialized (
    select links.id, listings.last_crawl,
        coalesce(articles.published_at, links.published_at, links.lastmod, links.first_seen_at) as at
    from listings
    join links on links.id = listings.link_id and links.outlet = :outlet
    left join articles on articles.identity = links.identity
    where listings.channel = :channel and listings.last_crawl >= (select crawl from before)
),
placed as (
    select at, row_number() over (order by at desc) as place, count(*) over () as entries
    from listing where last_crawl = :run
)
select :run, :outlet, :channel, listing.id, :at,
    (select max(id) from captures where kind = 'channel' and url = :channel and run_id <= listing.last_crawl),
    (select max(id) from captures where kind = 'channel' and url = :channel and run_id <= :run)
from listing
where last_crawl < :run
    and listing.at > (select min(at) from placed where place <= entries - entries / 10)
    and exists (select 1 from channels where url = :channel and outlet = :outlet and rules = :rules)
