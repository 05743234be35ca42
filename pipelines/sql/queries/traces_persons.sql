-- The persons who speak in some articles: speakers with an office or an organisation, not the organisation itself
select distinct articles.id as article_id, coalesce(speakers.key, quotes.speaker) as person
from json_each(?) as wanted
join articles on articles.id = wanted.value
join quotes on quotes.revision_id = articles.revision_id
left join speakers on speakers.id = quotes.speaker_id
where quotes.speaker like '_% _%' and coalesce(quotes.role, quotes.organisation, speakers.role, speakers.organisation) is not null
order by articles.id, person;
