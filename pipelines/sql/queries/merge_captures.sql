-- Captures of another archive with their bytes, in the order of its hash chain
select captures.*, payloads.body, payloads.encoding, payloads.size
from captures join payloads using (digest)
order by captures.id
