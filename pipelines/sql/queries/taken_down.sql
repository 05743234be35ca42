-- The addresses (identities) of an outlet that were taken down, each with its newest takedown
select address, max(takedown) as id
from (
    select articles.identity as address, takedowns.id as takedown, articles.outlet
    from takedowns join articles on articles.id = article_id
    union all
    select json_each.value, takedowns.id, articles.outlet
    from takedowns join articles on articles.id = article_id, json_each(takedowns.addresses)
)
where outlet = ?
group by address
