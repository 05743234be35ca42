-- Quotes by kind and stance, those of a known speaker in a current version apart, counted in full
select kind, stance,
    speaker_id is not null and exists (select 1 from articles where articles.revision_id = quotes.revision_id), count(*)
from quotes group by 1, 2, 3
