-- What was said in it, in the order of the days: a statement once, without the copies of a wire story
with told as (
    select claims_and_denials.*, row_number() over (
        partition by coalesce(statement_id, -quote_id) order by published_at, quote_id
    ) as place
    from claims_and_denials
    where dispute = :slug and coalesce(relation, 'original') in ('original', 'rewrite')
)
select told.*, quotes.speaker as speaker_here, coalesce(outlets.name, told.outlet) as outlet_name
from told
join quotes on quotes.id = told.quote_id
left join outlets on outlets.id = told.outlet
where place = 1
order by told.day, told.article_id, told."start"
limit :most;
