-- The denials that were read last, in articles about a dispute
select
    quotes.id, quotes.text, quotes.cue, quotes.said_on, quotes.speaker_id, quotes.kind,
    coalesce(speakers.name, quotes.speaker, quotes.mention) as speaker,
    articles.id as article_id, articles.headline, articles.language, articles.published_at,
    coalesce(outlets.name, articles.outlet) as outlet_name
from quotes
join articles on articles.revision_id = quotes.revision_id
left join outlets on outlets.id = articles.outlet
left join speakers on speakers.id = quotes.speaker_id
where quotes.stance = 'denies' and articles.relevant = 1
order by quotes.id desc
limit 6;
