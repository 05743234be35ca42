-- Bytes that a policy once withheld, and no takedown removed, come back with a capture: what to keep is ruled on anew
update payloads set body = :body, encoding = :encoding
where digest = :digest and encoding = 'removed'
    and exists (select 1 from captures join withheld on capture_id = captures.id where captures.digest = :digest)
    and not exists (select 1 from takedowns, json_each(digests) where value = :digest)
