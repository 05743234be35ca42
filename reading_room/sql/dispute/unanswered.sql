-- Claims about the other side that nothing in the dispute answers yet, each once, as it was told first
with claims as (
    select statement_quotes.statement_id, min(statement_quotes.quote_id) as quote_id
    from dispute_articles
    join statement_quotes on statement_quotes.article_id = dispute_articles.article_id
    join statements on statements.id = statement_quotes.statement_id
    where dispute_articles.dispute_id = :id
        and statements.about_other_side = 1 and statements.side <> 'other'
        and statements.stance in ('asserts', 'accuses', 'demands', 'promises', 'threatens')
        and not exists (
            select 1 from statement_quotes as reports
            join claim_answers on claim_answers.claim_id = reports.quote_id and claim_answers.dispute_id = :id
            where reports.statement_id = statement_quotes.statement_id
        )
    group by statement_quotes.statement_id
)
select
    claims.statement_id as claim_statement_id, quotes.id as claim_id, quotes.text as claim, quotes.stance as claim_stance,
    statements.day as claimed_on, quotes.speaker_id as claimant_id,
    coalesce(quotes.speaker, speakers.name, quotes.mention) as claimant,
    articles.id as claim_article_id, quotes.revision_id as claim_revision_id, articles.language as claim_language,
    coalesce(outlets.name, articles.outlet) as claim_outlet
from claims
join statements on statements.id = claims.statement_id
join quotes on quotes.id = claims.quote_id
join revisions on revisions.id = quotes.revision_id
join articles on articles.id = revisions.article_id
left join outlets on outlets.id = articles.outlet
left join speakers on speakers.id = quotes.speaker_id
order by statements.day, claims.statement_id
limit :most;
