-- The last capture of a channel for an outlet, with the digest of what it listed
select captures.id, captures.status, channels.listing
from channels join captures on captures.id = channels.capture_id
where channels.url = ? and channels.outlet = ?
