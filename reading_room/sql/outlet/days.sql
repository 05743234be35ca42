-- Articles by day of publication in the fourteen days up to the newest crawl
with recursive crawl as (select date(started_at) as day from crawls order by id desc limit 1),
days(day, back) as (
    select day, 0 from crawl
    union all
    select date(day, '-1 day'), back + 1 from days where back < 13
)
select days.day, coalesce(day_counts.articles, 0) as articles
from days left join day_counts on day_counts.outlet = :id and day_counts.day = days.day
order by days.day;
