-- The dated acts of some articles as they read now; a law for all platforms is background of every matter
select dispute_events.article_id, dispute_events.action, dispute_events.date
from json_each(?) as wanted
join articles on articles.id = wanted.value
join dispute_events on dispute_events.article_id = articles.id and dispute_events.revision_id = articles.revision_id
where dispute_events.precision in ('day', 'month') and dispute_events.platform is not null
order by dispute_events.id;
