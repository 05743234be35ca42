import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.copy import copy_archive
from pipelines.database import Database
from pipelines.publish import EXCERPT, publish_archive
from pipelines.store import store
from pipelines.verify import verify
from pipelines.watch import find_alerts
from standoff.errors import PublishError, StoreError
from standoff.model import Record
from standoff.watches import Watch

LONG = "The ministry spoke first. " * 20 + 'Only the end says marmalade.\n\n"We will appeal," Ana Brel said.'


@pytest.fixture
def archive(db: Database, make_record: Callable[..., Record]) -> Path:
    with db.atomic():
        store(db, make_record(LONG))
    return db.path


def everywhere(file: Path, words: str) -> bool:
    return words.encode() in file.read_bytes()


def test_copy_holds_no_full_text_anywhere(archive: Path, tmp_path: Path) -> None:
    counts = publish_archive(archive, tmp_path / "public", full_text=False)
    file = tmp_path / "public" / "archive.db"
    assert counts["articles"] == counts["revisions"] == counts["quotes"] == 1
    assert not everywhere(file, "marmalade")
    with closing(sqlite3.connect(file)) as copy:
        search = "select count(*) from articles_fts where articles_fts match ?"
        assert copy.execute(search, ["marmalade"]).fetchone() == (0,)
        assert copy.execute(search, ["ministry"]).fetchone() == (1,)
        (text,) = copy.execute("select text from revisions").fetchone()
        assert len(text) <= EXCERPT + 2
        assert copy.execute("select text from quotes").fetchone() == ("We will appeal",)
        assert copy.execute("select sum(length(body)) from payloads").fetchone() == (0,)


@pytest.mark.parametrize("full_text", [True, False])
def test_verify_does_not_call_a_published_copy_forged(archive: Path, tmp_path: Path, full_text: bool) -> None:
    publish_archive(archive, tmp_path / "public", full_text=full_text)
    with Database(tmp_path / "public" / "archive.db", write=False) as copy:
        assert list(verify(copy)) == []


def test_full_text_is_there_when_asked_for(archive: Path, tmp_path: Path) -> None:
    publish_archive(archive, tmp_path / "public", full_text=True)
    with closing(sqlite3.connect(tmp_path / "public" / "archive.db")) as copy:
        assert copy.execute("select text from revisions").fetchone() == (LONG,)
        assert copy.execute("select sum(length(body)) from payloads").fetchone() == (0,)


def test_nothing_of_what_is_watched_for_leaves_the_house(db: Database, archive: Path, tmp_path: Path) -> None:
    watch = Watch(name="quagmire", search="ministry", channels=("desk",))
    find_alerts(db, watch, datetime(2026, 3, 5, tzinfo=UTC), "2026-03-01")
    assert db.value("select count(*) from alert_deliveries") == 1
    publish_archive(archive, tmp_path / "public", full_text=True)
    assert everywhere(archive, "quagmire") or everywhere(archive.with_name("archive.db-wal"), "quagmire")
    assert not everywhere(tmp_path / "public" / "archive.db", "quagmire")


def test_old_copy_is_replaced_at_once_and_no_draft_stays(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    publish_archive(archive, folder, full_text=False)
    first = (folder / "archive.db").stat().st_ino
    publish_archive(archive, folder, full_text=False)
    assert (folder / "archive.db").stat().st_ino != first
    assert [file.name for file in folder.iterdir()] == ["archive.db"]


def test_archive_itself_is_untouched(db: Database, archive: Path, tmp_path: Path) -> None:
    publish_archive(archive, tmp_path / "public", full_text=False)
    assert db.value("select text from revisions") == LONG


def test_folder_that_cannot_be_made_is_named(archive: Path) -> None:
    with pytest.raises(PublishError, match="/proc/public"):
        publish_archive(archive, Path("/proc/public"), full_text=False)


def test_backup_is_whole_while_a_write_is_under_way(db: Database, archive: Path, tmp_path: Path) -> None:
    with db.atomic():
        db.conn.execute("update articles set headline = 'not yet'")
        copy_archive(archive, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("select headline from articles").fetchone() == ("Telegram Blocked",)
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db"]


def test_backup_onto_itself_or_of_nothing_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the archive itself"):
        copy_archive(archive, archive)
    with pytest.raises(StoreError, match="no such archive"):
        copy_archive(tmp_path / "none.db", tmp_path / "copy.db")
