-- What `standoff status` shows of links that one channel of an outlet lists and another does not
select outlet, url as "listed in", other as "not in", missing as "links", listed as "of", substr(since, 1, 16) as "since",
    crawl_id as "run"
from channel_gaps
where missing > 0 and id in (select max(id) from channel_gaps group by outlet, url, other)
order by outlet, missing desc, url, other
limit 30
