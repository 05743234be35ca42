-- Entities that no version mentions any more
delete from entities where not exists (select 1 from mentions where entity_id = entities.id)
