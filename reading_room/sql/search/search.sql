-- What was asked for, as the full-text index takes it; an empty question finds nothing
with asked as (
    select trim(:q) as q, coalesce(nullif(escape_fts(:q), ''), '""') as words, nullif(escape_fts(:speaker), '') as voice
)
select q, words, coalesce('(' || words || ') AND {speaker} : (' || voice || ')', words) as said,
    coalesce('{speaker} : (' || voice || ')', '""') as voiced
from asked;
