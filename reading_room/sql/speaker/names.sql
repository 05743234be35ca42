-- How articles write the name, in the newest 500 quotes
select speaker as name, count(*) as times
from (select speaker from quotes where speaker_id = :id and speaker is not null order by id desc limit 500)
where speaker <> :name
group by speaker
order by times desc, speaker
limit 12;
