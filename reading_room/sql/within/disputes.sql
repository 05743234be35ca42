-- The disputes of a platform or a country that moved last
select
    disputes.*, (select count(*) from dispute_articles where dispute_id = disputes.id) as articles,
    (select name from entities where entities.id = disputes.country and kind = 'country') as country_name
from disputes
where (:platform is null or disputes.platform = :platform) and (:country is null or disputes.country = :country)
order by last_event_on desc
limit 100;
