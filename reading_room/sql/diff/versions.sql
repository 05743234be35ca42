-- All versions to choose from, the first one first
select id, captured_at, change from revisions where article_id = :id order by id;
