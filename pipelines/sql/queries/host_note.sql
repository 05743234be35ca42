-- Note when a host may be asked next, and until when it wants to be left alone
insert into hosts (site, next_at, rest_from, rest_until, delay, reason) values (?, ?, ?, ?, ?, ?)
on conflict (site) do update set next_at = excluded.next_at, delay = excluded.delay, rest_from = excluded.rest_from,
    rest_until = excluded.rest_until, reason = excluded.reason
