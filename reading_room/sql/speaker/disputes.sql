-- Disputes whose articles quote the speaker
select distinct disputes.slug, disputes.title, disputes.last_event_on
from quotes
join articles on articles.revision_id = quotes.revision_id
join dispute_articles on dispute_articles.article_id = articles.id
join disputes on disputes.id = dispute_articles.dispute_id
where quotes.speaker_id = :id
order by disputes.last_event_on desc
limit 50;
