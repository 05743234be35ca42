-- What `standoff status` shows of the newest failures
select crawl_id as run, room, error, url from failures order by id desc limit 10
