import sqlite3
from pathlib import Path

import pytest

from pipelines.copy import bring_up
from pipelines.database import Database
from pipelines.migrate import SQL, run_script
from standoff.errors import ArchiveBusyError, StoreError


def test_open_makes_strict_tables_and_views(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as db:
        kinds = {row["name"]: row for row in db.rows("pragma table_list") if not row["name"].startswith("sqlite_")}
        own = [name for name, row in kinds.items() if row["type"] == "table" and not name.startswith("_")]
        assert {"articles", "revisions", "quotes", "captures", "payloads", "failures"} <= set(own)
        assert [name for name in own if not kinds[name]["strict"]] == []
        assert db.value("pragma foreign_keys") == 1
        assert db.value("pragma journal_mode") == "wal"
        assert "latest_articles" in {name for name, row in kinds.items() if row["type"] == "view"}


def test_open_twice_changes_nothing(tmp_path: Path) -> None:
    def schema() -> list[tuple[str, ...]]:
        with Database(tmp_path / "a.db") as db:
            return [tuple(row) for row in db.rows("select type, name, sql from sqlite_master order by name")]

    assert schema() == schema()


def test_view_from_an_older_version_is_made_anew(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as db:
        wanted = db.value("select sql from sqlite_master where name = 'latest_articles'")
        db.conn.execute("drop view latest_articles")
        db.conn.execute("create view latest_articles as select 1 as id")
    with Database(tmp_path / "a.db") as db:
        assert db.value("select sql from sqlite_master where name = 'latest_articles'") == wanted


def test_statistics_take_in_what_a_migration_brings(tmp_path: Path) -> None:
    known = "select count(*) from sqlite_stat1 where idx = 'outlets_name'"
    with Database(tmp_path / "a.db") as db:
        db.conn.execute(
            "insert into outlets values ('a', 'A', 'wire', null, '[]', 'https://a.example/', null, 1, null)"
        )
        assert db.value("select count(*) from sqlite_master where name = 'sqlite_stat1'") == 0
        db.conn.execute("analyze")
        db.conn.execute("create index outlets_name on outlets(name)")
        assert db.value(known) == 0
        db.conn.execute("drop view latest_articles")
    with Database(tmp_path / "a.db") as db:
        assert db.value(known) == 1


def test_second_run_is_told_that_the_archive_is_held(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db"), pytest.raises(ArchiveBusyError, match=r"a\.db"):
        Database(tmp_path / "a.db")


def test_reader_needs_no_lock(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db"), Database(tmp_path / "a.db", write=False) as reader:
        assert reader.value("select count(*) from articles") == 0


@pytest.mark.parametrize("write", [True, False])
def test_file_that_is_no_archive_is_refused_and_kept(tmp_path: Path, write: bool) -> None:
    file = tmp_path / "notes.db"
    file.write_bytes(b"these are my notes, not a database, and they are long enough to be read as a header")
    with pytest.raises(StoreError, match=r"notes\.db: is no SQLite archive"):
        Database(file, write=write)
    assert file.read_bytes().startswith(b"these are my notes")


def test_other_database_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.db"
    with sqlite3.connect(file) as other:
        other.execute("create table bookmarks (url text)")
    other.close()
    with pytest.raises(StoreError, match="no archive of standoff"):
        Database(file)


def test_archive_of_a_newer_schema_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with Database(file) as db:
        db.conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('standoff', '999_later', '')"
        )
    with pytest.raises(StoreError, match=r"newer version of standoff.*999_later"):
        Database(file)


@pytest.mark.parametrize("folder", ["/proc", "/sys", "/nowhere/at/all"])
def test_folder_that_cannot_be_written_is_named(folder: str) -> None:
    with pytest.raises(StoreError, match=f"{folder}/a.db: cannot be written here"):
        Database(Path(folder) / "a.db")


def test_reader_brings_an_older_archive_up_in_a_copy_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spare").mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "spare"))
    with Database(tmp_path / "a.db") as db:
        db.conn.execute("drop view latest_articles")
        db.conn.execute("pragma journal_mode = delete")
    before = (tmp_path / "a.db").read_bytes()
    with Database(tmp_path / "a.db", write=False) as reader:
        assert reader.value("select count(*) from latest_articles") == 0
        assert len(list((tmp_path / "spare").iterdir())) == 1
    assert (tmp_path / "a.db").read_bytes() == before
    assert list((tmp_path / "spare").iterdir()) == []
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "none"))
    with pytest.raises(StoreError, match=r"looked at in a copy.*none"):
        Database(tmp_path / "a.db", write=False)
    bring_up(tmp_path / "a.db")
    with Database(tmp_path / "a.db", as_found=True) as reader:
        assert reader.value("select count(*) from latest_articles") == 0


def test_missing_archive_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such archive"):
        Database(tmp_path / "none.db", write=False)
    assert list(tmp_path.iterdir()) == []


def test_atomic_keeps_all_or_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.atomic():
        db.insert("payloads", {"digest": "a", "body": b"", "encoding": "identity", "size": 0})
        with db.atomic():
            db.insert("payloads", {"digest": "b", "body": b"", "encoding": "identity", "size": 0})
        _ = 1 / 0
    assert db.value("select count(*) from payloads") == 0


def test_run_script_wants_whole_statements(db: Database) -> None:
    with pytest.raises(StoreError, match="does not end"):
        run_script(db.conn, "-- intent\nselect 1;\nselect 2")


def test_migrations_that_archives_have_keep_their_names() -> None:
    """A file under another name would have every archive refused as made by a newer version: add files, rename none."""
    names = {file.stem for file in (SQL / "schema").glob("*.sql")}
    assert names >= {"001_captures", "002_articles", "003_search", "004_settling"}


@pytest.mark.parametrize("before", [0, 1])
def test_overwriting_leaves_the_connection_as_it_was(db: Database, before: int) -> None:
    db.conn.execute(f"pragma secure_delete = {before}")
    with pytest.raises(ZeroDivisionError), db.overwriting():
        assert db.value("pragma secure_delete") == 1
        _ = 1 / 0
    assert db.value("pragma secure_delete") == before
