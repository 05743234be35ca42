-- The newest articles of the outlet
select id, headline, language, published_at, relevant, page_type
from articles where outlet = :id and published_at is not null
order by published_at desc
limit 30;
