-- Acts of governments, courts and parliaments in disputes, by country and kind; tellings of one day and kind are one act
select
    coalesce(dispute_events.country, disputes.country) as country,
    replace(dispute_events.action, '_', ' ') as kind,
    count(distinct dispute_events.dispute_id || ' ' || coalesce(dispute_events.date, dispute_events.id)) as acts,
    count(*) as tellings
from disputes
join dispute_events on dispute_events.dispute_id = disputes.id
join articles on articles.id = dispute_events.article_id and articles.revision_id = dispute_events.revision_id
where dispute_events.side in ('government', 'court', 'parliament')
group by coalesce(dispute_events.country, disputes.country), dispute_events.action
order by acts desc, country, kind
limit 500;
