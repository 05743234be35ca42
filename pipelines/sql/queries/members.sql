-- What decides the order within a group of articles that share a text
select
    articles.id,
    articles.outlet,
    articles.published_at,
    articles.wire_credits,
    outlets.kind as outlet_kind,
    outlets.name as outlet_name,
    sketches.shingles
from json_each(:ids) as wanted
join articles on articles.id = wanted.value
join outlets on outlets.id = articles.outlet
join sketches on sketches.article_id = articles.id
order by articles.id;
