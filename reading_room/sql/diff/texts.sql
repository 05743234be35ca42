-- The texts of both versions; alone, so that one too long to be read leaves the rest of the page whole
select id as revision_id, text, corrections from revisions where id in (:from_id, :to_id);
