-- What `standoff status` shows of layouts that drift: only where there is an alarm
select outlet, alarm, words_recent as "words now", words_earlier as "words before"
from layout_drift where alarm is not null
