-- Names, offices and organisations of speakers that no quote gives any more: the first that one gives takes their place
update speakers set
    name = coalesce((select speaker from quotes where speaker_id = speakers.id order by id limit 1), name),
    role = (select role from quotes where speaker_id = speakers.id and role is not null order by id limit 1),
    organisation = (
        select organisation from quotes where speaker_id = speakers.id and organisation is not null order by id limit 1)
where not exists (select 1 from quotes where speaker_id = speakers.id and speaker = speakers.name)
    or (role is not null and not exists (select 1 from quotes where speaker_id = speakers.id and quotes.role = speakers.role))
    or (organisation is not null and not exists (
        select 1 from quotes where speaker_id = speakers.id and quotes.organisation = speakers.organisation))
