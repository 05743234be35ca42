-- Channels that answer and have listed nothing new for a week, and for five times as long as they used to take
create view still_channels as
    select
        channels.outlet, channels.url, channels.checked_at, last.fetched_at as last_new_at, count(*) as times_new,
        round(julianday(channels.checked_at) - julianday(last.fetched_at), 1) as days_still,
        round((julianday(last.fetched_at) - julianday(min(earlier.fetched_at))) / (count(*) - 1), 2) as days_between
    from channels
    join captures as last on last.id = channels.capture_id
    join captures as earlier on earlier.url = channels.url and earlier.kind = 'channel' and earlier.id <= last.id
        and earlier.outlet = channels.outlet
    where channels.error is null and julianday(channels.checked_at) - julianday(last.fetched_at) > 7
    group by channels.url, channels.outlet
    having count(*) > 2 and days_still > 5 * days_between;
