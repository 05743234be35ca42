-- The newest capture, and when a token over its link was given, if ever
select captures.id, chain, (select max(stamped_at) from timestamps where head = chain) as stamped_at
from captures order by captures.id desc limit 1
