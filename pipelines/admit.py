"""Admit a response to the archive; of what was taken down it comes in as a digest alone, whatever way it came."""

import json
import re
from collections.abc import Collection
from html import unescape
from urllib.parse import unquote, urlsplit

from pipelines.compact import stand_alone
from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.query import query
from standoff.errors import FeedError
from standoff.feeds import read_channel
from standoff.model import Capture, Link, Outlet
from standoff.urls import identity


def admit(db: Database, capture: Capture, outlet: Outlet, run: int) -> tuple[Capture, str | None]:
    """Keep a capture; returns it with its number, and why its words are not kept where they were taken down.

    The caller holds the transaction.
    """
    takedown = _tombstone(db, capture, outlet)
    if takedown is not None:
        withhold_body(db, capture.digest, len(capture.body), takedown)
    return keep_capture(db, capture, outlet.id, run), told_of(db, takedown)


def told_of(db: Database, takedown: int | None) -> str | None:
    """Why something was taken down, as the rows of links say it."""
    reason = db.value("select reason from takedowns where id = ?", [takedown])
    return None if reason is None else f"taken down: {reason}"


def tombstones(db: Database, outlet: str) -> dict[str, int]:
    """The addresses (identities) of an outlet from which nothing is kept, each with its takedown."""
    return {row["address"]: row["id"] for row in db.rows(query("taken_down"), [outlet])}


def close_address(db: Database, takedown: int, address: str, digest: str) -> str:
    """Another address led to what was taken down: its bytes go too, and it is not asked for again. Returns why.

    The caller holds the transaction.
    """
    reason = told_of(db, takedown) or ""
    erase(db, digest)
    _note(db, takedown, "digests", digest)
    _note(db, takedown, "addresses", address)
    leave_link(db, address, reason)
    return reason


def leave_link(db: Database, address: str, reason: str) -> None:
    """Ask for an address no more, and forget the headline that it was listed with."""
    state = "update links set state = 'left', due_at = null, headline = null, reason = ? where identity = ?"
    db.conn.execute(state, [reason, address])


def erase(db: Database, digest: str) -> None:
    """Remove the bytes of a payload and overwrite them; what is kept against them is packed by itself first."""
    with db.overwriting():
        stand_alone(db, digest)
        db.conn.execute("update payloads set body = x'', encoding = 'removed' where digest = ?", [digest])


def withhold_body(db: Database, digest: str, size: int, takedown: int | None) -> None:
    """Keep a digest without its bytes, under the tombstone that says why, where there is one here."""
    db.insert("payloads", {"digest": digest, "body": b"", "encoding": "removed", "size": size}, ignore=True)
    if takedown is not None:
        _note(db, takedown, "digests", digest)


def lists_any(capture: Capture, outlet: Outlet, addresses: Collection[str]) -> str | None:
    """The first of *addresses* (identities) that the body of a channel names, or None.

    One that stands anywhere else in it counts too, whole and not as the beginning of another: in the words of an entry,
    or where the body cannot be read to its end.
    """
    try:
        for entry in read_channel(capture.body, capture.url):
            if isinstance(entry, Link) and (found := identity(entry.url, outlet)) in addresses:
                return found
    except FeedError:
        pass
    text = unquote(unescape(capture.body.decode("utf-8", "replace")))
    return next((address for address in addresses if _stands_in(text, address)), None)


def _stands_in(text: str, address: str) -> bool:
    """Whether the path and the query of an address stand in *text*; those of a front page stand in every text."""
    parts = urlsplit(address)
    place = unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
    return place.strip("/") != "" and re.search(rf"{re.escape(place)}(?![\w-])", text) is not None


def _tombstone(db: Database, capture: Capture, outlet: Outlet) -> int | None:
    """The takedown that covers a capture: of a page at its address, of a channel one that it lists."""
    gone = tombstones(db, outlet.id)
    if not gone:
        return None
    if capture.kind == "page":
        return gone.get(identity(capture.url, outlet)) or gone.get(identity(capture.final_url, outlet))
    if capture.kind != "channel" or not 200 <= capture.status < 300:
        return None
    found = lists_any(capture, outlet, gone.keys())
    return gone[found] if found else None


def _note(db: Database, takedown: int, column: str, value: str) -> None:
    noted = json.loads(db.value(f"select {column} from takedowns where id = ?", [takedown]))
    if value not in noted:
        db.update("takedowns", takedown, {column: json.dumps([*noted, value])})
