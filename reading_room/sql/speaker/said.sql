-- What the speaker said, newest first
select quotes_by_speaker.*, (select name from outlets where id = quotes_by_speaker.outlet) as outlet_name
from quotes_by_speaker where speaker_id = :id order by quote_id desc limit 200;
