-- Articles by what the list of them is filtered by, counted in full
select outlet, language, status, page_type, relevant, revision_id is not null, count(*)
from articles group by outlet, language, status, page_type, relevant, revision_id is not null
