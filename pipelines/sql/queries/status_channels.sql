-- What `standoff status` shows of channels that used to list articles and list none any more
select outlet, url as channel, substr(silent_at, 1, 16) as "none at", substr(last_listed_at, 1, 16) as "last listed",
    most_links as "links once"
from silent_channels order by outlet, url
