-- Every token with the link that its capture has now
select timestamps.*, captures.chain
from timestamps left join captures on captures.id = capture_id order by timestamps.id
