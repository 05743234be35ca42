-- What channels answered, kept as evidence beside the pages
alter table captures add column kind text not null default 'page' check (kind in ('page', 'channel'));
create index captures_channel on captures(url, id) where kind = 'channel';

alter table channels add column capture_id integer references captures(id);
alter table channels add column listing text;
alter table channels add column unkept text;
