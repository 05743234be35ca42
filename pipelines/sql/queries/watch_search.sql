-- Articles whose current version is new to the archive and holds the words of a saved search
select
    articles.identity as subject,
    coalesce(articles.headline, 'untitled page') as title,
    (select snippet(articles_fts, 2, '', '', '…', 40) from articles_fts
        where articles_fts match :search and articles_fts.rowid = articles.id) as words,
    articles.outlet, articles.url, revisions.captured_at as at, articles.id as article_id
from articles
join revisions on revisions.id = articles.revision_id
where articles.id in (select rowid from articles_fts where articles_fts match :search)
    and revisions.id > :seen
    -- a better reader's new version of an old page is no news
    and (revisions.change != 'extractor' or exists (select 1 from revisions as first
        where first.article_id = articles.id and first.change != 'extractor' and first.id > :after))
    and (:outlet is null or articles.outlet = :outlet)
    and (:platform is null or exists (select 1 from json_each(articles.platforms) where value = :platform))
    and (:country is null or exists (select 1 from json_each(articles.countries) where value = :country))
order by revisions.id;
