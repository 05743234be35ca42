-- What a host answered last when it was asked for its robots.txt, where that was something new
select captures.id, captures.status, captures.digest, captures.fetched_at
from hosts join captures on captures.id = hosts.robots_capture
where hosts.site = ?
