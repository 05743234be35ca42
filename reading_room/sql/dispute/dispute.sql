-- One dispute
select * from disputes where slug = :slug;
