-- Statements made within a dispute, each as claim, denial, confirmation, qualification or no comment, pinned to its text
create view claims_and_denials as
    select
        disputes.slug as dispute,
        coalesce(quotes.said_on, substr(articles.published_at, 1, 10)) as day,
        case quotes.stance
            when 'denies' then 'denial'
            when 'confirms' then 'confirmation'
            when 'qualifies' then 'qualification'
            when 'declines_to_comment' then 'no comment'
            else 'claim'
        end as position,
        quotes.stance,
        coalesce(speakers.name, quotes.speaker, quotes.mention) as speaker,
        (select entities.kind from entities
            where entities.kind in ('platform', 'company', 'body')
            and entities.name in (quotes.organisation, quotes.speaker) limit 1) as speaker_kind,
        quotes.text as statement,
        quotes.kind,
        quotes.role,
        quotes.organisation,
        quotes.cue,
        quotes.venue,
        quotes.said_on,
        articles.published_at,
        articles.outlet,
        articles.headline,
        articles.language,
        syndications.relation,
        statements.side,
        statements.reports,
        (select claim_answers.claim_id from claim_answers
            where claim_answers.dispute_id = disputes.id and claim_answers.answer_id = quotes.id
            order by claim_answers.score desc limit 1) as answers_quote_id,
        (select claim_answers.lag_hours from claim_answers
            where claim_answers.dispute_id = disputes.id and claim_answers.answer_id = quotes.id
            order by claim_answers.score desc limit 1) as lag_hours,
        quotes.confidence,
        disputes.id as dispute_id,
        quotes.speaker_id,
        statement_quotes.statement_id,
        quotes.id as quote_id,
        articles.id as article_id,
        quotes.revision_id,
        quotes."start",
        quotes."end",
        articles.url
    from dispute_articles
    join disputes on disputes.id = dispute_articles.dispute_id
    join articles on articles.id = dispute_articles.article_id
    join quotes on quotes.revision_id = articles.revision_id
    left join speakers on speakers.id = quotes.speaker_id
    left join statement_quotes on statement_quotes.quote_id = quotes.id
    left join statements on statements.id = statement_quotes.statement_id
    left join syndications on syndications.article_id = articles.id;
