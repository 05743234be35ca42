"""What was taken down does not come back: not by a crawl, not out of a file, not from another address."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.admit import erase, lists_any
from pipelines.capture import CaptureRoom
from pipelines.database import Database
from pipelines.ledger import Ledger
from pipelines.merge import merge
from pipelines.pack import keep_capture
from pipelines.remove import take_down
from pipelines.replay import read_kept, replay
from pipelines.run import Run
from pipelines.take import take
from pipelines.verify import verify
from pipelines.work import Workers
from standoff.captures import digest_of
from standoff.model import Capture, Link, Outlet, Record

URL = "https://harbour.example/news/1"
OTHER = "https://harbour.example/news/10"
MOVED = "https://harbour.example/news/100"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def answer(url: str, nonce: int, *, canonical: str = "", final_url: str = "") -> Capture:
    """The page of one story about marmalade; the bytes are never the same."""
    words = "<p>Marmalade of the harbour was blocked by the regulator on Monday, and all jars with it.</p>"
    named = f"<link rel='canonical' href='{canonical}'>" if canonical else ""
    page = f"<html lang=en><head><title>Marmalade</title>{named}</head><body data-n={nonce}><h1>Marmalade Blocked</h1>"
    body = f"{page}<article>{words * 3}</article></body></html>".encode()
    return Capture(
        url=url,
        final_url=final_url or url,
        fetched_at=START + timedelta(hours=nonce),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        digest=digest_of(body),
    )


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


Keep = Callable[[Capture], str]


@pytest.fixture
def keep(db: Database, run: Run, outlet: Outlet, workers: Workers) -> Keep:
    """Keep a page as the code before takedowns of many addresses did, and read it."""

    def keep(capture: Capture) -> str:
        with db.atomic():
            kept = keep_capture(db, capture, outlet.id, run.id)
        record = Record(outlet=outlet, link=Link(url=capture.url, channel="test", headline="Marmalade"), capture=kept)
        return read_kept(db, run, workers, record, "test")

    return keep


def is_clean(db: Database) -> bool:
    """Whether the file holds no word of the story, and is sound."""
    db.conn.execute("vacuum")
    db.checkpoint()
    return b"armalade" not in db.path.read_bytes() and list(verify(db)) == []


def holds_no_body(db: Database) -> bool:
    return not db.value("select count(*) from payloads where encoding != 'removed'")


def test_every_address_of_the_page_is_emptied(db: Database, run: Run, keep: Keep) -> None:
    assert keep(answer(URL, 1)) == "first"
    assert keep(answer(OTHER, 2, canonical=URL)) == "same"
    assert keep(answer(MOVED, 3, final_url=URL)) == "same"
    run.finish()
    take_down(db, URL, "a mistaken name", START)
    assert holds_no_body(db)
    assert is_clean(db)
    assert db.value("select addresses from takedowns") == f'["{URL}", "{OTHER}", "{MOVED}"]'


@pytest.mark.parametrize(
    "back",
    [
        answer(URL, 5),
        answer(OTHER, 5),
        answer("https://harbour.example/news/7", 5, final_url=URL),
        answer("https://harbour.example/news/7", 5, canonical=URL),
    ],
    ids=["its address", "another that led to it", "one that leads there now", "one that names it"],
)
def test_a_file_does_not_bring_it_back(
    db: Database, run: Run, outlet: Outlet, workers: Workers, keep: Keep, back: Capture
) -> None:
    keep(answer(URL, 1))
    keep(answer(OTHER, 2, canonical=URL))
    take_down(db, URL, "a mistaken name", START)
    found = [(back, outlet.id)]
    told = take(db, run, {outlet.id: outlet}, workers, Path("a.warc"), found, now=datetime.now(UTC))
    assert told == {"taken down": 1}
    assert holds_no_body(db)
    assert db.value("select count(*) from revisions") == 0
    assert replay(db, run, {outlet.id: outlet}, workers=workers) == {}
    run.finish()
    assert is_clean(db)


def test_a_merge_brings_the_tombstone_with_all_its_addresses(
    db: Database, run: Run, outlet: Outlet, workers: Workers, keep: Keep, tmp_path: Path
) -> None:
    keep(answer(URL, 1))
    keep(answer(OTHER, 2, canonical=URL))
    take_down(db, URL, "a mistaken name", START)
    run.finish()
    with Database(tmp_path / "all.db") as target:
        ours = Run(target, [outlet])
        merge(target, ours, {outlet.id: outlet}, db.path, workers=workers)
        found = [(answer(OTHER, 6), outlet.id)]
        assert take(target, ours, {outlet.id: outlet}, workers, Path("a.warc"), found, now=datetime.now(UTC)) == {
            "taken down": 1
        }
        ours.finish()
        assert is_clean(target)


def test_pages_beside_it_stay(db: Database, outlet: Outlet, run: Run, workers: Workers, keep: Keep) -> None:
    keep(answer(URL, 1))
    beside = answer("https://harbour.example/news/2", 2)
    mention = beside.body.replace(b"<article>", f"<article><link rel=prev href={URL}><a href={URL}>before</a>".encode())
    keep(replace(beside, body=mention, digest=digest_of(mention)))
    take_down(db, URL, "a mistaken name", START)
    assert db.value("select count(*) from revisions") == 1
    assert db.value("select encoding from payloads where digest = ?", [digest_of(mention)]) == "zstd"


def test_a_crawl_keeps_a_digest_and_asks_for_the_address_no_more(
    db: Database, outlet: Outlet, run: Run, keep: Keep
) -> None:
    keep(answer(URL, 1))
    take_down(db, URL, "a mistaken name", START)
    run.finish()
    db.close()
    ledger = Ledger(db.path, [outlet])
    new = Link(url="https://harbour.example/news/7", channel="test", headline="Marmalade Blocked")
    ledger.notice(outlet, [new])
    (taken,) = ledger.due(outlet, 5)
    record = Record(outlet=outlet, link=taken, capture=answer(new.url, 5, final_url=URL))
    kept = asyncio.run(CaptureRoom(ledger).process_item(record))
    assert kept.unread == "taken down: a mistaken name"
    assert holds_no_body(ledger.db)
    row = ledger.db.row("select state, reason, headline, due_at from links where identity = ?", [new.url])
    assert row is not None
    assert tuple(row) == ("left", "taken down: a mistaken name", None, None)
    ledger.close()
    with Database(db.path) as after:
        assert is_clean(after)


@pytest.mark.parametrize(
    ("gone", "listed", "found"),
    [
        ("https://harbour.example/?p=12", "https://harbour.example/?p=123", False),
        ("https://harbour.example/?p=12", "https://harbour.example/?p=12&amp;page=1", True),
        ("https://harbour.example/", "https://harbour.example/news/1", False),
        ("https://harbour.example/news/ban", "https://harbour.example/news/ban-lifted", False),
        ("https://harbour.example/news/ban", "https://harbour.example/news/ban/amp", True),
        ("https://harbour.example/news/ban", "a broken &lt;a href='/news/ban'", True),
    ],
)
def test_a_channel_that_names_another_page_keeps_its_bytes(outlet: Outlet, gone: str, listed: str, found: bool) -> None:
    body = f"<rss><channel><item><link>{listed}</link></item>".encode()
    feed = replace(answer("https://harbour.example/feed.xml", 1), body=body, digest=digest_of(body), kind="channel")
    assert lists_any(feed, outlet, [gone]) == (gone if found else None)


def test_bytes_that_are_erased_are_overwritten(db: Database, run: Run, keep: Keep) -> None:
    noise = "".join(digest_of(str(number).encode()) for number in range(400)).encode()
    page = replace(answer(URL, 1), body=noise, digest=digest_of(noise))
    db.conn.execute("pragma secure_delete = off")  # as SQLite is built outside Debian
    keep(page)
    stored = db.value("select body from payloads where digest = ?", [page.digest])
    run.finish()
    db.checkpoint()
    piece = stored[len(stored) // 2 :][:24]
    assert piece in db.path.read_bytes()
    with db.atomic():
        erase(db, page.digest)
    db.checkpoint()
    assert piece not in db.path.read_bytes()
