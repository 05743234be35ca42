-- What `standoff status` shows of each outlet
select outlet, articles, articles_7_days as "in 7 days", substr(newest_article_at, 1, 16) as newest,
    silent_days_of_14 as "silent days of 14", links_due as due, failures_last_crawl as "failed in last run",
    channels_in_error as "channels in error", substr(last_capture_at, 1, 16) as "last page"
from outlet_health order by outlet
