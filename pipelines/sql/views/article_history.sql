-- Every version of every article, with what changed and the bytes it was read from
create view article_history as
    select
        revisions.article_id,
        (select count(*) from revisions as earlier
            where earlier.article_id = revisions.article_id and earlier.id <= revisions.id) as version,
        revisions.captured_at,
        revisions.change,
        revisions.headline,
        (select earlier.headline from revisions as earlier
            where earlier.article_id = revisions.article_id and earlier.id < revisions.id
            order by earlier.id desc limit 1) as headline_before,
        revisions.id = articles.revision_id as is_current,
        articles.outlet,
        articles.published_at,
        articles.modified_at,
        revisions.id as revision_id,
        revisions.text_digest,
        revisions.extractor,
        revisions.capture_id,
        captures.digest as capture_digest,
        articles.url
    from revisions
    join articles on articles.id = revisions.article_id
    left join captures on captures.id = revisions.capture_id;
