-- The newest earlier bytes of an address that are kept by themselves or against a prefix alone
select captures.digest
from captures join payloads using (digest)
left join prefixed using (digest)
where captures.url = :url and captures.id < :id and captures.digest != :digest
    and payloads.encoding = 'zstd' and prefixed.predecessor is null
order by captures.id desc
limit 1;
