-- The year of the earliest of some articles
select cast(min(substr(published_at, 1, 4)) as integer)
from articles where id in (select value from json_each(?));
