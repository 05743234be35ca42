-- Whether a takedown or the policy of an outlet says why a payload was removed
select exists (select 1 from takedowns, json_each(digests) where value = :digest)
    or exists (select 1 from captures join withheld on capture_id = captures.id where captures.digest = :digest)
