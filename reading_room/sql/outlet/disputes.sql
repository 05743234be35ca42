-- The disputes that the newest 300 articles of the outlet belong to
select disputes.slug, disputes.title, disputes.last_event_on, count(*) as articles
from (select id from articles where outlet = :id order by published_at desc limit 300) as newest
join dispute_articles on dispute_articles.article_id = newest.id
join disputes on disputes.id = dispute_articles.dispute_id
group by disputes.id
order by disputes.last_event_on desc
limit 50;
