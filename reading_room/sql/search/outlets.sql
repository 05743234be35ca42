-- The outlets to choose from
select id, name from outlets order by name;
