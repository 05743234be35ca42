-- Stories that are put together, taken apart or emptied are logged as disputes and wire groups are
alter table group_changes rename to group_changes_before;
drop index group_changes_old;
create table group_changes (
    id integer primary key,
    grouping text not null check (grouping in ('dispute', 'syndication', 'story')),
    change text not null check (change in ('merged', 'split', 'emptied', 'rehung')),
    old_id integer not null,
    new_id integer,
    reason text not null,
    at text not null
) strict;
insert into group_changes select * from group_changes_before;
drop table group_changes_before;
create index group_changes_old on group_changes(grouping, old_id);
