-- An outlet with its row of health
select
    outlets.id, outlets.kind, outlets.languages, outlets.cms, outlet_health.*,
    (select id from crawls order by id desc limit 1) as crawl_id
from outlets join outlet_health on outlet_health.outlet = outlets.id
where outlets.id = :outlet;
