from collections.abc import Callable, Iterator

import pytest

from pipelines.database import Database
from pipelines.run import Run
from pipelines.store import store
from pipelines.verify import verify, verify_file
from standoff.errors import StoreError
from standoff.model import Record


@pytest.fixture
def archive(db: Database, run: Run, make_record: Callable[..., Record]) -> Database:
    for number in range(1, 5):
        with db.atomic():
            store(db, make_record(number=number))
    for text in ("The regulator blocked Telegram on Monday.", "On Tuesday it did not."):
        with db.atomic():  # no index holds the words of a version that is no longer the newest
            store(db, make_record(text, number=1))
    run.finish()
    return db


def test_archive_as_written_has_no_fault(archive: Database) -> None:
    assert list(verify(archive)) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("update payloads set body = x'00' where digest = (select digest from captures where id = 2)", "capture 2:"),
        ("update payloads set body = substr(body, 1, 20) where rowid = 3", "capture 3:"),
        ("delete from captures where id = 2", "capture 2: gone"),
        ("delete from captures where id in (2, 3)", "captures 2 to 3: gone"),
        ("delete from captures where id = 6", "crawl 1: ended at the capture"),
        ("update captures set fetched_at = '2020-01-01T00:00:00Z' where id = 3", "capture 3: does not fit"),
        ("update captures set headers = '[]' where id = 1", "capture 1: does not fit"),
        ("delete from payloads where digest = (select digest from captures where id = 1)", "capture 1: its payload"),
        ('update quotes set "start" = "start" + 1 where id = 1', "quote 1: is not what stands"),
        ("delete from quotes_fts_docsize where id = 1", "quotes_fts: holds 3 rows where there are 4"),
        (
            "insert into quotes_fts(quotes_fts, rowid, text, speaker) select 'delete', id, text, speaker from quotes"
            " where id = 1; insert into quotes_fts(rowid, text) values (1, 'Not a word of it.')",
            "quotes_fts: the full-text index is stale",
        ),
        ("update revisions set text = 'Another text.' where id = 2", "articles_fts: the full-text index is stale"),
        ("update revisions set text = replace(text, 'Monday', 'Sunday') where id = 5", "version 5: its words are not"),
        ("update revisions set headline = 'Telegram Blacked' where id = 5", "version 5: its words are not those of"),
        (
            "update revisions set captured_at = '2020-01-01T00:00:00Z' where id = 5",
            "version 5: is of 2020-01-01T00:00:00Z",
        ),
        (
            "insert into dispute_events (article_id, revision_id, side, action, precision, start, end, evidence, rule)"
            " values (1, 1, 'government', 'fine', 'none', 0, 13, 'A regulator', 'test')",
            "act 1: is not what stands at its offsets in version 1",
        ),
        (
            "drop trigger quotes_fts_delete;"
            " create trigger quotes_fts_delete after delete on quotes begin select 1; end",
            "quotes_fts_delete: the trigger is not as the schema makes it",
        ),
        ("update article_counts set articles = articles + 1", "article_counts: does not hold what a full count"),
        ("delete from quote_counts", "quote_counts: does not hold what a full count"),
        ("delete from revisions where id = 2", "points to a row of revisions that is gone"),
    ],
)
def test_damage_is_found_and_named(archive: Database, damage: str, told: str) -> None:
    archive.conn.execute("pragma foreign_keys = off")
    archive.conn.executescript(damage)
    assert [fault for fault in verify(archive) if told in fault]


def test_nothing_is_written_to_the_archive(archive: Database) -> None:
    archive.checkpoint()
    before, changes = archive.path.read_bytes(), archive.conn.total_changes
    assert list(verify(archive)) == []
    assert (archive.path.read_bytes(), archive.conn.total_changes) == (before, changes)


def test_what_a_run_has_not_yet_folded_into_the_file_is_checked_too(archive: Database) -> None:
    """The archive is open, so its newest rows stand in the log beside it."""
    assert archive.path.with_name("archive.db-wal").stat().st_size
    assert (verify_file(archive.path).captures, verify_file(archive.path).faults) == (6, ())
    archive.conn.execute("update captures set status = 500 where id = 4")
    assert [fault for fault in verify_file(archive.path).faults if fault.startswith("capture 4: does not fit")]


def test_a_look_during_which_a_run_began_is_made_again(archive: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.close()
    looks = []

    def begun(db: Database, _: object) -> Iterator[str]:
        looks.append(db)
        if len(looks) == 1:
            with Database(db.path) as other:
                other.conn.execute("update outlets set note = 'a run began'")
        yield from ()

    monkeypatch.setattr("pipelines.verify.verify", begun)
    assert verify_file(archive.path).faults == ()
    assert len(looks) == 2


def test_an_archive_that_is_never_left_alone_is_told(archive: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.close()
    monkeypatch.setattr("pipelines.verify.Database.disturbed", lambda _: True)
    with pytest.raises(StoreError, match="was written to at every look"):
        verify_file(archive.path)
