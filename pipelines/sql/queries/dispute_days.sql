-- When a dispute opened and when something last happened in it: dated acts, from half a year before its first page on
update disputes set opened_on = found.opened, last_event_on = found.last
from (
    with pages as (
        select min(date(published_at)) as first, max(date(published_at)) as last
        from dispute_articles join articles on articles.id = dispute_articles.article_id
        where dispute_id = :id
    ),
    acts as (
        select date from dispute_events, pages
        where dispute_id = :id and precision = 'day' and date >= date(pages.first, '-180 days')
            and date <= date(pages.last, '+1 day')
    )
    select
        coalesce(min((select min(date) from acts), pages.first), pages.first) as opened,
        coalesce((select max(date) from acts), pages.last) as last
    from pages
) as found
where id = :id and (opened_on is not found.opened or last_event_on is not found.last);
