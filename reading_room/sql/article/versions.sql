-- All versions of the article, the first one first, without their texts
select revisions.id, revisions.change, revisions.captured_at, revisions.headline, revisions.extractor, captures.digest
from revisions left join captures on captures.id = revisions.capture_id
where revisions.article_id = :id
order by revisions.id;
