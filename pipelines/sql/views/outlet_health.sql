-- How fresh each outlet is, counted back from the start of the newest crawl, with its silent days and failures
create view outlet_health as
    with crawl as (select id, started_at from crawls order by id desc limit 1),
    days(day, back) as (
        select date(started_at), 0 from crawl
        union all
        select date(day, '-1 day'), back + 1 from days where back < 13
    ),
    failed as (
        select outlet, count(*) as pages from failures where crawl_id = (select id from crawl) group by outlet
    )
    select
        outlets.id as outlet,
        outlets.name,
        outlets.country,
        outlets.enabled,
        (select max(published_at) from articles where articles.outlet = outlets.id) as newest_article_at,
        (select max(fetched_at) from captures where captures.outlet = outlets.id and kind = 'page') as last_capture_at,
        (select coalesce(sum(articles), 0) from article_counts where article_counts.outlet = outlets.id) as articles,
        (select coalesce(sum(articles), 0) from day_counts where day_counts.outlet = outlets.id
            and day_counts.day >= (select date(started_at, '-6 days') from crawl)) as articles_7_days,
        (select count(*) from days where not exists (select 1 from day_counts
            where day_counts.outlet = outlets.id and day_counts.day = days.day)) as silent_days_of_14,
        (select group_concat(mark, '') from (
            select case when exists (select 1 from day_counts
                where day_counts.outlet = outlets.id and day_counts.day = days.day) then '#' else '.' end as mark
            from days order by days.day)) as last_14_days,
        (select count(*) from links where links.outlet = outlets.id and links.state = 'due') as links_due,
        coalesce(failed.pages, 0) as failures_last_crawl,
        (select min(checked_at) from channels where channels.outlet = outlets.id) as oldest_channel_check_at,
        (select count(*) from channels where channels.outlet = outlets.id and channels.error is not null) as channels_in_error,
        outlets.homepage,
        outlets.note
    from outlets left join failed on failed.outlet = outlets.id
    order by outlets.id;
