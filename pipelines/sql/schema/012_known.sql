-- What backfill sitemaps have listed before, as digests: whoever reads one again need not look up every link
create table known (
    entry blob primary key
) strict, without rowid;

-- A digest may never outlive the link that it stands for: the next reading looks all of them up again
create trigger known_links_delete after delete on links begin
    delete from known;
end;
