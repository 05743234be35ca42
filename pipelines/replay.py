"""The rooms again over stored captures, without network: what a better reader makes of the same bytes."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pipelines.database import Database, Row
from pipelines.enrich import read_text
from pipelines.extract import needed, read_or_screen
from pipelines.leave import Unread, leave
from pipelines.pack import bare_capture, open_capture
from pipelines.query import query
from pipelines.room import told
from pipelines.run import Run, now_text
from pipelines.store import store
from pipelines.withhold import forget_words
from pipelines.work import Workers
from standoff.errors import CaptureError
from standoff.model import Article, Capture, Discover, Link, Outlet, Reading, Record
from standoff.policy import Rule

#: Captures on their way through the workers at once.
WINDOW = 32

Read = tuple[Article, Reading] | Unread


class _Undo(Exception):  # noqa: N818
    """Rolls a dry run's record back."""


def replay(
    db: Database,
    run: Run | None,
    catalogue: Mapping[str, Outlet],
    *,
    workers: Workers,
    since: datetime | None = None,
    room: str = "extract",
) -> Counter[str]:
    """Read stored captures again, oldest first, and count what happened to each.

    With *room* ``enrich`` the text of the newest version of every article is kept and only what is read in it is
    renewed. Without a *run* nothing is written: the counts say what would happen. A capture that cannot be read is
    counted as ``failed``, and is a row in ``failures`` of the run. The policy of an outlet is obeyed as it is now:
    versions that hold more are cut, and counted as ``withheld``.
    """
    if room == "extract":
        waiting = _read_captures(db, catalogue, workers, "captures_to_replay", since)
    else:
        waiting = _read_texts(db, catalogue, workers, since)
    counts = _keep_all(db, run, waiting, workers, room=room)
    if run is not None and counts["withheld"]:
        forget_words(db)
    return counts


def catch_up(
    db: Database, run: Run, catalogue: Mapping[str, Outlet], *, workers: Callable[[], Workers]
) -> Counter[str]:
    """Read the captures that a run kept and was then killed before it could read them.

    *workers* is called only when there are any.
    """
    if not db.rows(query("captures_unread"), [0, "", 1]):
        return Counter()
    pool = workers()
    waiting = _read_captures(db, catalogue, pool, "captures_unread", None)
    return _keep_all(db, run, waiting, pool, room="extract", replayed=False)


