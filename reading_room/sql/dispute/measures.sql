-- The newest measures of the dispute and their liftings, every telling: what its status is read from
with kinds(action, weight) as (
    values
        ('block', 'liftable'), ('block_partial', 'liftable'), ('throttle', 'liftable'), ('designate', 'liftable'),
        ('seize_or_freeze', 'liftable'), ('store_or_host_order', 'liftable'),
        ('fine', 'lasting'), ('court_order', 'lasting'), ('arrest_or_charge', 'lasting'),
        ('restore', 'lifting')
)
select
    dispute_timeline.*, kinds.weight, coalesce(outlets.name, dispute_timeline.outlet) as outlet_name,
    syndications.group_id
from dispute_timeline
join kinds on kinds.action = dispute_timeline.action
left join outlets on outlets.id = dispute_timeline.outlet
left join syndications on syndications.article_id = dispute_timeline.article_id
where dispute_timeline.dispute = :slug
order by dispute_timeline.date desc, dispute_timeline.event_id
limit :most;
