-- Channels that used to list links and listed none when last read whole
create view silent_channels as
    select last.outlet, last.url, last.at as silent_at, max(before.at) as last_listed_at, max(before.links) as most_links
    from channel_counts as last
    join channel_counts as before on before.outlet = last.outlet and before.url = last.url and before.links > 0
    where last.links = 0 and last.id = (
        select max(id) from channel_counts as newest where newest.outlet = last.outlet and newest.url = last.url)
    group by last.id;
