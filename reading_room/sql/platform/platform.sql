-- A platform, where the lexicon or a dispute names it
select
    :name as name, :name as platform, null as country, count(*) as disputes, min(opened_on) as first_on, max(last_event_on) as last_on
from disputes where platform = :name
having count(*) > 0
    or exists (select 1 from entities where kind = 'platform' and name = :name)
    or exists (select 1 from entities where kind = 'company' and name = :name);
