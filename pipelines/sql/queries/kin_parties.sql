-- The chief pair of the articles that share a text or a story with one that names no pair itself, the most common one
with kin(id) as (
    select other.article_id from syndications as own
        join syndications as other on other.group_id = own.group_id
        where own.article_id = :id and other.article_id <> :id
    union
    select other.article_id from story_articles as own
        join story_articles as other on other.story_id = own.story_id
        where own.article_id = :id and other.article_id <> :id
)
select owner, country, min(platform) as platform, count(*) as pages
from kin join article_parties on article_parties.article_id = kin.id
where article_parties.main = 1
group by owner, country
order by pages desc, owner, country
limit 1;
