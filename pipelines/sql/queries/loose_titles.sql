-- Call stories that have lost a page by the headline of their first one
update stories set title = (
    select headline from story_articles join articles on articles.id = article_id
    where story_id = stories.id order by published_at, articles.id limit 1
)
where id in (select id from loosened where kind = 'story');
