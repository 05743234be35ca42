-- The first denial in each dispute that has one
select subject, title, words, outlet, url, at, article_id from (
    select
        disputes.slug as subject,
        'First denial in ' || disputes.title || ': '
            || coalesce(quotes.speaker, quotes.mention, 'speaker unknown') as title,
        quotes.text as words,
        articles.outlet, articles.url,
        coalesce(quotes.said_on, articles.published_at, articles.first_seen_at) as at,
        articles.id as article_id,
        row_number() over (partition by disputes.id
            order by coalesce(quotes.said_on, articles.published_at, articles.first_seen_at), quotes.id) as place
    from quotes
    join articles on articles.revision_id = quotes.revision_id
    join dispute_articles on dispute_articles.article_id = articles.id
    join disputes on disputes.id = dispute_articles.dispute_id
    where quotes.stance = 'denies'
        and (:outlet is null or articles.outlet = :outlet)
        and (:platform is null or disputes.platform = :platform)
        and (:country is null or disputes.country = :country)
)
where place = 1
order by at, subject;
