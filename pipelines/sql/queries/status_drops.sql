-- What `standoff status` shows of links that channels dropped lately
select outlet, channel, url, substr(dropped_at, 1, 16) as "dropped", status
from dropped_links order by drop_id desc limit 10
