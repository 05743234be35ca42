-- Note when a host was asked for its tdmrep.json, and the capture that holds what it says
insert into hosts (site, tdmrep_at, tdmrep_capture) values (?, ?, ?)
on conflict (site) do update set tdmrep_at = excluded.tdmrep_at, tdmrep_capture = excluded.tdmrep_capture
