-- What was done, as the version that is shown tells it
select dispute_events.*, disputes.slug as dispute
from dispute_events left join disputes on disputes.id = dispute_events.dispute_id
where dispute_events.revision_id = :shown_id
order by dispute_events."start", dispute_events.id;
