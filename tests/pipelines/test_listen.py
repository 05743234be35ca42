from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines import listen
from pipelines.database import Database
from pipelines.merge import merge
from pipelines.remove import take_down
from pipelines.replay import catch_up, replay
from pipelines.run import Run
from pipelines.store import store
from pipelines.take import take
from pipelines.verify import verify
from pipelines.warc import read_warc, write_warc
from pipelines.work import Workers
from standoff.captures import digest_of
from standoff.errors import StoreError
from standoff.model import Capture, Outlet, Record

FEED = "https://harbour.example/feed"
ONE = b"<item><link>https://harbour.example/news/1</link><title>Marmalade Blocked</title></item>"
TWO = b"<item><link>https://harbour.example/news/2</link><title>Second</title></item>"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def feed(*items: bytes, built: bytes = b"<lastBuildDate>Mon, 02 Mar 2026 09:00:00 GMT</lastBuildDate>") -> bytes:
    return b"<rss><channel><title>Harbour</title>" + built + b"".join(items) + b"</channel></rss>"


def answer(body: bytes, *, status: int = 200, hour: int = 0) -> Capture:
    at = MONDAY + timedelta(hours=hour)
    return Capture(
        url=FEED,
        final_url=FEED,
        fetched_at=at,
        status=status,
        headers=(("Content-Type", "text/xml"),),
        body=body,
        digest=digest_of(body),
        kind="channel",
    )


def kept(db: Database, run: Run, outlet: Outlet, *answers: Capture) -> list[bool]:
    with db.atomic():
        return [listen.keep_answer(db, run.id, outlet, capture) is not None for capture in answers]


def test_only_what_is_new_is_kept(db: Database, run: Run, outlet: Outlet) -> None:
    built = b"<lastBuildDate>Mon, 02 Mar 2026 10:00:00 GMT</lastBuildDate>"
    told = kept(
        db,
        run,
        outlet,
        answer(feed(ONE)),
        answer(feed(ONE), hour=1),
        answer(feed(ONE, built=built), hour=2),
        answer(feed(TWO, ONE), hour=3),
        answer(b"later", status=503, hour=4),
        answer(b"later, number 77", status=503, hour=5),
        answer(feed(TWO, ONE), hour=6),
    )
    assert told == [True, False, False, True, True, False, True]
    assert db.value("select count(*) from payloads") == 3
    assert list(verify(db)) == []


def test_flipped_kind_breaks_the_chain(db: Database, run: Run, outlet: Outlet) -> None:
    kept(db, run, outlet, answer(feed(ONE)))
    db.conn.execute("update captures set kind = 'page'")
    assert [fault for fault in verify(db) if "does not fit the hash chain" in fault]


def test_body_that_is_too_large_is_told(
    db: Database, run: Run, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "LARGEST", 100)
    assert kept(db, run, outlet, answer(feed(ONE, TWO))) == [False]
    assert "are more than the 100" in db.value("select unkept from channels")
    assert kept(db, run, outlet, answer(b"<rss/>")) == [True]
    assert db.value("select unkept from channels") is None


def test_channels_are_never_read_as_articles(db: Database, run: Run, outlet: Outlet) -> None:
    kept(db, run, outlet, answer(feed(ONE)))

    def none() -> Workers:
        raise AssertionError("nothing is to be read")

    assert catch_up(db, run, {outlet.id: outlet}, workers=none) == {}
    with Workers(1) as workers:
        assert replay(db, run, {outlet.id: outlet}, workers=workers) == {}


def test_channels_and_files_of_hosts_travel_by_warc(db: Database, run: Run, outlet: Outlet, tmp_path: Path) -> None:
    file = tmp_path / "out.warc.gz"
    kinds = ("channel", "tdmrep", "robots")
    answers = [replace(answer(feed(ONE), hour=hour), kind=kind) for hour, kind in enumerate(kinds)]
    with file.open("wb") as out:
        assert len(list(write_warc([(capture, outlet.id) for capture in answers], out, "out"))) == 3
    with Workers(1) as workers:
        now = datetime.now(UTC)
        assert take(db, run, {outlet.id: outlet}, workers, file, read_warc(file), now=now) == {
            "channels": 1,
            "files of hosts": 2,
        }
        assert take(db, run, {outlet.id: outlet}, workers, file, read_warc(file), now=now) == {"known": 3}
    assert tuple(row["kind"] for row in db.rows("select kind from captures order by id")) == kinds
    assert list(verify(db)) == []


def test_takedown_reaches_what_was_listed_and_what_is_listed_later(
    db: Database, run: Run, outlet: Outlet, make_record: Callable[..., Record]
) -> None:
    kept(db, run, outlet, answer(feed(TWO)), answer(feed(TWO, ONE), hour=1))
    with db.atomic():
        store(db, make_record(headline="Marmalade Blocked"))
    run.finish()
    take_down(db, "https://harbour.example/news/1", "a mistaken name", MONDAY)
    again = Run(db, [outlet])
    assert kept(db, again, outlet, answer(feed(ONE), hour=2), answer(feed(TWO), hour=3)) == [True, True]
    again.finish()
    sql = "select encoding from captures join payloads using (digest) where kind = 'channel' order by id"
    assert [row["encoding"] for row in db.rows(sql)] == ["zstd", "removed", "removed", "zstd"]
    db.checkpoint()
    assert b"armalade" not in db.path.read_bytes()
    assert list(verify(db)) == []


def test_merged_channels_keep_kind_and_last_capture(db: Database, run: Run, outlet: Outlet, tmp_path: Path) -> None:
    with Database(tmp_path / "other.db") as other:
        theirs = Run(other, [outlet])
        kept(other, theirs, outlet, answer(feed(ONE)), answer(feed(TWO), hour=1))
        theirs.finish()
    kept(db, run, replace(outlet, id="harbour"), replace(answer(b"<rss/>"), url=f"{FEED}/2", final_url=f"{FEED}/2"))
    with Workers(1) as workers:
        assert merge(db, run, {outlet.id: outlet}, tmp_path / "other.db", workers=workers)["kept"] == 2
    assert db.value("select capture_id from channels where url = ?", [FEED]) == 3
    assert [row["kind"] for row in db.rows("select kind from captures")] == ["channel"] * 3
    assert list(verify(db)) == []
    with pytest.raises(StoreError), Workers(1) as workers:
        merge(db, run, {}, db.path, workers=workers)


def test_channel_that_answers_and_lists_nothing_new_any_more_is_named(db: Database, run: Run, outlet: Outlet) -> None:
    def check(hour: int, body: bytes) -> list[float]:
        now = MONDAY + timedelta(hours=hour)
        with db.atomic():
            listen.keep_answer(db, run.id, outlet, answer(body, hour=hour))
            told = {"status": 200, "headers": {}, "links": 1, "error": None, "whole": True}
            listen.note_reading(db, run.id, outlet, FEED, now, **told)  # type: ignore[arg-type]
        return [row["days_still"] for row in db.rows("select days_still from still_channels")]

    for hour in range(4):
        assert check(hour, feed(ONE, b"<item/>" * hour)) == []
    assert check(24 * 7, feed(ONE, b"<item/>" * 3)) == []
    assert check(24 * 8 + 3, feed(ONE, b"<item/>" * 3)) == [8.0]
    assert check(24 * 9, feed(TWO)) == []
