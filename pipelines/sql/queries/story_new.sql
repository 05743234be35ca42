-- A story that is new, under its number; one that is there already stays
insert into stories(id, opened_on, last_on) values (?, ?, ?) on conflict (id) do nothing;
