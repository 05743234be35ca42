-- Signs that the page went away, or came back
select absences.at, absences.sign, absences.capture_id from absences where absences.article_id = :id order by absences.id;
