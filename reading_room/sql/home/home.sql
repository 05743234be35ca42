-- How much the archive holds, and its newest crawl
select
    (select coalesce(sum(articles), 0) from article_counts) as articles,
    (select coalesce(sum(articles), 0) from article_counts where relevant = 1) as relevant,
    (select count(*) from disputes) as disputes,
    (select count(*) from outlets) as outlets,
    (select min(published_at) from articles) as first_published_at,
    (select max(published_at) from articles) as last_published_at,
    (select started_at from crawls order by id desc limit 1) as crawled_at,
    (select outcome from crawls order by id desc limit 1) as crawl_outcome,
    (select failed from crawls order by id desc limit 1) as crawl_failed,
    (select id from crawls order by id desc limit 1) as crawl_id;
