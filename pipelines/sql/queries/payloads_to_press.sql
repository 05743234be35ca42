-- Payloads in the order of their first captures, those that are packed by themselves
select captures.id, captures.url, captures.outlet, captures.kind, captures.digest, payloads.body, payloads.encoding, payloads.size
from captures join payloads using (digest)
where captures.id > ? and payloads.encoding = 'zstd'
    and not exists (select 1 from prefixed where prefixed.digest = captures.digest)
    and not exists (select 1 from prefix_pages where prefix_pages.digest = captures.digest)
order by captures.id
limit ?;
