-- Count what each channel of an outlet lists that another of its channels does not, back to where both reach
insert into channel_gaps (crawl_id, outlet, url, other, since, listed, missing)
with whole as (
    select channels.url, max(channel_counts.crawl_id) as crawl
    from channels join channel_counts on channel_counts.outlet = channels.outlet and channel_counts.url = channels.url
    where channels.outlet = :outlet and channels.error is null
        and channels.checked_at >= (select started_at from crawls where id = :run)
    group by channels.url
),
listing as materialized (
    select
        whole.url, links.id,
        coalesce(articles.published_at, links.published_at, links.lastmod, links.first_seen_at) as at
    from whole
    join listings on listings.channel = whole.url and listings.last_crawl >= whole.crawl
    join links on links.id = listings.link_id and links.outlet = :outlet
    left join articles on articles.identity = links.identity
),
-- pinned entries are years old: the oldest tenth says nothing of how far a channel reaches back
placed as (
    select url, at, row_number() over (partition by url order by at desc) as place,
        count(*) over (partition by url) as entries
    from listing
),
reach as materialized (
    select url, min(at) as since from placed where place <= entries - entries / 10 group by url
),
pairs as materialized (
    select one.url, other.url as other, max(one.since, other.since) as since
    from reach as one join reach as other on other.url != one.url
    where exists (select 1 from whole where whole.crawl = :run and whole.url in (one.url, other.url))
),
counted as (
    select pairs.url, pairs.other, pairs.since, count(*) as listed, count(*) filter (where there.id is null) as missing
    from pairs
    join listing on listing.url = pairs.url and listing.at >= pairs.since
    left join listing as there on there.url = pairs.other and there.id = listing.id
    group by pairs.url, pairs.other
)
select :run, :outlet, counted.url, counted.other, counted.since, counted.listed, counted.missing
from counted
where (counted.listed, counted.missing) is not (
    select listed, missing from channel_gaps
    where outlet = :outlet and channel_gaps.url = counted.url and channel_gaps.other = counted.other
    order by id desc limit 1)
