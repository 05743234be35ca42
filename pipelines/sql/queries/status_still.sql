-- What `standoff status` shows of channels that answer, and list nothing new any more
select outlet, url as channel, substr(last_new_at, 1, 16) as "nothing new since", days_still as "days",
    days_between as "days between, before"
from still_channels order by outlet, url
