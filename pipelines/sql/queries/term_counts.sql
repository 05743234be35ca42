-- In how many pages some terms stand
select term, documents from json_each(?) as wanted join terms on terms.term = wanted.value;
