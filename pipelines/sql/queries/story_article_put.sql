-- Put a page into a story, out of the one that it was in
insert into story_articles(article_id, story_id, similarity) values (?, ?, ?)
on conflict (article_id) do update set story_id = excluded.story_id, similarity = excluded.similarity;
