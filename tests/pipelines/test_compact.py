"""Payloads kept against earlier ones come back byte for byte, whatever happens to their neighbours."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines import compact as compacting
from pipelines import press
from pipelines.compact import compact, release_all
from pipelines.database import Database
from pipelines.pack import keep_capture, open_capture
from pipelines.publish import publish_archive
from pipelines.remove import take_down
from pipelines.run import Run
from pipelines.store import store
from pipelines.verify import verify
from standoff.captures import digest_of
from standoff.model import Capture, Outlet, Record

NOW = datetime(2026, 3, 5, tzinfo=UTC)
JOINED = "select captures.*, payloads.body, payloads.encoding from captures join payloads using (digest) order by id"


def _layout(seed: int) -> str:
    draw = random.Random(seed)
    return "".join(f'<div class="c{draw.randrange(10**9)}">{draw.random()}</div>\n' for _ in range(300))


@pytest.fixture
def keep(db: Database, run: Run, outlet: Outlet) -> Callable[..., None]:
    """Keeps a page: the markup of a layout, and words of its own."""
    count = 0

    def kept(number: int, *, layout: int = 1, words: str = "", outlet_id: str = outlet.id) -> None:
        nonlocal count
        count += 1
        url = f"https://harbour.example/news/{number}"
        draw = random.Random(number)
        body = f"{_layout(layout)}<p>{number} {[draw.random() for _ in range(20)]} {words}</p>".encode()
        at = NOW + timedelta(minutes=count)
        capture = Capture(
            url=url, final_url=url, fetched_at=at, status=200, headers=(), body=body, digest=digest_of(body)
        )
        with db.atomic():
            keep_capture(db, capture, outlet_id, run.id)

    return kept


def _bodies(db: Database) -> list[bytes]:
    return [open_capture(db, row).body for row in db.rows(JOINED)]


def _size(db: Database) -> int:
    return int(db.value("select sum(length(body)) from payloads"))


def test_pages_of_an_outlet_take_a_fraction_and_come_back(db: Database, keep: Callable[..., None]) -> None:
    for number in range(40):
        keep(number)
    before, size = _bodies(db), _size(db)
    done = compact(db, NOW)
    assert (done.payloads, done.faults) == (40 - compacting.PAGES, ())
    assert done.after < 0.2 * done.before
    assert _size(db) == size - done.before + done.after
    assert _bodies(db) == before
    assert list(verify(db)) == []
    # A second time there is nothing left to do.
    assert compact(db, NOW).payloads == 0


def test_later_versions_are_kept_against_an_earlier_one(db: Database, keep: Callable[..., None]) -> None:
    for version in range(5):
        keep(1, layout=7, words=f"version {version}")
    before = _bodies(db)
    assert compact(db, NOW).payloads == 4
    assert db.value("select count(*) from prefixed where predecessor is not null") == 4
    assert db.value("select max(length(body)) from payloads join prefixed using (digest)") < 300
    assert _bodies(db) == before


def test_bytes_that_come_again_stay_where_others_hang_on_them(db: Database, keep: Callable[..., None]) -> None:
    for number in range(compacting.PAGES):
        keep(number)
    keep(0)  # in the batch in which its first copy became a page of the prefix, and that prefix whole
    for version, layout in (("a", 1), ("b", 1), ("a", 1), ("c", 5), ("a", 1)):
        keep(100, words=version, layout=layout)
    before = _bodies(db)
    compact(db, NOW)
    keep(0)
    keep(100, words="a")
    assert compact(db, NOW).faults == ()
    assert _bodies(db) == [*before, before[0], before[compacting.PAGES + 1]]
    assert list(verify(db)) == []


def test_another_layout_begins_another_prefix(
    db: Database, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "LOOKED_AT", 6)
    for number in range(30):
        keep(number, layout=1)
    for number in range(30, 60):
        keep(number, layout=2)
    before = _bodies(db)
    compact(db, NOW)
    assert db.value("select count(*) from prefixes") == 2
    assert _bodies(db) == before
    # Pages that come later, in another run, go to the newest prefix.
    keep(60, layout=2)
    assert compact(db, NOW).payloads == 1
    assert db.value("select prefix_id from prefixed join captures using (digest) where captures.id = 61") == 2
    assert list(verify(db)) == []


def test_a_run_that_is_cut_off_goes_on(
    db: Database, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "BATCH", 10)
    for number in range(40):
        keep(number)
    before, pressed = _bodies(db), compacting.press

    def cut(body: bytes, prefix: bytes) -> bytes:
        if b"<p>25 " in body:
            raise KeyboardInterrupt
        return pressed(body, prefix)

    monkeypatch.setattr(compacting, "press", cut)
    with pytest.raises(KeyboardInterrupt):
        compact(db, NOW)
    assert db.value("select count(*) from prefixed") == 20 - compacting.PAGES
    assert list(verify(db)) == []
    monkeypatch.setattr(compacting, "press", pressed)
    assert compact(db, NOW).payloads == 20
    assert _bodies(db) == before


def test_what_others_are_kept_against_cannot_go(db: Database, keep: Callable[..., None]) -> None:
    for number in range(12):
        keep(number)
    keep(11, words="again")
    compact(db, NOW)
    base = db.value("select digest from prefix_pages limit 1")
    earlier = db.value("select predecessor from prefixed where predecessor is not null")
    for digest in (base, earlier):
        for statement in ("delete from payloads where digest = ?", "update payloads set body = x'' where digest = ?"):
            with pytest.raises(Exception, match="other payloads are kept against this one"):
                db.conn.execute(statement, [digest])


def test_a_damaged_page_costs_what_is_kept_against_it_and_nothing_else(
    db: Database, outlet: Outlet, keep: Callable[..., None]
) -> None:
    for number in range(20):
        keep(number)
    Run(db, [replace(outlet, id="wire")])
    for number in range(100, 120):
        keep(number, outlet_id="wire")
    compact(db, NOW)
    whole = _bodies(db)
    for trigger in ("prefix_pages_last", "prefix_pages_stay"):
        db.conn.execute(f"drop trigger {trigger}")
    first = db.row("select captures.id, digest from prefix_pages join captures using (digest) order by captures.id")
    assert first is not None
    db.conn.execute("update payloads set body = substr(body, 1, 100) where digest = ?", [first["digest"]])
    press._remembered.clear()  # as a process that opens the archive now
    faults = list(verify(db))
    damaged = {int(fault.split()[1].rstrip(":")) for fault in faults if fault.startswith("capture ")}
    pressed = db.rows("select captures.id from prefixed join captures using (digest) where prefix_id = 1")
    assert damaged == {first["id"], *(row["id"] for row in pressed)}
    assert len(damaged) == 13
    rest = [row for row in db.rows(JOINED) if row["id"] not in damaged]
    assert [open_capture(db, row).body for row in rest] == [whole[row["id"] - 1] for row in rest]
    # A damaged page is named by the next compaction, which goes on with the others.
    keep(200, outlet_id="wire")
    assert compact(db, NOW).payloads == 1


def test_a_damaged_payload_is_left_alone(db: Database, keep: Callable[..., None]) -> None:
    for number in range(12):
        keep(number)
    bad = db.value("select digest from captures where id = 10")
    db.conn.execute("update payloads set body = substr(body, 1, 50) where digest = ?", [bad])
    done = compact(db, NOW)
    assert done.payloads == 3
    assert [fault.split(":")[1] for fault in done.faults] == [bad.split(":")[1]]


def test_plain_gives_every_payload_its_own_form_back(db: Database, keep: Callable[..., None]) -> None:
    for number in range(20):
        keep(number)
        keep(number, words="again")
    plain = {row["digest"]: row["body"] for row in db.rows("select * from payloads")}
    compact(db, NOW)
    assert release_all(db) == 40 - compacting.PAGES
    assert {row["digest"]: row["body"] for row in db.rows("select * from payloads")} == plain
    assert not any(db.value(f"select count(*) from {name}") for name in ("prefixed", "prefixes", "prefix_pages"))
    assert compact(db, NOW).payloads == 40 - compacting.PAGES


@pytest.mark.parametrize("number", [1, 10], ids=["a page of the prefix", "a page kept against it"])
def test_a_takedown_takes_the_bytes_and_leaves_the_rest(
    db: Database, run: Run, keep: Callable[..., None], make_record: Callable[..., Record], number: int
) -> None:
    with db.atomic():
        store(db, make_record(number=1))
    for other in range(2, 30):
        keep(other, words=f"word{other}")
        keep(other, words=f"word{other} again")
    with db.atomic():
        store(db, make_record(number=10, text="Nothing stays of this."))
    before = {row["id"]: open_capture(db, row).body for row in db.rows(JOINED)}
    compact(db, NOW)
    url = f"https://harbour.example/news/{number}"
    take_down(db, url, "names a minor", NOW)
    gone = {row["id"] for row in db.rows("select id from captures where url = ?", [url])}
    assert gone
    for row in db.rows(JOINED):
        if row["id"] in gone:
            assert (row["encoding"], row["body"]) == ("removed", b"")
        else:
            assert open_capture(db, row).body == before[row["id"]]
    assert list(verify(db)) == []


def test_a_published_copy_holds_no_bytes(db: Database, keep: Callable[..., None], tmp_path: Path) -> None:
    for number in range(20):
        keep(number)
    compact(db, NOW)
    publish_archive(db.path, tmp_path / "public", full_text=True)
    with Database(tmp_path / "public" / "archive.db", as_found=True) as copy:
        assert _size(copy) == 0
        assert copy.value("select count(*) from prefixed") == 0
        assert list(verify(copy)) == []
