-- Every token with the link that its capture has now: here, or in the archive that it was merged from
select timestamps.*, coalesce(
    (select origins.chain from origins where origins.capture_id = captures.id and origins.chain = head), captures.chain
) as chain
from timestamps left join captures on captures.id = capture_id order by timestamps.id
