-- Articles whose current version has all the words, newest first; one more than is shown tells that there are more
select * from (
    select
        articles.id, articles.headline, articles.language, articles.published_at, articles.relevant,
        articles.revision_id, articles.url, articles.outlet, articles.first_seen_at,
        coalesce(outlets.name, articles.outlet) as outlet_name,
        snippet(articles_fts, 2, '⟦', '⟧', '…', 32) as snippet
    from articles_fts
    join articles on articles.id = articles_fts.rowid
    left join outlets on outlets.id = articles.outlet
    where articles_fts match :words
        and (:outlet = '' or articles.outlet = :outlet)
        and (:platform = '' or exists (select 1 from json_each(articles.platforms) where value = :platform))
        and (:country = '' or exists (select 1 from json_each(articles.countries) where value = :country))
        and (:speaker = '' or articles.revision_id in (
            select revision_id from quotes where id in (select rowid from quotes_fts where quotes_fts match :voiced)
        ))
        and (:since = '' or articles.published_at >= :since)
        and (:until = '' or articles.published_at < date(:until, '+1 day'))
    order by articles_fts.rowid desc
    limit :found
)
order by published_at desc, id desc;
