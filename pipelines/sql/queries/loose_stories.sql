-- Stories without a page
delete from stories
where id in (select id from loosened where kind = 'story')
    and not exists (select 1 from story_articles where story_id = stories.id);
