-- Disputes with the number of their articles, the newest act first
select id, slug, title, platform, country, opened_on, last_event_on, count(article_id) as articles
from disputes left join dispute_articles on dispute_id = id
group by id order by last_event_on desc
