-- Hosts that may not be asked at once, or lately
select site, next_at, delay, rest_from, rest_until, reason from hosts
where next_at is not null or rest_until is not null
