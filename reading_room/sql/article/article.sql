-- An article with the version that is asked for: the current one, or another one of its own
select
    articles.*,
    outlets.name as outlet_name,
    outlets.kind as outlet_kind,
    revisions.id as shown_id,
    revisions.headline as shown_headline,
    revisions.standfirst as shown_standfirst,
    revisions.captured_at,
    revisions.text_digest,
    revisions.extractor,
    revisions.capture_id,
    syndications.group_id
from articles
left join outlets on outlets.id = articles.outlet
left join revisions
    on revisions.id = coalesce(cast(nullif(:revision, '') as integer), articles.revision_id)
    and revisions.article_id = articles.id
left join syndications on syndications.article_id = articles.id
where articles.id = :id and (:revision = '' or revisions.id is not null);
