-- What each side says of the other, and what came back: a denial, a confirmation, a qualification, or no response yet
create view claims_and_answers as
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
        statements.id as statement_id,
        claim_quotes.id as claim_id,
        claim_revisions.article_id as claim_article_id,
        claim_quotes.revision_id as claim_revision_id,
        claim_articles.url as claim_url,
        links.answer_id,
        answer_revisions.article_id as answer_article_id,
        answer_quotes.revision_id as answer_revision_id,
        answer_articles.url as answer_url
    from dispute_articles
    join disputes on disputes.id = dispute_articles.dispute_id
    join statement_quotes on statement_quotes.article_id = dispute_articles.article_id
    join statements on statements.id = statement_quotes.statement_id
    left join claim_answers as links
        on +links.dispute_id = dispute_articles.dispute_id
        and links.claim_id in (select quote_id from statement_quotes as told where told.statement_id = statements.id)
    join quotes as claim_quotes on claim_quotes.id = coalesce(links.claim_id, statement_quotes.quote_id)
    left join speakers as claim_speakers on claim_speakers.id = claim_quotes.speaker_id
    join revisions as claim_revisions on claim_revisions.id = claim_quotes.revision_id
    join articles as claim_articles on claim_articles.id = claim_revisions.article_id
    left join quotes as answer_quotes on answer_quotes.id = links.answer_id
    left join speakers as answer_speakers on answer_speakers.id = answer_quotes.speaker_id
    left join revisions as answer_revisions on answer_revisions.id = answer_quotes.revision_id
    left join articles as answer_articles on answer_articles.id = answer_revisions.article_id
    where statements.stance in ('asserts', 'accuses', 'demands', 'promises', 'threatens', 'denies')
        -- of a statement that several articles of the dispute tell, the first telling stands for all
        and not exists (
            select 1 from statement_quotes as told
            join dispute_articles as also on also.article_id = told.article_id
            where told.statement_id = statements.id and told.quote_id < statement_quotes.quote_id
                and also.dispute_id = dispute_articles.dispute_id)
        and ((statements.about_other_side = 1 and statements.side <> 'other' and statements.stance <> 'denies')
            or links.claim_id is not null)
    order by dispute_articles.dispute_id desc, statements.day, statements.id, links.score desc;
