-- Captures from other archives as they were there: number and run are theirs, the rest stands in captures
select source, number as id, url, final_url, outlet, fetched_at, status, headers, digest, run as run_id, flaw,
    kind, origins.chain
from origins join captures on captures.id = capture_id
order by source, number
