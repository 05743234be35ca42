-- When the newest version of an article was captured, those that were made of no page left out
select max(captured_at) from revisions join captures on captures.id = capture_id
where article_id = :article and coalesce(page_type, '') not in (select value from json_each(:no_page))
