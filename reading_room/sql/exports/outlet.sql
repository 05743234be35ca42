-- What an outlet published, as it was seen first, the next :step pages after the one numbered :after
with held(number) as (
    -- The plus keeps SQLite in the index of outlets: in the order of the table it would walk through all of them.
    select id from articles where outlet = :id and +id > :after order by +id limit :step
)
select
    articles.id as article_id, articles.published_at, articles.headline, articles.language, articles.section,
    articles.page_type, articles.status, articles.relevant, articles.first_seen_at, articles.last_seen_at,
    articles.revision_id, articles.url
from held cross join articles on articles.id = held.number
order by held.number;
