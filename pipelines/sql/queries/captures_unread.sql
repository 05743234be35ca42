-- Captures with their bytes that were kept and never read: no page type, and no failure that says why
select captures.*, payloads.body, payloads.encoding
from captures join payloads using (digest)
where kind = 'page' and captures.id > ? and captures.fetched_at >= ?
    and status between 200 and 299 and flaw is null and encoding != 'removed'
    and page_type is null and not exists (select 1 from failures where capture_id = captures.id)
order by captures.id limit ?
