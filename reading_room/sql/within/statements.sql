-- What was said last in the 30 newest disputes of a platform or a country, each statement once, as it was read first
with newest as (
    select id from disputes
    where (:platform is null or platform = :platform) and (:country is null or country = :country)
    order by last_event_on desc limit 30
),
said as (
    select statements.id, statements.day, statements.side, statements.stance, statements.reports,
        min(statement_quotes.quote_id) as quote_id
    from newest
    join dispute_articles on dispute_articles.dispute_id = newest.id
    join statement_quotes on statement_quotes.article_id = dispute_articles.article_id
    join statements on statements.id = statement_quotes.statement_id
    group by statements.id
    order by statements.day desc, statements.id desc
    limit 30
)
select
    said.day, said.side, said.stance, said.reports, said.quote_id, quotes.text, quotes.speaker_id,
    coalesce(quotes.speaker, speakers.name, quotes.mention) as speaker, revisions.article_id, quotes.revision_id,
    articles.language, articles.outlet, coalesce(outlets.name, articles.outlet) as outlet_name
from said
join quotes on quotes.id = said.quote_id
join revisions on revisions.id = quotes.revision_id
join articles on articles.id = revisions.article_id
left join outlets on outlets.id = articles.outlet
left join speakers on speakers.id = quotes.speaker_id
order by said.day desc, said.id desc;
