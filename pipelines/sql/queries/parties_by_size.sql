-- The pairs that an article is about in a group, the weightiest first, then the one with the most pages
select
    owner,
    country,
    platform,
    weight,
    group_id,
    (select count(*) from article_parties as others where others.group_id = article_parties.group_id) as pages
from article_parties
where article_id = ? and group_id is not null
order by round(weight, 1) desc, pages desc, main desc, owner, country;
