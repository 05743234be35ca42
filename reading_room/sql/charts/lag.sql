-- How long a claim waited for its first denial; a claim counts once in a dispute, however many articles report it
with waited as (
    select min(claim_answers.lag_hours) as hours
    from claim_answers
    join statement_quotes on statement_quotes.quote_id = claim_answers.claim_id
    where claim_answers.relation = 'denies'
    group by claim_answers.dispute_id, statement_quotes.statement_id
),
placed as (
    select case
        when hours is null then 7
        when hours < 6 then 1
        when hours < 24 then 2
        when hours < 72 then 3
        when hours < 168 then 4
        when hours < 720 then 5
        else 6
    end as place
    from waited
),
spans(place, waited) as (
    values
        (1, 'under 6 hours'), (2, '6 to 24 hours'), (3, '1 to 3 days'), (4, '3 to 7 days'),
        (5, '7 to 30 days'), (6, '30 days or more'), (7, 'not known')
)
select spans.waited, count(placed.place) as denials
from spans left join placed on placed.place = spans.place
where exists (select 1 from placed)
group by spans.place
order by spans.place;
