-- Where the outlet lists its pages, and how each answered
select url, checked_at, changed_at, whole_at, status, links, error from channels where outlet = :id order by url limit 200;
