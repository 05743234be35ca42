-- Links that a channel dropped though it still reached back to them, with what became of the page
create view dropped_links as
    select
        channel_drops.outlet, channel_drops.channel, links.url, links.headline, channel_drops.at as dropped_at,
        articles.status, articles.id as article_id,
        channel_drops.listed_in, channel_drops.missing_in, channel_drops.crawl_id, channel_drops.id as drop_id
    from channel_drops
    join links on links.id = channel_drops.link_id
    left join articles on articles.identity = links.identity;
