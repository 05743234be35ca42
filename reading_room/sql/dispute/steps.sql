-- What was done in it, in the order of the days; copies of a wire story tell nothing new
select *
from dispute_timeline
where dispute = :slug and coalesce(relation, 'original') in ('original', 'rewrite')
order by date is null, date, published_at, event_id
limit 500;
