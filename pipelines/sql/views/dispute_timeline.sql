-- What was done in each dispute and by whom, in the order of the days, each act pinned to the words that tell of it
create view dispute_timeline as
    select
        disputes.slug as dispute,
        dispute_events.date,
        dispute_events.precision,
        dispute_events.side,
        dispute_events.actor,
        dispute_events.action,
        dispute_events.stage,
        dispute_events.amount,
        dispute_events.currency,
        dispute_events.platform,
        dispute_events.country,
        dispute_events.evidence,
        articles.headline,
        articles.outlet,
        articles.published_at,
        articles.language,
        syndications.relation,
        disputes.id as dispute_id,
        dispute_events.id as event_id,
        dispute_events.article_id,
        dispute_events.revision_id,
        dispute_events."start",
        dispute_events."end",
        articles.url
    from dispute_events
    join disputes on disputes.id = dispute_events.dispute_id
    join articles on articles.id = dispute_events.article_id and articles.revision_id = dispute_events.revision_id
    left join syndications on syndications.article_id = dispute_events.article_id
    order by dispute_events.dispute_id desc, dispute_events.date, dispute_events.id;
