-- The newest crawl: days are counted back from it
select (select date(started_at) from crawls order by id desc limit 1) as day;
