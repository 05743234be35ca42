-- Captures that came from another archive: what they were there, so that its hash chain can be recomputed here
create table origins (
    source text not null,
    number integer not null,
    capture_id integer not null references captures(id),
    run integer not null,
    chain text not null,
    primary key (source, number)
) strict, without rowid;
create index origins_capture on origins(capture_id);
