-- Leave of every text its beginning: enough to know it again, not to read it
update revisions set
    text = case when length(text) > :length then rtrim(substr(text, 1, :length)) || ' …' else text end,
    captions = '[]'
