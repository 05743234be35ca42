-- Articles that have changed since they were last settled, by day; pages without a text come too
select
    articles.id,
    articles.outlet,
    outlets.kind as outlet_kind,
    outlets.name as outlet_name,
    articles.url,
    articles.canonical_url,
    articles.headline,
    articles.language,
    articles.wire_credits,
    articles.published_at,
    cast(julianday(articles.published_at) - 2440587.5 as integer) as day,
    articles.relevant,
    articles.platforms,
    articles.countries,
    articles.revision_id
from unsettled
join articles on articles.id = unsettled.article_id
join outlets on outlets.id = articles.outlet
order by articles.published_at is null, articles.published_at, articles.id;
