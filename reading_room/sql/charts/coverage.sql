-- Articles by outlet and day of publication, in the three weeks up to the newest article; a day to come does not count
with crawl as (select date(started_at) as day from crawls order by id desc limit 1),
newest as (select (select max(published_at) from articles where published_at < date(crawl.day, '+1 day')) as at from crawl)
select
    substr(articles.published_at, 1, 10) as day,
    articles.outlet,
    count(*) as articles,
    sum(articles.relevant = 1) as on_a_dispute
from newest
cross join outlets
join articles on articles.outlet = outlets.id
    and articles.published_at >= date(newest.at, '-20 days')
    and articles.published_at < date(newest.at, '+1 day')
group by articles.outlet, substr(articles.published_at, 1, 10)
order by day desc, articles.outlet
limit 1000;
