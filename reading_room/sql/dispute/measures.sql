-- The newest measures of the dispute and their liftings, every telling: what its status is read from
select dispute_timeline.*, coalesce(outlets.name, dispute_timeline.outlet) as outlet_name, syndications.group_id
from dispute_timeline
left join outlets on outlets.id = dispute_timeline.outlet
left join syndications on syndications.article_id = dispute_timeline.article_id
where dispute = :slug and action in (
    'block', 'block_partial', 'throttle', 'designate', 'seize_or_freeze', 'store_or_host_order', 'fine', 'court_order',
    'arrest_or_charge', 'restore'
)
order by date desc, event_id
limit :most;
