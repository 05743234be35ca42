-- Speakers of whom no quote is left
delete from speakers where not exists (select 1 from quotes where speaker_id = speakers.id)
