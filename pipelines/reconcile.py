"""Reconcile the channels of an outlet: what one lists and another does not, over the time that both reach back to."""

from pipelines.database import Database
from pipelines.query import query
from standoff.model import Outlet

_LISTED = """
insert into listings (channel, link_id, first_crawl, last_crawl) values (:channel, :link, :run, :run)
on conflict do update set last_crawl = :run where last_crawl != :run"""


def note_listing(db: Database, run: int, link: int, channel: str) -> None:
    """Note that *channel* lists a link in this run. The caller holds the transaction."""
    db.conn.execute(_LISTED, {"channel": channel, "link": link, "run": run})


def compare_channels(db: Database, run: int, outlet: Outlet) -> int:
    """Compare the channels of *outlet* that answered in this run, each with each other; returns the rows written.

    A channel that answered 304 lists what it listed before. A row is written only where one of the two was read whole
    in this run and the counts are not those of the last row, so a day without news adds none.
    """
    with db.atomic():
        return db.conn.execute(query("compare_channels"), {"run": run, "outlet": outlet.id}).rowcount
