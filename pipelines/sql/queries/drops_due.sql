-- Pages that a channel has just dropped are looked at again at once
update links set state = 'due'
where state = 'fetched' and id in (select link_id from channel_drops where crawl_id = ? and channel = ? and outlet = ?)
