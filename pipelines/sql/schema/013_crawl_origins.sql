-- Runs of another archive that came along in a merge: what they were there
create table crawl_origins (
    source text not null,
    number integer not null,
    crawl_id integer not null unique references crawls(id),
    primary key (source, number)
) strict, without rowid;
