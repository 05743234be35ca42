-- What `standoff status` shows of the last runs
select id, substr(started_at, 1, 19) as started, substr(finished_at, 1, 19) as finished, outcome,
    discovered, fetched, stored, failed
from crawls order by id desc limit 5
