-- Outlets of which no new article came in for some days, one subject for each silence
select
    outlets.id || ' ' || coalesce(newest.at, '') as subject,
    'Silent: ' || outlets.name as title,
    coalesce('Its newest article came in at ' || newest.at, 'No article of it ever came in') as words,
    outlets.id as outlet, outlets.homepage as url, :now as at, null as article_id
from outlets
left join (select outlet, max(first_seen_at) as at from articles group by outlet) as newest
    on newest.outlet = outlets.id
where outlets.enabled = 1
    and coalesce(newest.at, '') < :silent_since
    and (:outlet is null or outlets.id = :outlet)
order by outlets.id;
