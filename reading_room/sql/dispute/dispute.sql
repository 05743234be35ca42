-- One dispute, with the start of the newest crawl: what is quiet is quiet up to then
select
    disputes.*,
    (select started_at from crawls order by id desc limit 1) as crawled_at,
    (select name from entities where entities.id = disputes.country and kind = 'country') as country_name
from disputes where slug = :slug;
