-- The newest fetches of the address, and the one that the version was read from
select id, fetched_at, status, page_type, digest, run_id, url, final_url from captures where id = :capture_id
union
select id, fetched_at, status, page_type, digest, run_id, url, final_url from (
    select * from captures where url = :url order by fetched_at desc limit 10
)
order by fetched_at desc;
