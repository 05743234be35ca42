-- The disputes that moved last
select disputes.*, (select count(*) from dispute_articles where dispute_id = disputes.id) as articles
from disputes order by last_event_on desc limit 8;
