-- Bytes that no capture may keep go; where the same bytes came from an address that reserves nothing, they stay
update payloads set body = x'', encoding = 'removed'
where digest = ? and not exists (
    select 1 from captures where captures.digest = payloads.digest
        and not exists (select 1 from withheld where capture_id = captures.id))
