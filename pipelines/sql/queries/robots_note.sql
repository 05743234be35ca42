-- Note the capture that holds the robots.txt of a host
insert into hosts (site, robots_capture) values (?, ?)
on conflict (site) do update set robots_capture = excluded.robots_capture
