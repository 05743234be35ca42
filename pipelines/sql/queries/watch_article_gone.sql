-- Articles that are gone or barred on legal grounds, one subject for each time that they went; takedowns aside
select
    articles.identity || ' ' || min(absences.at) as subject,
    'Gone: ' || coalesce(articles.headline, 'untitled page') as title,
    articles.status || '; signs: ' || group_concat(absences.sign || ' at ' || absences.at, ', ') as words,
    articles.outlet, articles.url, max(absences.at) as at, articles.id as article_id
from articles
join absences on absences.article_id = articles.id
    and absences.id > coalesce((select max(back.id) from absences as back
        where back.article_id = articles.id and back.sign = 'back'), 0)
where articles.status in ('gone', 'unavailable_legal')
    and not exists (select 1 from takedowns where takedowns.article_id = articles.id)
    and (:outlet is null or articles.outlet = :outlet)
    and (:platform is null or exists (select 1 from json_each(articles.platforms) where value = :platform))
    and (:country is null or exists (select 1 from json_each(articles.countries) where value = :country))
group by articles.id
order by at, articles.id;
