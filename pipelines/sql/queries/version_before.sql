-- The version of an article before a moment, or at it; one that was made of no page only where there is no other
select revisions.* from revisions join captures on captures.id = capture_id
where article_id = :article and captured_at <= :moment
order by coalesce(page_type, '') in (select value from json_each(:no_page)), captured_at desc, revisions.id desc
limit 1
