-- The version of an article that was stored first, and where its page stood
select text, final_url
from revisions join captures on captures.id = capture_id
where article_id = ?
order by revisions.id limit 1
