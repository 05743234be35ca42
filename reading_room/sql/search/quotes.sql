-- Quotes of current versions that have all the words, newest first; one more than is shown tells that there are more
select * from (
    select
        quotes.id, quotes.stance, quotes.cue, quotes.speaker_id, quotes.said_on, quotes.revision_id,
        coalesce(quotes.speaker, speakers.name, quotes.mention) as speaker,
        articles.id as article_id, articles.headline, articles.language, articles.published_at,
        articles.url, articles.outlet, articles.first_seen_at,
        coalesce(outlets.name, articles.outlet) as outlet_name,
        snippet(quotes_fts, 0, '⟦', '⟧', '…', 48) as snippet
    from quotes_fts
    join quotes on quotes.id = quotes_fts.rowid
    join articles on articles.revision_id = quotes.revision_id
    left join outlets on outlets.id = articles.outlet
    left join speakers on speakers.id = quotes.speaker_id
    where quotes_fts match :said
        and (:outlet = '' or articles.outlet = :outlet)
        and (:platform = '' or exists (select 1 from json_each(articles.platforms) where value = :platform))
        and (:country = '' or exists (select 1 from json_each(articles.countries) where value = :country))
        and (:since = '' or articles.published_at >= :since)
        and (:until = '' or articles.published_at < date(:until, '+1 day'))
        and (:stance = '' or quotes.stance = :stance)
    order by quotes_fts.rowid desc
    limit :found
)
order by published_at desc, id desc;
