-- What is kept against a prefix and has something kept against itself
select digest from prefixed
where prefix_id = ? and exists (select 1 from prefixed as later where later.predecessor = prefixed.digest);
