-- The denials that were read last, in articles about a dispute; copies of a wire story say nothing new
select
    quotes.id, quotes.text, quotes.cue, quotes.said_on, quotes.speaker_id, quotes.kind, quotes.revision_id,
    coalesce(quotes.speaker, speakers.name, quotes.mention) as speaker,
    articles.id as article_id, articles.headline, articles.language, articles.published_at,
    articles.url, articles.outlet, articles.first_seen_at,
    coalesce(outlets.name, articles.outlet) as outlet_name
from quotes
join articles on articles.revision_id = quotes.revision_id
left join outlets on outlets.id = articles.outlet
left join speakers on speakers.id = quotes.speaker_id
left join syndications on syndications.article_id = articles.id
where quotes.stance = 'denies' and articles.relevant = 1
    and coalesce(syndications.relation, 'original') in ('original', 'rewrite')
order by quotes.id desc
limit :few;
