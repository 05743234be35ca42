-- Other articles that carry the same wire text
select
    syndications.relation,
    syndications.overlap,
    syndications.wire,
    articles.id,
    articles.headline,
    articles.language,
    articles.published_at,
    coalesce(outlets.name, articles.outlet) as outlet_name
from syndications
join articles on articles.id = syndications.article_id
left join outlets on outlets.id = articles.outlet
where syndications.group_id = :group_id and syndications.article_id <> :id
order by articles.published_at
limit 100;
