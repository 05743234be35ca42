-- The pages of the stories that were told between two days, with the beginnings of their texts, as storyless gives them
select
    articles.id,
    articles.headline,
    articles.language,
    substr(revisions.text, 1, 1000) as text,
    (select group_concat(owner || ' ' || country, '|') from article_parties where article_id = articles.id) as pairs,
    cast(julianday(articles.published_at) - 2440587.5 as integer) as day,
    story_articles.story_id
from stories
join story_articles on story_articles.story_id = stories.id
join articles on articles.id = story_articles.article_id
join revisions on revisions.id = articles.revision_id
where stories.last_on >= :first and stories.opened_on <= :last and articles.published_at is not null
order by articles.published_at, articles.id;
