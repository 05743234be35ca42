-- Every address that led to a page that was taken down: nothing is kept from any of them
alter table takedowns add column addresses text not null default '[]';
