-- The quotes of the version that is shown, in the order of the text
select quotes.*, speakers.name as speaker_name
from quotes left join speakers on speakers.id = quotes.speaker_id
where quotes.revision_id = :shown_id
order by quotes."start", quotes."end" desc;
