-- What a host answered last when it was asked for its tdmrep.json, with the bytes
select captures.*, payloads.body, payloads.encoding
from hosts join captures on captures.id = hosts.tdmrep_capture join payloads using (digest)
where hosts.site = ?
