-- What some articles call the platforms that they are about, and their headlines
select platforms, headline from articles where id in (select value from json_each(?));
