-- Captures with their bytes that can be read again, by id, after one and from a day on
select captures.*, payloads.body, payloads.encoding
from captures join payloads using (digest)
where kind = 'page' and captures.id > ? and captures.fetched_at >= ?
    and status between 200 and 299 and flaw is null and encoding != 'removed'
order by captures.id limit ?
