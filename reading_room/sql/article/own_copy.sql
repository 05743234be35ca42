-- What the article itself is in its group of copies
select relation, overlap, wire from syndications where article_id = :id;
