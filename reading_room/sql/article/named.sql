-- Entities that the version names, the most often named first
select entities.id, entities.name, entities.kind, entities.country, count(*) as times
from mentions join entities on entities.id = mentions.entity_id
where mentions.revision_id = :shown_id
group by entities.id
order by times desc, entities.name
limit 60;
