-- The quotes of some articles as they read now, with whose they are and when they were said
select
    quotes.id,
    quotes.revision_id,
    articles.id as article_id,
    articles.outlet,
    articles.language,
    quotes."start",
    quotes."end",
    quotes.text,
    quotes.stance,
    coalesce(speakers.key, quotes.speaker) as speaker,
    coalesce(speakers.name, quotes.speaker) as speaker_name,
    coalesce(quotes.organisation, speakers.organisation) as organisation,
    coalesce(quotes.role, speakers.role) as role,
    quotes.said_on,
    cast(julianday(quotes.said_on) - 2440587.5 as integer) as day,
    coalesce(julianday(articles.published_at), julianday(articles.first_seen_at)) - 2440587.5 as published,
    statement_quotes.statement_id,
    statements.side,
    statements.about_other_side
from json_each(:articles) as wanted
join articles on articles.id = wanted.value
join quotes on quotes.revision_id = articles.revision_id
left join speakers on speakers.id = quotes.speaker_id
left join statement_quotes on statement_quotes.quote_id = quotes.id
left join statements on statements.id = statement_quotes.statement_id
where quotes.speaker is not null
order by articles.published_at, articles.id, quotes."start", quotes.id;
