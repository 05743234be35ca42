-- How often the speaker takes which stance
select quotes.stance, count(*) as times
from quotes join articles on articles.revision_id = quotes.revision_id
where quotes.speaker_id = :id
group by quotes.stance
order by times desc;
