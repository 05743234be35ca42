-- Outlets that are crawled: days with an article and silent days of the fourteen up to the newest crawl, and failures
select
    outlet,
    14 - silent_days_of_14 as days_with_articles,
    silent_days_of_14 as silent_days,
    articles_7_days,
    failures_last_crawl as failures,
    links_due as waiting
from outlet_health
where enabled = 1
order by silent_days_of_14 desc, outlet
limit 500;
