-- The newest articles about a dispute
select
    articles.id, articles.headline, articles.language, articles.published_at, articles.outlet,
    coalesce(outlets.name, articles.outlet) as outlet_name
from articles left join outlets on outlets.id = articles.outlet
where articles.relevant = 1 and articles.revision_id is not null
order by articles.published_at desc
limit 10;
