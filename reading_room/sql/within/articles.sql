-- The newest articles of the 30 newest disputes of a platform or a country
with newest as (
    select id from disputes
    where (:platform is null or platform = :platform) and (:country is null or country = :country)
    order by last_event_on desc limit 30
)
select
    articles.id, articles.headline, articles.language, articles.published_at, articles.outlet,
    coalesce(outlets.name, articles.outlet) as outlet_name
from (
    select distinct dispute_articles.article_id from newest
    join dispute_articles on dispute_articles.dispute_id = newest.id
) as held
join articles on articles.id = held.article_id
left join outlets on outlets.id = articles.outlet
order by articles.published_at desc
limit 30;
