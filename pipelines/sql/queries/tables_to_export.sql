-- The tables and views that hold something to read: no parts of the full-text indexes and nothing of SQLite's own
select name from sqlite_master
where type in ('table', 'view')
    and name not like 'sqlite\_%' escape '\' and name not like '\_%' escape '\' and name not like '%\_fts%' escape '\'
order by type, name;
