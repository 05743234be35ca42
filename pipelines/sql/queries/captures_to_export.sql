-- Captures with their bytes, by id: all of them, or the pages of the dispute with this slug
select captures.*, payloads.body, payloads.encoding
from captures join payloads using (digest)
where encoding != 'removed' and (:dispute is null or captures.url in (
    select shown.url from captures as shown
    join revisions on revisions.capture_id = shown.id
    join dispute_articles using (article_id)
    join disputes on disputes.id = dispute_id
    where slug = :dispute))
order by captures.id
