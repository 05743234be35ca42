-- What the speaker said, newest first
select * from quotes_by_speaker where speaker_id = :id order by quote_id desc limit 200;
