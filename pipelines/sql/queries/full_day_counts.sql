-- Articles by outlet and day of publication, counted in full
select outlet, substr(published_at, 1, 10), count(*), sum(relevant is 1)
from articles where published_at is not null group by outlet, substr(published_at, 1, 10)
