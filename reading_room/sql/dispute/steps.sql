-- What was done in it, in the order of the days, one row for everyone who tells of it, copies too
select dispute_timeline.*, coalesce(outlets.name, dispute_timeline.outlet) as outlet_name, syndications.group_id
from dispute_timeline
left join outlets on outlets.id = dispute_timeline.outlet
left join syndications on syndications.article_id = dispute_timeline.article_id
where dispute = :slug
order by date is null, date, published_at, event_id
limit :most;
