-- Articles with their newest version, by its capture, after one and from a day on
select articles.*, revisions.text, revisions.captions, revisions.corrections, revisions.extractor,
    revisions.capture_id as number
from articles join revisions on revisions.id = articles.revision_id
where revisions.capture_id > ? and captured_at >= ?
order by revisions.capture_id limit ?
