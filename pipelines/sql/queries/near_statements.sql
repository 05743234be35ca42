-- What one speaker said within a few days of a day
select id, stance, text from statements
where speaker = :speaker and day between date(:day, '-' || :days || ' days') and date(:day, '+' || :days || ' days')
order by abs(julianday(day) - julianday(:day)), id;
