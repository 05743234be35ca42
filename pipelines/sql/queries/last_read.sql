-- When the page at an address was last read
select max(fetched_at) from captures where url = ? and status between 200 and 299
