-- What was asked for, as the full-text index takes it; an empty question finds nothing
select trim(:q) as q, coalesce(nullif(escape_fts(:q), ''), '""') as words;
