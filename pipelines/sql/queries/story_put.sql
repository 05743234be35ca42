-- The terms that a story is known by
insert into story_terms(story_id, articles, weights) values (?, ?, ?)
on conflict (story_id) do update set articles = excluded.articles, weights = excluded.weights;
