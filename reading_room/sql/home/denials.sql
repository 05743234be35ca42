-- Denials in the newest 500 articles about a dispute, newest first; copies of a wire story say nothing new
with newest as (
    select id, revision_id, headline, language, published_at, url, outlet, first_seen_at from articles
    where relevant = 1 and published_at is not null order by published_at desc limit 500
)
select
    quotes.id, quotes.text, quotes.cue, quotes.said_on, quotes.speaker_id, quotes.kind, quotes.revision_id,
    coalesce(quotes.speaker, speakers.name, quotes.mention) as speaker,
    newest.id as article_id, newest.headline, newest.language, newest.published_at,
    newest.url, newest.outlet, newest.first_seen_at,
    coalesce(outlets.name, newest.outlet) as outlet_name
from newest
cross join quotes on quotes.revision_id = newest.revision_id and quotes.stance = 'denies'
left join outlets on outlets.id = newest.outlet
left join speakers on speakers.id = quotes.speaker_id
left join syndications on syndications.article_id = newest.id
where coalesce(syndications.relation, 'original') in ('original', 'rewrite')
order by newest.published_at desc, quotes.id desc
limit :few;
