-- Articles that have a text of their own; block pages and soft 404s stay out
create view latest_articles as
    select
        articles.id as article_id,
        articles.published_at,
        articles.headline,
        articles.outlet,
        outlets.name as outlet_name,
        articles.section,
        articles.language,
        articles.page_type,
        articles.status,
        articles.relevant,
        (select group_concat(value, '; ') from json_each(articles.platforms)) as platforms,
        (select group_concat(value, '; ') from json_each(articles.countries)) as countries,
        (select group_concat(value, '; ') from json_each(articles.wire_credits)) as wire_credits,
        articles.first_seen_at,
        articles.revision_id,
        articles.url
    from articles left join outlets on outlets.id = articles.outlet
    where articles.revision_id is not null;
