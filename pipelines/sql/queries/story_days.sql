-- Call a story by the headline of its first page, and let it last from the first page's day to the last one's
with pages as (
    select published_at, headline, row_number() over (order by published_at, articles.id) as place
    from story_articles join articles on articles.id = article_id
    where story_id = :story
)
update stories set (title, opened_on, last_on) = (
    select
        (select headline from pages where place = 1),
        substr(min(published_at), 1, 10),
        substr(max(published_at), 1, 10)
    from pages
)
where id = :story;
