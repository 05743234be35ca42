-- Disputes, each with the article that it was first read in
select
    disputes.slug as subject,
    disputes.title,
    disputes.platform || ' and ' || disputes.country || ', opened '
        || coalesce(disputes.opened_on, 'on an unknown day') || '. First in: '
        || coalesce(articles.headline, 'untitled page') as words,
    articles.outlet, articles.url,
    coalesce(disputes.opened_on, articles.first_seen_at) as at,
    articles.id as article_id
from disputes
join articles on articles.id = (select members.article_id
    from dispute_articles as members join articles as told on told.id = members.article_id
    where members.dispute_id = disputes.id
    order by coalesce(told.published_at, told.first_seen_at), told.id limit 1)
where (:outlet is null or articles.outlet = :outlet)
    and (:platform is null or disputes.platform = :platform)
    and (:country is null or disputes.country = :country)
order by at, disputes.id;
