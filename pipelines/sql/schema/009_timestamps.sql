-- Tokens of time-stamping authorities (RFC 3161) over the end of the hash chain
create table timestamps (
    id integer primary key,
    capture_id integer not null references captures(id),
    head text not null,
    stamped_at text not null,
    authority text not null,
    root text not null,
    token blob not null,
    digest text not null
) strict;
create index timestamps_capture on timestamps(capture_id);
