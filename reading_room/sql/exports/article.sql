-- The quotes and acts of the version that is shown, in the order of the text; a version has a few hundred at most
select
    'quote' as kind, quotes."start", quotes."end", quotes.text as words, quotes.stance as move,
    coalesce(quotes.speaker, speakers.name, quotes.mention) as actor, quotes.role, quotes.organisation, quotes.cue,
    quotes.venue, quotes.said_on as date, null as precision, null as amount, null as currency, null as dispute,
    '/article/' || :id || '?revision=' || quotes.revision_id || '#q-' || quotes.id as archived_version
from quotes left join speakers on speakers.id = quotes.speaker_id
where quotes.revision_id = :shown_id
union all
select
    'act', dispute_events."start", dispute_events."end", dispute_events.evidence, dispute_events.action,
    dispute_events.actor, null, null, null,
    null, dispute_events.date, dispute_events.precision, dispute_events.amount, dispute_events.currency, disputes.slug,
    '/article/' || :id || '?revision=' || dispute_events.revision_id || '#e-' || dispute_events.id
from dispute_events left join disputes on disputes.id = dispute_events.dispute_id
where dispute_events.revision_id = :shown_id
order by 2, 3;
