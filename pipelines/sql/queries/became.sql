-- The dispute that a merged one became, by ruling or by itself
with recursive followed(id, depth) as (
    select ?, 0
    union
    select step.new_id, depth + 1 from followed join (
        select old_id, new_id from group_changes
            where grouping = 'dispute' and change = 'merged' and new_id is not null
        union
        select dispute_id, into_id from dispute_rulings where ruling = 'merge' and withdrawn_at is null
    ) as step on step.old_id = followed.id
    where depth < 50
)
select disputes.id from followed join disputes on disputes.id = followed.id order by depth desc limit 1;
