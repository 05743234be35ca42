-- Which articles have which of some fingerprints; of one that stands in more than :frequent of them, none but null
select wanted.value as hash, fingerprints.article_id
from json_each(:hashes) as wanted cross join fingerprints on fingerprints.hash = wanted.value
where (select count(*) from (select 1 from fingerprints where hash = wanted.value limit :frequent + 1)) <= :frequent
union all
select wanted.value, null from json_each(:hashes) as wanted
where (select count(*) from (select 1 from fingerprints where hash = wanted.value limit :frequent + 1)) > :frequent;
