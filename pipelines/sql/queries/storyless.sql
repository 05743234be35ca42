-- Which of some articles are dated, have words, and are in no story yet, with their pairs; in the order of their days
select
    articles.id,
    articles.headline,
    articles.language,
    revisions.text,
    (select group_concat(owner || ' ' || country, '|') from article_parties where article_id = articles.id) as pairs,
    cast(julianday(articles.published_at) - 2440587.5 as integer) as day
from json_each(:articles) as wanted
join articles on articles.id = wanted.value
join revisions on revisions.id = articles.revision_id
left join story_articles on story_articles.article_id = articles.id
where story_articles.article_id is null and articles.published_at is not null
    and (articles.headline is not null or revisions.text <> '')
order by articles.published_at, articles.id;
