-- What a speaker said in current versions, as it was read, the next :step quotes after the one numbered :after
select
    quotes.id as quote_id, quotes.said_on, quotes.stance, quotes.text as quote, quotes.cue, quotes.kind,
    coalesce(quotes.role, speakers.role) as role, coalesce(quotes.organisation, speakers.organisation) as organisation,
    quotes.venue, articles.published_at, articles.outlet, articles.headline, articles.language, articles.url,
    articles.id as article_id, quotes.revision_id
from speakers
cross join quotes on quotes.speaker_id = speakers.id and quotes.id > :after
join articles on articles.revision_id = quotes.revision_id
where speakers.id = :id
order by quotes.id
limit :step;
