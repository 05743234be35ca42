"""Hand alerts over, and note what became of each: the rows say what is due, so nothing is sent twice or forgotten.

What is sent over a network is sent by a function that the caller gives; a feed in a file is written here.
"""

import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.database import Database, Row, hold
from pipelines.query import query
from pipelines.run import now_text
from standoff.alerts import Alert, Change, as_feed
from standoff.watches import AtomFile, Watches

__all__ = ["Delivered", "deliver", "sending", "stranded", "write_feed"]

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

#: So many failures in a row, and a channel is left alone until the next run: each may take the whole time limit.
PATIENCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a channel took in a run: how many were sent, how many still wait, and why."""

    channel: str
    sent: int = 0
    waiting: int = 0
    reasons: tuple[str, ...] = ()


def deliver(db: Database, channel: str, send: Callable[[Alert], None], clock: Clock) -> Delivered:
    """Send what is due to *channel*, each alert noted before the next is sent, no transaction open meanwhile.

    What was taken down since it was looked up is not sent. A run that is killed after sending and before noting sends
    that one alert again, under the same mark.
    """
    due = db.rows(query("alerts_due"), {"channel": channel})
    sent = gone = in_a_row = 0
    reasons: dict[str, None] = {}
    for row in due:
        if in_a_row == PATIENCE:
            break
        if not db.value("select 1 from alert_deliveries where id = ? and state = 'due'", [row["delivery_id"]]):
            gone += 1
            continue
        try:
            send(_alert(row))
        except Exception as error:  # the room's door: whatever happened, it becomes a row
            _note_failed(db, [row], str(error) or type(error).__name__, clock())
            reasons[f"{row['mark']}: {error or type(error).__name__}"] = None
            in_a_row += 1
        else:
            _note_sent(db, [row], clock())
            sent += 1
            in_a_row = 0
    return Delivered(channel=channel, sent=sent, waiting=len(due) - sent - gone, reasons=tuple(reasons))


def write_feed(db: Database, channel: AtomFile, clock: Clock) -> Delivered:
    """Write the feed of *channel* where it is not as it should be: readers see the old file or the new, never half.

    It is compared at every run, so what was taken down leaves the feed, and a file that was lost comes back.
    """
    due = db.rows(query("alerts_due"), {"channel": channel.name})
    rows = db.rows(query("alerts_of_feed"), {"channel": channel.name, "most": channel.entries})
    feed = as_feed(map(_alert, rows), channel)
    file = Path(channel.file)
    try:
        if not file.exists() or file.read_bytes() != feed:
            _replace(file, feed)
    except OSError as error:
        reason = f"{file}: cannot be written ({error.strerror or error})"
        _note_failed(db, due, reason, clock())
        return Delivered(channel=channel.name, waiting=len(due), reasons=(reason,))
    _note_sent(db, due, clock())
    return Delivered(channel=channel.name, sent=len(due))


def stranded(db: Database, watches: Watches) -> dict[str, int]:
    """How many deliveries wait for channels that the file has no more."""
    names = {"watches": json.dumps(list(watches.watches)), "channels": json.dumps(list(watches.channels))}
    return {row["channel"]: row["waiting"] for row in db.rows(query("alerts_stranded"), names)}


def _replace(file: Path, body: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(body)
            draft.flush()
            os.fsync(draft.fileno())
        part.chmod(0o644)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _note_sent(db: Database, rows: Iterable[Row], now: datetime) -> None:
    note = "update alert_deliveries set state = 'sent', tries = tries + 1, sent_at = ?, error = null where id = ?"
    with db.atomic():
        db.conn.executemany(note, [(now_text(now), row["delivery_id"]) for row in rows])


def _note_failed(db: Database, rows: Iterable[Row], error: str, now: datetime) -> None:
    note = "update alert_deliveries set tries = tries + 1, tried_at = ?, error = ? where id = ?"
    with db.atomic():
        db.conn.executemany(note, [(now_text(now), error, row["delivery_id"]) for row in rows])


def _alert(row: Row) -> Alert:
    names = ("mark", "watch", "kind", "title", "words", "outlet", "url", "at", "found_at")
    changes = tuple(Change(**change) for change in json.loads(row["changes"]))
    return Alert(**{name: row[name] for name in names}, changes=changes)


@contextmanager
def sending(archive: Path) -> Iterator[None]:
    """Be the one run that sends an archive's alerts; the archive itself is free meanwhile. Raises ArchiveBusyError."""
    lock = hold(Path(f"{archive}.alert"), "another run sends its alerts")
    try:
        yield
    finally:
        lock.release()
