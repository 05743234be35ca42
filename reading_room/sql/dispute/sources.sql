-- The articles that the dispute is read from, newest first, with the group of copies that each belongs to
select
    articles.id,
    articles.headline,
    articles.language,
    articles.published_at,
    articles.revision_id,
    articles.outlet,
    coalesce(outlets.name, articles.outlet) as outlet_name,
    dispute_articles.reason,
    syndications.relation,
    syndications.wire,
    syndications.group_id
from dispute_articles
join articles on articles.id = dispute_articles.article_id
left join outlets on outlets.id = articles.outlet
left join syndications on syndications.article_id = articles.id
where dispute_articles.dispute_id = :id
order by articles.published_at desc
limit :most;
