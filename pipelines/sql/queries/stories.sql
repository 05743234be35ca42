-- Some stories, with the pairs and the languages of their pages
select
    stories.id,
    cast(julianday(stories.opened_on) - 2440587.5 as integer) as first,
    cast(julianday(stories.last_on) - 2440587.5 as integer) as last,
    story_terms.articles,
    story_terms.weights,
    (
        select group_concat(pair, '|') from (
            select distinct owner || ' ' || country as pair
            from story_articles join article_parties using (article_id)
            where story_id = stories.id
        )
    ) as pairs,
    (
        select json_group_array(language) from (
            select distinct language from story_articles join articles on articles.id = article_id
            where story_id = stories.id
        )
    ) as languages
from json_each(?) as wanted
join stories on stories.id = wanted.value
join story_terms on story_terms.story_id = stories.id
order by stories.id;
