-- The versions of an article in their order, each with what its capture turned out to be
select revisions.id, text_digest, revisions.headline, standfirst, captures.page_type
from revisions join captures on captures.id = capture_id
where article_id = ?
order by captured_at, revisions.id
