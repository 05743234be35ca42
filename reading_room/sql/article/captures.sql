-- The newest fetches of the address, and the one that the version was read from
with held(number) as (
    select :capture_id
    union
    select id from (select id from captures where url = :url order by fetched_at desc limit 10)
)
select
    captures.id, captures.fetched_at, captures.status, captures.page_type, captures.digest, captures.run_id,
    captures.url, captures.final_url, payloads.size
from held
join captures on captures.id = held.number
left join payloads on payloads.digest = captures.digest
order by captures.fetched_at desc;
