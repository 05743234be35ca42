-- The text of the version that is shown; alone, so that one too long to be read leaves the rest of the page whole
select id as revision_id, text, captions, corrections from revisions where id = :shown_id;
