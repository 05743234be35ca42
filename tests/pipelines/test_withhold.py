"""Texts that a policy does not keep, on their way through replay, merge and takedown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.merge import merge
from pipelines.pack import keep_capture
from pipelines.remove import take_down
from pipelines.replay import read_kept, replay
from pipelines.run import Run
from pipelines.store import store
from pipelines.verify import verify
from pipelines.work import Workers
from standoff.captures import digest_of
from standoff.model import Capture, Link, Outlet, Policy, Record
from standoff.policy import obey

STRICT = Policy(tdm="skip")


def withheld(record: Record) -> Record:
    assert record.article is not None
    assert record.reading is not None
    article = obey(replace(record.article, rights={"tdm-reservation": "1"}), STRICT)
    return replace(record, article=article, reading=replace(record.reading, quotes=(), mentions=(), events=()))


def test_bytes_go_the_chain_holds_and_replay_passes_over(
    db: Database, run: Run, outlet: Outlet, make_record: Callable[..., Record]
) -> None:
    with db.atomic():
        assert store(db, withheld(make_record())) == "first"
    assert db.value("select encoding || length(body) from payloads") == "removed0"
    assert db.value("select words || ' ' || action from withheld") == "tdm-reservation: 1 skip"
    with Workers(1) as workers:
        assert replay(db, run, {outlet.id: outlet}, workers=workers) == {}
    assert list(verify(db)) == []


def test_payload_that_vanished_without_a_policy_is_a_fault(db: Database, make_record: Callable[..., Record]) -> None:
    with db.atomic():
        store(db, withheld(make_record()))
    db.conn.execute("delete from withheld")
    assert [fault for fault in verify(db) if "no takedown says why, nor a policy" in fault]


def test_same_bytes_of_a_page_that_reserves_nothing_stay(db: Database, make_record: Callable[..., Record]) -> None:
    first, second = make_record(number=1), make_record(number=2)
    db.conn.execute("update captures set digest = ? where id = 2", [first.capture.digest])
    second = replace(second, capture=replace(second.capture, digest=first.capture.digest))
    with db.atomic():
        store(db, second)
        store(db, withheld(first))
    assert db.value("select encoding from payloads where digest = ?", [first.capture.digest]) == "zstd"


def test_merge_tells_what_it_cannot_make_an_article_of(
    db: Database, run: Run, outlet: Outlet, make_record: Callable[..., Record], tmp_path: Path
) -> None:
    with db.atomic():
        store(db, withheld(make_record()))
    run.finish()
    with Database(tmp_path / "all.db") as target, Workers(1) as workers:
        ours = Run(target, [outlet])
        assert merge(target, ours, {outlet.id: outlet}, db.path, workers=workers)["conflicts"] == 1
        assert "its text was not kept there (tdm: skip)" in target.value("select error from failures")
        assert target.value("select signal from withheld") == "tdm"
        assert list(verify(target)) == []
        assert merge(target, ours, {outlet.id: outlet}, db.path, workers=workers)["conflicts"] == 0


def test_takedown_of_such_a_page_stands(db: Database, run: Run, make_record: Callable[..., Record]) -> None:
    with db.atomic():
        store(db, withheld(make_record(headline="Marmalade Blocked")))
    run.finish()
    take_down(db, "https://harbour.example/news/1", "a mistaken name", datetime(2026, 3, 4, tzinfo=UTC))
    assert db.value("select count(*) from withheld") == 0
    assert list(verify(db)) == []


WORDS = "The regulator of the harbour blocked the messenger on Monday, and boats were late. " * 6
SAID = '<p>"We will appeal against the marmalade order," spokeswoman Ana Brel said on Monday.</p>'
READ = "select change, text from revisions order by id"


@pytest.fixture
def standing(db: Database, run: Run, outlet: Outlet) -> Database:
    """Three versions of a page that reserves mining, kept whole, as an outlet without that policy has them."""
    for day, end in enumerate(
        (SAID, SAID + "<p>The marmalade order is of Monday, and boats were late on all days of it.</p>", SAID)
    ):
        page = f"<html lang=en><meta name=tdm-reservation content=1><body data-n={day}><h1>A day</h1>"
        body = f"{page}<article><p>{WORDS}</p>{end}</article></body></html>".encode()
        url, at = "https://harbour.example/news/1", datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day)
        head, digest = (("Content-Type", "text/html"),), digest_of(body)
        capture = Capture(url=url, final_url=url, fetched_at=at, status=200, headers=head, body=body, digest=digest)
        with db.atomic():
            kept = keep_capture(db, capture, outlet.id, run.id)
        lenient = replace(outlet, policy=Policy(tdm="keep"))
        with Workers(1) as workers:
            read_kept(db, run, workers, Record(outlet=lenient, link=Link(url=url, channel="x"), capture=kept), "test")
    return db


@pytest.mark.parametrize("action", ["excerpt", "skip"])
def test_replay_cuts_what_stands_to_a_stricter_policy(
    standing: Database, run: Run, outlet: Outlet, action: str
) -> None:
    before = standing.rows(READ)
    assert len(before) == 3
    assert standing.value("select count(*) from quotes")
    strict = replace(outlet, policy=Policy(tdm=action))
    with Workers(1) as workers:
        told = replay(standing, None, {outlet.id: strict}, workers=workers)
        assert told["withheld"] == len(before)
        assert [tuple(row) for row in standing.rows(READ)] == [tuple(row) for row in before]
        assert replay(standing, run, {outlet.id: strict}, workers=workers) == told
        after = standing.rows(READ)
        assert [row["change"] for row in after] == [row["change"] for row in before]
        assert {len(row["text"]) <= 280 for row in after} == {True}
        assert standing.value("select count(*) from quotes") == 0
        assert standing.value("select count(*) from withheld") == standing.value("select count(*) from captures")
        assert not standing.value("select count(*) from payloads where encoding != 'removed'")
        run.finish()
        standing.checkpoint()
        assert b"marmalade" not in standing.path.read_bytes()
        assert standing.value("select count(*) from speakers") == 0
        assert list(verify(standing)) == []
        assert replay(standing, Run(standing, []), {outlet.id: strict}, workers=workers) == {}
