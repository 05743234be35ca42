-- Who said what: the quotes of current versions under one name a speaker
create view quotes_by_speaker as
    select
        speakers.name as speaker,
        quotes.said_on,
        quotes.stance,
        quotes.text as quote,
        quotes.cue,
        quotes.kind,
        coalesce(quotes.role, speakers.role) as role,
        coalesce(quotes.organisation, speakers.organisation) as organisation,
        quotes.venue,
        articles.headline,
        articles.outlet,
        articles.language,
        articles.published_at,
        quotes.confidence,
        speakers.id as speaker_id,
        quotes.id as quote_id,
        articles.id as article_id,
        quotes.revision_id,
        quotes."start",
        quotes."end",
        articles.url
    from quotes
    join speakers on speakers.id = quotes.speaker_id
    join articles on articles.revision_id = quotes.revision_id;
