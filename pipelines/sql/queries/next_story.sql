-- The lowest number that no story has or ever had: a story that went away is an old number in the log
select 1 + max(
    (select coalesce(max(id), 0) from stories),
    (select coalesce(max(old_id), 0) from group_changes where grouping = 'story')
);
