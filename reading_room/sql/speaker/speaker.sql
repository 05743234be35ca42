-- One speaker, with the number of quotes in current versions
select speakers.*, (
    select count(*) from quotes join articles on articles.revision_id = quotes.revision_id
    where quotes.speaker_id = speakers.id
) as quotes
from speakers where speakers.id = :id;
