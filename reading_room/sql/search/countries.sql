-- The countries to choose from: those that an article names
select id as code, name from entities where kind = 'country' order by name collate nocase;
