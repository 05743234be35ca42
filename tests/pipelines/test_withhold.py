"""Texts that a policy does not keep, on their way through replay, merge and takedown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.database import Database
from pipelines.merge import merge
from pipelines.remove import take_down
from pipelines.replay import replay
from pipelines.run import Run
from pipelines.store import store
from pipelines.verify import verify
from pipelines.work import Workers
from standoff.model import Outlet, Policy, Record
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
