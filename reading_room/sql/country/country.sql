-- A country, where the lexicon or a dispute names it
select
    :code as code, null as platform, :code as country, count(*) as disputes, min(opened_on) as first_on,
    max(last_event_on) as last_on, coalesce((select name from entities where id = :code and kind = 'country'), :code) as name
from disputes where country = :code
having count(*) > 0 or exists (select 1 from entities where id = :code and kind = 'country');
