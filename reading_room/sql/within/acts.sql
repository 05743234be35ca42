-- What was done last in the 30 newest disputes of a platform or a country; copies of a wire story tell nothing new
with newest as (
    select id, slug, title from disputes
    where (:platform is null or platform = :platform) and (:country is null or country = :country)
    order by last_event_on desc limit 30
)
select
    newest.slug as dispute, newest.title, dispute_events.id as event_id, dispute_events.article_id,
    dispute_events.revision_id, dispute_events.date, dispute_events.precision, dispute_events.side, dispute_events.actor,
    dispute_events.action, dispute_events.stage, dispute_events.amount, dispute_events.currency, dispute_events.evidence,
    articles.language, articles.published_at, articles.outlet, coalesce(outlets.name, articles.outlet) as outlet_name
from newest
join dispute_events on dispute_events.dispute_id = newest.id
join articles on articles.id = dispute_events.article_id and articles.revision_id = dispute_events.revision_id
left join outlets on outlets.id = articles.outlet
left join syndications on syndications.article_id = articles.id
where dispute_events.date is not null and coalesce(syndications.relation, 'original') in ('original', 'rewrite')
order by dispute_events.date desc, dispute_events.id desc
limit 30;
