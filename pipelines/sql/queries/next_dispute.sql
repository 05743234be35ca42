-- The lowest number that no dispute has or ever had
select 1 + max(
    (select coalesce(max(id), 0) from disputes),
    (select coalesce(max(group_id), 0) from article_parties),
    (select coalesce(max(max(old_id), max(coalesce(new_id, 0))), 0) from group_changes where grouping = 'dispute'),
    (select coalesce(max(max(dispute_id), max(coalesce(into_id, 0))), 0) from dispute_rulings)
);
