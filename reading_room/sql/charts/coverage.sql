-- Articles by outlet and day of publication, in the three weeks up to the newest article; a day to come does not count
with crawl as (select date(started_at) as day from crawls order by id desc limit 1),
newest as (select (select max(published_at) from articles where published_at < date(crawl.day, '+1 day')) as at from crawl)
select day_counts.day, day_counts.outlet, day_counts.articles, day_counts.relevant as on_a_dispute
from newest
cross join outlets
join day_counts on day_counts.outlet = outlets.id
    and day_counts.day between date(newest.at, '-20 days') and date(newest.at)
order by day desc, day_counts.outlet
limit 1000;
