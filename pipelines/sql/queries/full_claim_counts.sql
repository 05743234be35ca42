-- Statements within a dispute by kind and stance, counted in full
select quotes.kind, quotes.stance, count(*)
from dispute_articles
join articles on articles.id = dispute_articles.article_id
join quotes on quotes.revision_id = articles.revision_id
group by quotes.kind, quotes.stance
