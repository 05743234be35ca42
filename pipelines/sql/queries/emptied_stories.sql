-- Log the stories that have lost their last page
insert into group_changes(grouping, change, old_id, reason, at)
select 'story', 'emptied', id, 'no page is left in it', ? from stories
where id in (select id from loosened where kind = 'story')
    and not exists (select 1 from story_articles where story_id = stories.id);
