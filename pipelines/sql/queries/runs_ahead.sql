-- The newest earlier run that is dated later than :limit, and whether a run since has said so
select id, coalesce(finished_at, started_at) as at,
    exists (select 1 from failures where room = 'clock' and failures.crawl_id > crawls.id) as told
from crawls
where id < :run and (started_at > :limit or finished_at > :limit)
order by id desc limit 1
