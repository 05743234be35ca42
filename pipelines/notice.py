"""Notice what channels list: a link of its own for each page, due when it is new or has changed."""

from datetime import datetime

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.run import now_text
from standoff.model import Link, Outlet
from standoff.urls import identity


def notice_link(db: Database, outlet: Outlet, link: Link, now: str) -> tuple[int, bool]:
    """Keep a link; returns its number, and whether it is new or due again. The caller holds the transaction."""
    key = identity(link.url, outlet)
    row = db.row("select * from links where identity = ?", [key])
    if row is None:
        number = db.insert(
            "links",
            {
                "identity": key,
                "url": link.url,
                "outlet": outlet.id,
                "channel": link.channel,
                "headline": link.headline,
                "language": link.language,
                "published_at": _text(link.published_at),
                "lastmod": _text(link.lastmod),
                "first_seen_at": now,
                "last_seen_at": now,
                "state": "due",
            },
        )
        return number, True
    changes: dict[str, str | int | None] = {"last_seen_at": now}
    changes |= {
        name: value
        for name, value in (("headline", link.headline), ("published_at", _text(link.published_at)))
        if value and not row[name] and not _is_taken_down(row)
    }
    again = _is_later(link.lastmod, row)
    if again:
        changes["lastmod"] = _text(link.lastmod)
    due = again and row["state"] in ("fetched", "failed") and _is_revised(db, link, row)
    if due:
        changes |= {"state": "due", "tries": 0}
    db.update("links", row["id"], changes)
    return row["id"], due


def _is_taken_down(row: Row) -> bool:
    return row["state"] == "left" and str(row["reason"]).startswith("taken down")


def _is_revised(db: Database, link: Link, row: Row) -> bool:
    """Whether a later lastmod speaks of a page that we have not read yet.

    A news sitemap gives the time of publication alone; the lastmod that another channel gives of the same page first
    is the sign of a revision where it is later than that, and than our own last reading.
    """
    if row["lastmod"] is not None:
        return True
    published, read = row["published_at"], db.value(query("last_read"), [row["url"]])
    return all(link.lastmod is not None and link.lastmod > datetime.fromisoformat(at) for at in (published, read) if at)


def _is_later(lastmod: datetime | None, row: Row) -> bool:
    if lastmod is None:
        return False
    return row["lastmod"] is None or lastmod > datetime.fromisoformat(row["lastmod"])


def _text(moment: datetime | None) -> str | None:
    return now_text(moment) if moment else None
