-- Two indexes in the order in which their lists are shown, so that a list ends after a page

-- all that decides whether a quote is shown: no row is fetched that is not
drop index quotes_speaker;
create index quotes_speaker on quotes(speaker_id, id, stance, revision_id);

drop index dispute_events_dispute;
create index dispute_events_dispute on dispute_events(dispute_id desc, date);
