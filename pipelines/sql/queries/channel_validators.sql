-- What a channel answered when it was last read whole, for this outlet, under its present rules, not too long ago
select etag, last_modified from channels
where url = ? and outlet = ? and rules = ? and error is null and whole_at > ?
