-- Stories of a news agency that other outlets ran, whole, cut or rewritten, each beside the original where it is held
create view wire_reprints as
    select
        syndications.wire,
        syndications.relation,
        syndications.overlap,
        articles.headline,
        articles.outlet,
        articles.published_at,
        (select group_concat(value, '; ') from json_each(articles.wire_credits)) as wire_credits,
        original.headline as original_headline,
        original.outlet as original_outlet,
        original.published_at as original_published_at,
        round((julianday(articles.published_at) - julianday(original.published_at)) * 24, 1) as hours_after,
        syndications.group_id,
        articles.id as article_id,
        original.id as original_id,
        articles.revision_id,
        articles.url
    from syndications
    join articles on articles.id = syndications.article_id
    left join syndications as head
        on head.group_id = syndications.group_id and head.article_id = syndications.group_id and head.relation = 'original'
    left join articles as original on original.id = head.article_id
    where syndications.wire is not null and syndications.relation <> 'original'
    order by syndications.group_id desc, syndications.article_id desc;
