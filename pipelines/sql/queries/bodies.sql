-- The next capture of a kind (page, channel) of an outlet that has its bytes; by number, or each would sort all of them
select captures.*, payloads.body, payloads.encoding
from captures join payloads using (digest)
where kind = ? and captures.id > ? and +captures.outlet = ? and encoding != 'removed'
order by captures.id limit 1
