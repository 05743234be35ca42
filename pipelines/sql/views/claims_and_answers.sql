-- What each side says of the other, and what came back: a denial, a confirmation, a qualification, or no response yet
create view claims_and_answers as
    with claims as (
        select
            dispute_articles.dispute_id,
            statement_quotes.statement_id,
            min(statement_quotes.quote_id) as first_quote_id
        from dispute_articles
        join articles on articles.id = dispute_articles.article_id
        join statement_quotes on statement_quotes.article_id = articles.id
        join statements on statements.id = statement_quotes.statement_id
        where statements.stance in ('asserts', 'accuses', 'demands', 'promises', 'threatens', 'denies')
            and (
                (statements.about_other_side = 1 and statements.side <> 'other' and statements.stance <> 'denies')
                or exists (
                    select 1 from claim_answers
                    where claim_answers.claim_id = statement_quotes.quote_id
                        and claim_answers.dispute_id = dispute_articles.dispute_id
                )
            )
        group by dispute_articles.dispute_id, statement_quotes.statement_id
    ),
    links as (
        select claim_answers.*, statement_quotes.statement_id
        from claim_answers join statement_quotes on statement_quotes.quote_id = claim_answers.claim_id
    )
    select
        disputes.slug as dispute,
        statements.day as claimed_on,
        coalesce(claim_speakers.name, claim_quotes.speaker) as claimant,
        statements.side,
        statements.stance,
        claim_quotes.text as claim,
        statements.reports,
        statements.outlets,
        coalesce(links.relation, 'no response yet') as response,
        coalesce(answer_quotes.said_on, substr(answer_articles.published_at, 1, 10)) as answered_on,
        coalesce(answer_speakers.name, answer_quotes.speaker) as answered_by,
        answer_quotes.text as answer,
        links.lag_hours,
        links.score,
        links.rule,
        disputes.id as dispute_id,
        claims.statement_id,
        claim_quotes.id as claim_id,
        claim_revisions.article_id as claim_article_id,
        claim_quotes.revision_id as claim_revision_id,
        claim_articles.url as claim_url,
        links.answer_id,
        answer_revisions.article_id as answer_article_id,
        answer_quotes.revision_id as answer_revision_id,
        answer_articles.url as answer_url
    from claims
    join disputes on disputes.id = claims.dispute_id
    join statements on statements.id = claims.statement_id
    left join links on links.dispute_id = claims.dispute_id and links.statement_id = claims.statement_id
    join quotes as claim_quotes on claim_quotes.id = coalesce(links.claim_id, claims.first_quote_id)
    left join speakers as claim_speakers on claim_speakers.id = claim_quotes.speaker_id
    join revisions as claim_revisions on claim_revisions.id = claim_quotes.revision_id
    join articles as claim_articles on claim_articles.id = claim_revisions.article_id
    left join quotes as answer_quotes on answer_quotes.id = links.answer_id
    left join speakers as answer_speakers on answer_speakers.id = answer_quotes.speaker_id
    left join revisions as answer_revisions on answer_revisions.id = answer_quotes.revision_id
    left join articles as answer_articles on answer_articles.id = answer_revisions.article_id
    order by claims.dispute_id desc, statements.day, claims.statement_id, links.score desc;
