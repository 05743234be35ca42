-- The articles of a dispute that some changed ones can meet or be met by, and which of them can answer the changed ones
with changed as (
    select
        min(julianday(coalesce(published_at, first_seen_at))) as first,
        max(julianday(coalesce(published_at, first_seen_at))) as last
    from articles where id in (select value from json_each(:changed))
),
pages as (
    select articles.id as article_id, julianday(coalesce(articles.published_at, articles.first_seen_at)) as at
    from dispute_articles join articles on articles.id = dispute_articles.article_id
    where dispute_articles.dispute_id = :dispute
)
select article_id, at >= changed.first as is_after
from pages, changed
where at between changed.first - :days and changed.last + :days
order by at, article_id;
