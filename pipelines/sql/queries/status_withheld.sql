-- What `standoff status` shows of pages that are not kept whole, by the signal that asked for it
select captures.outlet, signal, action, count(distinct captures.url) as pages, max(substr(withheld.at, 1, 16)) as last
from withheld join captures on captures.id = capture_id
group by captures.outlet, signal, action
order by captures.outlet, signal, action
