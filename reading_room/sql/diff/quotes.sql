-- The quotes of both versions, in the order of the texts
select
    quotes.id, quotes.revision_id, quotes.text, quotes.stance, quotes.kind, quotes.speaker_id,
    coalesce(quotes.speaker, speakers.name, quotes.mention) as speaker
from quotes left join speakers on speakers.id = quotes.speaker_id
where quotes.revision_id in (:from_id, :to_id)
order by quotes.revision_id, quotes."start"
limit :most;
