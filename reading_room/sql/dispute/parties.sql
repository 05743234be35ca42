-- Who acts in it, by side, with how often; one entity in two scripts stays two
select side, actor, count(*) as acts, min(date) as first_on, max(date) as last_on
from dispute_timeline
where dispute = :slug and actor is not null and coalesce(relation, 'original') in ('original', 'rewrite')
group by side, actor
order by
    case side when 'government' then 1 when 'court' then 2 when 'parliament' then 3 when 'platform' then 4
        when 'civil_society' then 5 else 6 end,
    acts desc,
    actor
limit 60;
