"""Leave a page unread: nothing on it can be about a dispute, and its outlet is read for no other."""

from dataclasses import dataclass

from pipelines.database import Database
from pipelines.run import now_text
from pipelines.withhold import withhold
from standoff.model import Record, Withheld
from standoff.urls import identity

#: What a capture turned out to be that was screened and left at that. A replay screens it again.
UNREAD = "unread"

_FOLLOWED = """
select 1 from articles where identity = ?
union all select 1 from revisions join captures on captures.id = capture_id where captures.url = ? limit 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a page is not read, and what the policy of its outlet says to what the page reserves."""

    reason: str
    withheld: Withheld | None = None


def may_leave(db: Database, record: Record) -> bool:
    """Whether the page is screened before it is read. An article that the archive follows is always read.

    An edit that takes the platform's name out of a story is what the archive is for.
    """
    if record.outlet.discover.read != "relevant":
        return False
    url = record.link.url
    return not db.value(_FOLLOWED, [identity(url, record.outlet), record.capture.url])


def leave(db: Database, record: Record, unread: Unread) -> None:
    """Write down at the capture that it was left unread, and at its link why; what a policy withholds goes."""
    outlet, link, seen = record.outlet, record.link, now_text(record.capture.fetched_at)
    key = identity(link.url, outlet)
    row = {
        "identity": key, "url": link.url, "outlet": outlet.id, "channel": link.channel,
        "first_seen_at": seen, "last_seen_at": seen, "state": "fetched",
    }  # fmt: skip
    with db.atomic():
        db.conn.execute("update captures set page_type = ? where id = ?", [UNREAD, record.capture.id])
        db.insert("links", row, ignore=True)  # a page out of a file has none
        db.conn.execute("update links set reason = ? where identity = ?", [f"screening: {unread.reason}", key])
        withhold(db, record.capture, unread.withheld)
