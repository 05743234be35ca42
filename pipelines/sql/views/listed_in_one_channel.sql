-- Links that one channel of an outlet lists and another does not, as of the last time the two were compared
create view listed_in_one_channel as
    select
        gaps.outlet, gaps.url as listed_by, gaps.other as not_listed_by, links.url, links.headline,
        links.published_at, links.lastmod, links.first_seen_at, links.state, gaps.crawl_id
    from channel_gaps as gaps
    join listings on listings.channel = gaps.url and listings.last_crawl >= (
        select max(crawl_id) from channel_counts where outlet = gaps.outlet and channel_counts.url = gaps.url)
    join links on links.id = listings.link_id and links.outlet = gaps.outlet
    left join articles on articles.identity = links.identity
    where gaps.missing > 0
        and gaps.id = (select max(id) from channel_gaps as newest
            where newest.outlet = gaps.outlet and newest.url = gaps.url and newest.other = gaps.other)
        and coalesce(articles.published_at, links.published_at, links.lastmod, links.first_seen_at) >= gaps.since
        and not exists (
            select 1 from listings as there
            where there.channel = gaps.other and there.link_id = links.id and there.last_crawl >= (
                select max(crawl_id) from channel_counts where outlet = gaps.outlet and channel_counts.url = gaps.other));
