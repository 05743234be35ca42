-- Versions new to the archive that may have other direct quotes than the version before, with the quotes of both
select
    articles.identity || ' ' || revisions.text_digest || ' ' || earlier.text_digest as subject,
    'Quote edited: ' || coalesce(revisions.headline, 'untitled page') as title,
    (select json_group_array(text) from (select text from quotes
        where revision_id = earlier.id and kind != 'indirect' order by "start")) as quotes_before,
    (select json_group_array(text) from (select text from quotes
        where revision_id = revisions.id and kind != 'indirect' order by "start")) as quotes_after,
    '' as words,
    articles.outlet, articles.url, revisions.captured_at as at, articles.id as article_id
from revisions
join articles on articles.id = revisions.article_id
join revisions as earlier on earlier.id = (select max(older.id) from revisions as older
    where older.article_id = revisions.article_id and older.id < revisions.id)
where revisions.change in ('quote', 'correction')
    and revisions.id > :seen
    and (:outlet is null or articles.outlet = :outlet)
    and (:platform is null or exists (select 1 from json_each(articles.platforms) where value = :platform))
    and (:country is null or exists (select 1 from json_each(articles.countries) where value = :country))
order by revisions.id;
