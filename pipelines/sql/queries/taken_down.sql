-- The articles of an outlet that were taken down, each with its newest takedown
select articles.identity, max(takedowns.id) as id
from takedowns join articles on articles.id = article_id
where articles.outlet = ? group by articles.id