def _keep_all(
    db: Database,
    run: Run | None,
    waiting: Iterable[tuple[Record, Future[Read]]],
    workers: Workers,
    *,
    room: str,
    replayed: bool = True,
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for record, future in waiting:
        try:
            found = workers.wait(future)
        except Exception as error:
            counts["failed"] += 1
            if run is not None:
                run.fail(record.capture.url, room, told(error), outlet=record.outlet.id, capture=record.capture.id)
            continue
        if isinstance(found, Unread):
            counts["unread"] += 1
            if run is not None:
                leave(db, record, found)
            continue
        whole = replace(record, article=found[0], reading=found[1])
        counts[_keep(db, whole, replayed=replayed, dry_run=run is None)] += 1
        if run is not None:
            run.stored += 1
    return counts


def _keep(db: Database, record: Record, *, replayed: bool, dry_run: bool) -> str:
    outcome = ""
    with suppress(_Undo), db.atomic():
        outcome = store(db, record, replayed=replayed)
        if dry_run:
            raise _Undo
    return outcome


def _read_captures(
    db: Database, catalogue: Mapping[str, Outlet], workers: Workers, name: str, since: datetime | None
) -> Iterator[tuple[Record, Future[Read]]]:
    for rows in _batches(db, name, since, "id"):
        waiting = []
        for row in rows:
            record = _record(row["outlet"], row["url"], bare_capture(row), db, catalogue)
            try:
                record = replace(record, capture=open_capture(db, row))
                waiting.append((record, workers.submit(read_page, *needed(db, record))))
            except CaptureError as error:
                waiting.append((record, _failed(error)))
        yield from waiting


def _read_texts(
    db: Database, catalogue: Mapping[str, Outlet], workers: Workers, since: datetime | None
) -> Iterator[tuple[Record, Future[Read]]]:
    for rows in _batches(db, "newest_texts", since, "number"):
        waiting = []
        for row in rows:
            capture = db.row("select captures.*, null as body from captures where id = ?", [row["number"]])
            assert capture is not None, "a version names its capture"
            record = _record(row["outlet"], capture["url"], bare_capture(capture), db, catalogue)
            waiting.append((record, workers.submit(_reread, stored_article(row))))
        yield from waiting


def _batches(db: Database, name: str, since: datetime | None, key: str) -> Iterator[list[Row]]:
    last, start = 0, now_text(since) if since else ""
    while rows := db.rows(query(name), [last, start, WINDOW]):
        yield rows
        last = rows[-1][key]


def _failed(error: Exception) -> Future[Read]:
    future: Future[Read] = Future()
    future.set_exception(error)
    return future


def read_page(capture: Capture, outlet: Outlet, known: frozenset[str], rules: tuple[Rule, ...], screened: bool) -> Read:
    """Rooms 200 and 300 in one call: the article without the *known* blocks of its host, and what is read in it.

    *rules* are the host's reservations, which the outlet's policy obeys. Of a page that is *screened* first and let go,
    why it is left unread.
    """
    found = read_or_screen(capture, outlet, known, rules, screened)
    return found if isinstance(found, Unread) else (found, read_text(found))


def read_kept(db: Database, run: Run, workers: Workers, record: Record, room: str) -> str:
    """Read a capture that has just been kept, store what it holds, and say what became of it.

    One that cannot be read or stored is ``failed``, and a row in ``failures`` under *room*.
    """
    capture, outlet = record.capture, record.outlet
    try:
        found = workers.result(read_page, *needed(db, record))
        if isinstance(found, Unread):
            leave(db, record, found)
            return "unread"
        with db.atomic():
            outcome = store(db, replace(record, article=found[0], reading=found[1]))
    except Exception as error:
        run.fail(capture.url, room, told(error), outlet=outlet.id, capture=capture.id)
        return "failed"
    run.stored += 1
    return outcome


def _reread(article: Article) -> Read:
    return article, read_text(article)


def _record(outlet: str, url: str, capture: Capture, db: Database, catalogue: Mapping[str, Outlet]) -> Record:
    """A record for a stored capture; an outlet that left the catalogue is read by what the archive knows of it."""
    known = catalogue.get(outlet) or stored_outlet(db, outlet)
    return Record(outlet=known, link=Link(url=url, channel="replay"), capture=capture)


def stored_outlet(db: Database, outlet: str) -> Outlet:
    """The outlet as its row in the archive has it."""
    row = db.row("select * from outlets where id = ?", [outlet])
    assert row is not None, "captures name outlets of the archive"
    return Outlet(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        languages=tuple(json.loads(row["languages"])),
        homepage=row["homepage"],
        cms=row["cms"],
        enabled=bool(row["enabled"]),
        note=row["note"],
        discover=Discover(),
    )


def stored_article(row: Row) -> Article:
    """The article in a row of ``articles`` joined with its version."""
    return Article(
        url=row["url"],
        page_type=row["page_type"],
        canonical_url=row["canonical_url"],
        language=row["language"],
        headline=row["headline"],
        standfirst=row["standfirst"],
        authors=tuple(json.loads(row["authors"])),
        published_at=_moment(row["published_at"]),
        published_raw=row["published_raw"],
        modified_at=_moment(row["modified_at"]),
        dateline=row["dateline"],
        wire_credits=tuple(json.loads(row["wire_credits"])),
        section=row["section"],
        tags=tuple(json.loads(row["tags"])),
        captions=tuple(json.loads(row["captions"])),
        text=row["text"],
        corrections=tuple(json.loads(row["corrections"])),
        rights=json.loads(row["rights"]),
        provenance=json.loads(row["provenance"]),
        extractor=row["extractor"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
