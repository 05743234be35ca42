-- What failed in the newest crawl
select url, room, error, at, capture_id from failures where crawl_id = :crawl_id and outlet = :id order by id limit 100;
