-- The articles that changed last; as many of each kind first, so that first versions are never walked through
with newest(id) as (
    select * from (select id from revisions where change = 'edit' order by id desc limit :few)
    union all select * from (select id from revisions where change = 'correction' order by id desc limit :few)
    union all select * from (select id from revisions where change = 'headline' order by id desc limit :few)
    union all select * from (select id from revisions where change = 'quote' order by id desc limit :few)
)
select
    revisions.id as revision_id, revisions.article_id, revisions.headline, revisions.change, revisions.captured_at,
    articles.language, articles.url, articles.outlet, coalesce(outlets.name, articles.outlet) as outlet_name
from newest
join revisions on revisions.id = newest.id
join articles on articles.id = revisions.article_id
left join outlets on outlets.id = articles.outlet
order by revisions.id desc
limit :few;
