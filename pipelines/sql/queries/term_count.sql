-- Add to the number of pages in which a term stands
insert into terms(term, documents) values (?, ?)
on conflict (term) do update set documents = documents + excluded.documents;
