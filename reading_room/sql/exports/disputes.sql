-- All disputes of a platform or a country, the one that moved last first
select slug from disputes
where (:platform is null or platform = :platform) and (:country is null or country = :country)
order by last_event_on desc, id;
