-- The tables and views that hold something to read: no parts of the full-text indexes, nothing of SQLite's own, and none
-- that has only bytes
select name from sqlite_master
where type in ('table', 'view')
    and name not like 'sqlite\_%' escape '\' and name not like '\_%' escape '\' and name not like '%\_fts%' escape '\'
    and exists (select 1 from pragma_table_info(sqlite_master.name) as columns where lower(columns.type) != 'blob')
order by type, name;
