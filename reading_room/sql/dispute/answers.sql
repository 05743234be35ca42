-- Claims and what came back: each pair of statements once, as it was told first, in the order of the claims
with pairs as (
    select
        claim_answers.relation, claim_answers.lag_hours,
        claims.id as claim_id, claims.text as claim, claims.speaker_id as claimant_id, claims.stance as claim_stance,
        said.statement_id as claim_statement_id,
        coalesce(claims.said_on, substr(claim_articles.published_at, 1, 10)) as claimed_on,
        coalesce(claims.speaker, claimants.name, claims.mention) as claimant,
        claim_texts.article_id as claim_article_id, claims.revision_id as claim_revision_id,
        claim_articles.language as claim_language,
        coalesce(claim_outlets.name, claim_articles.outlet) as claim_outlet,
        answers.id as answer_id, answers.text as answer,
        coalesce(answers.said_on, substr(answer_articles.published_at, 1, 10)) as answered_on,
        answers.speaker_id as answerer_id, coalesce(answers.speaker, answerers.name, answers.mention) as answerer,
        answer_texts.article_id as answer_article_id, answers.revision_id as answer_revision_id,
        answer_articles.language as answer_language,
        coalesce(answer_outlets.name, answer_articles.outlet) as answer_outlet,
        row_number() over (
            partition by coalesce(said.statement_id, -claims.id), coalesce(answered.statement_id, -answers.id)
            order by answer_articles.published_at, claim_answers.score desc
        ) as place
    from claim_answers
    join quotes as claims on claims.id = claim_answers.claim_id
    join revisions as claim_texts on claim_texts.id = claims.revision_id
    join articles as claim_articles on claim_articles.id = claim_texts.article_id
    left join outlets as claim_outlets on claim_outlets.id = claim_articles.outlet
    left join speakers as claimants on claimants.id = claims.speaker_id
    left join statement_quotes as said on said.quote_id = claims.id
    join quotes as answers on answers.id = claim_answers.answer_id
    join revisions as answer_texts on answer_texts.id = answers.revision_id
    join articles as answer_articles on answer_articles.id = answer_texts.article_id
    left join outlets as answer_outlets on answer_outlets.id = answer_articles.outlet
    left join speakers as answerers on answerers.id = answers.speaker_id
    left join statement_quotes as answered on answered.quote_id = answers.id
    where claim_answers.dispute_id = :id
)
select * from pairs where place = 1
order by claimed_on, claim_id, answer_id
limit :most;
