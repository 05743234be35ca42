-- Articles by day of publication in the fourteen days up to the newest crawl
with recursive crawl as (select date(started_at) as day from crawls order by id desc limit 1),
days(day, back) as (
    select day, 0 from crawl
    union all
    select date(day, '-1 day'), back + 1 from days where back < 13
)
select days.day, (
    select count(*) from articles where articles.outlet = :id
        and articles.published_at >= days.day and articles.published_at < date(days.day, '+1 day')
) as articles
from days order by days.day;
