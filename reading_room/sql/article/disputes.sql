-- The disputes that the article belongs to, and why
select disputes.slug, disputes.title, disputes.platform, disputes.country, dispute_articles.reason
from dispute_articles join disputes on disputes.id = dispute_articles.dispute_id
where dispute_articles.article_id = :id
order by disputes.last_event_on desc;
