-- How fresh each outlet is, counted back from the start of the newest crawl, with its silent days and failures
create view outlet_health as
    with crawl as (select id, started_at from crawls order by id desc limit 1),
    days(day, back) as (
        select date(started_at), 0 from crawl
        union all
        select date(day, '-1 day'), back + 1 from days where back < 13
    )
    select
        outlets.id as outlet,
        outlets.name,
        outlets.country,
        outlets.enabled,
        (select max(published_at) from articles where articles.outlet = outlets.id) as newest_article_at,
        (select max(fetched_at) from captures where captures.outlet = outlets.id and kind = 'page') as last_capture_at,
        (select count(*) from articles where articles.outlet = outlets.id) as articles,
        (select count(*) from articles where articles.outlet = outlets.id
            and articles.published_at >= (select date(started_at, '-6 days') from crawl)) as articles_7_days,
        (select count(*) from days where not exists (select 1 from articles where articles.outlet = outlets.id
            and articles.published_at >= days.day and articles.published_at < date(days.day, '+1 day'))) as silent_days_of_14,
        (select group_concat(mark, '') from (
            select case when exists (select 1 from articles where articles.outlet = outlets.id
                and articles.published_at >= days.day and articles.published_at < date(days.day, '+1 day'))
                then '#' else '.' end as mark
            from days order by days.day)) as last_14_days,
        (select count(*) from links where links.outlet = outlets.id and links.state = 'due') as links_due,
        (select count(*) from failures where failures.crawl_id = (select id from crawl)
            and failures.outlet = outlets.id) as failures_last_crawl,
        (select min(checked_at) from channels where channels.outlet = outlets.id) as oldest_channel_check_at,
        (select count(*) from channels where channels.outlet = outlets.id and channels.error is not null) as channels_in_error,
        outlets.homepage,
        outlets.note
    from outlets
    order by outlets.id;
