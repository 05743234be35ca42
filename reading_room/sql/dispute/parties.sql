-- Who acts in it, with the sides they take and how often
select side, actor, count(*) as acts, min(date) as first_on, max(date) as last_on
from dispute_timeline
where dispute = :slug and actor is not null and coalesce(relation, 'original') in ('original', 'rewrite')
group by side, actor
order by acts desc, actor
limit 40;
