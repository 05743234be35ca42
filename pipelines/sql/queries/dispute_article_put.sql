-- One article of a dispute, or why it belongs there now
insert into dispute_articles(dispute_id, article_id, reason, main) values (?, ?, ?, ?)
on conflict (dispute_id, article_id) do update set reason = excluded.reason, main = excluded.main;
