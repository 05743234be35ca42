-- Two versions of an article: those that are asked for, or the current one and the one before it
with chosen as (
    select articles.id, coalesce(cast(nullif(:to, '') as integer), articles.revision_id) as to_id
    from articles where articles.id = :id
)
select
    articles.id, articles.url, articles.outlet, articles.language, coalesce(outlets.name, articles.outlet) as outlet_name,
    older.id as from_id, older.headline as from_headline, older.standfirst as from_standfirst,
    older.captured_at as from_captured_at, older.change as from_change, older.words as from_words,
    newer.id as to_id, newer.headline as to_headline, newer.standfirst as to_standfirst,
    newer.captured_at as to_captured_at, newer.change as to_change, newer.words as to_words
from chosen
join articles on articles.id = chosen.id
join revisions as newer on newer.id = chosen.to_id and newer.article_id = chosen.id
join revisions as older on older.article_id = chosen.id and older.id = coalesce(
    cast(nullif(:from, '') as integer),
    (select max(before.id) from revisions as before where before.article_id = chosen.id and before.id < chosen.to_id)
)
left join outlets on outlets.id = articles.outlet;
