-- Captures from other archives as they were there: number, run and chain are theirs, and stand before those of captures,
-- since of two columns with one name the first is read
select origins.source, origins.number as id, origins.run as run_id, origins.chain, captures.*
from origins join captures on captures.id = capture_id
order by origins.source, origins.number
