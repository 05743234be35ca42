"""Reconcile the channels of an outlet: what one lists and another does not, over the time that both reach back to."""

from pipelines.database import Database
from pipelines.listen import rules_of
from pipelines.query import query
from standoff.model import Outlet

_LISTED = """
insert into listings (channel, link_id, first_crawl, last_crawl) values (:channel, :link, :run, :run)
on conflict do update set last_crawl = :run where last_crawl != :run"""


def note_listing(db: Database, run: int, link: int, channel: str) -> None:
    """Note that *channel* lists a link in this run. The caller holds the transaction."""
    db.conn.execute(_LISTED, {"channel": channel, "link": link, "run": run})


def note_drops(db: Database, run: int, outlet: Outlet, channel: str, at: str) -> int:
    """Note what a channel that was just read whole no longer lists; such pages are due again. Returns how many.

    Left alone are section pages, whose links carry no dates, and what is older than nine tenths of what is listed now.
    To be called before the reading itself is noted; the caller holds the transaction.
    """
    if channel in outlet.discover.sections:
        return 0
    values = {"run": run, "outlet": outlet.id, "channel": channel, "at": at, "rules": rules_of(outlet)}
    count = db.conn.execute(query("note_drops"), values).rowcount
    if count:
        db.conn.execute(query("drops_due"), [run, channel, outlet.id])
    return count


def compare_channels(db: Database, run: int, outlet: Outlet) -> int:
    """Compare the channels of *outlet* that answered in this run, each with each other; returns the rows written.

    A channel that answered 304 lists what it listed before. A row is written only where one of the two was read whole
    in this run and the counts are not those of the last row, so a day without news adds none.
    """
    with db.atomic():
        return db.conn.execute(query("compare_channels"), {"run": run, "outlet": outlet.id}).rowcount
