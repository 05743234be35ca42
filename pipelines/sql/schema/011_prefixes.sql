-- Pages kept against earlier ones: a payload with a row in prefixed is unpacked with those pages put before it

create table prefixes (
    id integer primary key autoincrement, -- a number is never used twice: readers remember the pages behind it
    outlet text not null references outlets(id),
    made_at text not null,
    ratio real
) strict;
create index prefixes_outlet on prefixes(outlet);

create table prefix_pages (
    prefix_id integer not null references prefixes(id),
    position integer not null,
    digest text not null references payloads(digest),
    primary key (prefix_id, position)
) strict, without rowid;
create index prefix_pages_digest on prefix_pages(digest);

create table prefixed (
    digest text primary key references payloads(digest),
    prefix_id integer references prefixes(id),
    predecessor text references payloads(digest)
) strict, without rowid;
create index prefixed_prefix on prefixed(prefix_id);
create index prefixed_predecessor on prefixed(predecessor) where predecessor is not null;

create table compactions (
    id integer primary key,
    at text not null,
    reached integer not null,
    payloads integer not null,
    size_before integer not null,
    size_after integer not null
) strict;

-- What others are kept against can neither go nor change, whoever asks.
create trigger prefix_pages_stay before delete on payloads
when exists (select 1 from prefix_pages where digest = old.digest)
    or exists (select 1 from prefixed where predecessor = old.digest)
begin
    select raise(abort, 'other payloads are kept against this one: standoff compact --plain');
end;

create trigger prefix_pages_last before update of digest, body, encoding on payloads
when old.body is not new.body and (
    exists (select 1 from prefix_pages where digest = old.digest)
    or exists (select 1 from prefixed where predecessor = old.digest)
)
begin
    select raise(abort, 'other payloads are kept against this one: standoff compact --plain');
end;
