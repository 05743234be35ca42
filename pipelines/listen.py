"""Listen to channels: what each answered is kept as evidence, and what makes the next question cheap is noted."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pipelines.admit import admit
from pipelines.database import Database, Value
from pipelines.query import query
from pipelines.run import now_text
from standoff.captures import digest_of
from standoff.feeds import listing_digest
from standoff.model import Capture, Outlet

#: How long after a channel was last read whole a 304 is taken for an answer: some servers repeat their validators
#: when the channel has changed.
DOUBT = timedelta(days=7)

#: Bytes, as received, of the longest body of a channel that is kept. A part of 20,000 addresses has 300 kB packed.
LARGEST = 10 * 1024 * 1024


def validators(db: Database, outlet: Outlet, url: str, now: datetime) -> dict[str, str]:
    """The conditional headers for a channel that was read whole before, under the same rules of the outlet."""
    row = db.row(query("channel_validators"), [url, outlet.id, rules_of(outlet), now_text(now - DOUBT)])
    if row is None:
        return {}
    found = {"If-None-Match": row["etag"], "If-Modified-Since": row["last_modified"]}
    return {name: value for name, value in found.items() if value}


def keep_answer(db: Database, run: int, outlet: Outlet, capture: Capture, listing: str | None = None) -> int | None:
    """Keep what a channel answered; returns the number of the capture, or None where there was nothing new to keep.

    New is another status, or a good answer that lists something else (*listing*, by default a digest of the body
    without its own build times). A body larger than ``LARGEST`` is not kept, and the channel's row says so. One that
    lists what was taken down is kept as a digest alone. The caller holds the transaction.
    """
    assert capture.kind == "channel", "pages go through the capture room"
    url, now = capture.url, now_text(capture.fetched_at)
    listing = listing or listing_digest(capture.body)
    db.insert("channels", {"url": url, "outlet": outlet.id, "checked_at": now}, ignore=True)
    last = db.row(query("channel_last_kept"), [url, outlet.id])
    good = 200 <= capture.status < 300
    if last and last["status"] == capture.status and (not good or last["listing"] == listing):
        return None
    if len(capture.body) > LARGEST:
        told = f"{now}: {len(capture.body)} bytes are more than the {LARGEST} that are kept of a channel"
        _note(db, outlet, url, {"unkept": told})
        return None
    number = admit(db, capture, outlet, run)[0].id
    _note(db, outlet, url, {"capture_id": number, "listing": listing, "unkept": None})
    return number


def note_reading(
    db: Database,
    run: int,
    outlet: Outlet,
    url: str,
    now: datetime,
    *,
    status: int | None,
    headers: Mapping[str, str],
    links: int,
    error: str | None,
    whole: bool,
) -> None:
    """Note how a channel was read; its links are counted only where *whole*. The caller holds the transaction."""
    lower = {name.lower(): value for name, value in headers.items()}
    at = now_text(now)
    row: dict[str, Value] = {"checked_at": at, "status": status, "error": error}
    if error is None and status != 304:
        row |= {
            "changed_at": at,
            "whole_at": at,
            "rules": rules_of(outlet),
            "etag": lower.get("etag"),
            "last_modified": lower.get("last-modified"),
            "links": links,
        }
    db.insert("channels", {"url": url, "outlet": outlet.id, "checked_at": at}, ignore=True)
    if whole and "links" in row:
        db.insert("channel_counts", {"crawl_id": run, "outlet": outlet.id, "url": url, "at": at, "links": links})
    _note(db, outlet, url, row)


def _note(db: Database, outlet: Outlet, url: str, row: Mapping[str, Value]) -> None:
    pairs = ", ".join(f"{name} = :{name}" for name in row)
    values = {**row, "url": url, "outlet": outlet.id}
    db.conn.execute(f"update channels set {pairs} where url = :url and outlet = :outlet", values)


def rules_of(outlet: Outlet) -> str:
    """What decides which links of a channel are kept: after a change of it, a channel is read whole again."""
    told = (outlet.discover.article, outlet.cms or "", outlet.homepage, *outlet.hosts)
    return digest_of("\n".join(told).encode())
