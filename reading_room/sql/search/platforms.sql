-- The platforms to choose from: those that an article names
select name from entities where kind = 'platform' order by name collate nocase;
