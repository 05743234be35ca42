-- Language, story and wire text of some articles
select articles.id as article_id, articles.language, story_articles.story_id, syndications.group_id
from json_each(?) as wanted
join articles on articles.id = wanted.value
left join story_articles on story_articles.article_id = articles.id
left join syndications on syndications.article_id = articles.id
order by articles.id;
