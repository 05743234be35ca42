"""Archives as earlier schemas left them: two crawls of the bundled newsroom, and a takedown, by the code of that day.

007 also has a merged archive's captures and alerts. What is added to the schema later is held by these files, so
none of them is ever made anew.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.database import SQL, Database
from pipelines.verify import verify
from standoff.cli import main

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FILES = sorted((Path(__file__).parents[1] / "fixtures" / "archives").glob("schema-*.db.zst"))

#: Rows that the code of that day wrote, and that no migration may lose.
_BOTH = {"captures": 26, "payloads": 26, "articles": 25, "revisions": 23, "quotes": 178, "disputes": 5, "takedowns": 1}
ROWS = {"004": _BOTH, "007": {**_BOTH, "origins": 25, "alerts": 6, "alert_deliveries": 6, "channel_counts": 2}}


@pytest.fixture(params=FILES, ids=lambda file: file.name[7:10])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """The schema's number and a fresh copy of its archive."""
    file = tmp_path / "archive.db"
    file.write_bytes(zstd.decompress(request.param.read_bytes()))
    return request.param.name[7:10], file


def counts(db: Database, schema: str) -> dict[str, int]:
    return {table: db.value(f"select count(*) from {table}") for table in ROWS[schema]}


def test_there_is_an_archive_of_every_schema_that_was_released() -> None:
    assert {file.name[7:10] for file in FILES} == ROWS.keys()


def test_old_archive_is_brought_up_whole(old: tuple[str, Path]) -> None:
    schema, file = old
    with Database(file) as db:
        assert counts(db, schema) == ROWS[schema]
        names = [row["name"] for row in db.rows("select name from _sqlite_migrations order by name")]
        assert names == sorted(script.stem for script in (SQL / "schema").glob("*.sql"))
        assert list(verify(db)) == []


def test_every_view_answers_over_an_old_archive(old: tuple[str, Path]) -> None:
    with Database(old[1]) as db:
        views = [row["name"] for row in db.rows("select name from sqlite_master where type = 'view'")]
        assert sorted(views) == sorted(script.stem for script in (SQL / "views").glob("*.sql"))
        for view in views:
            db.rows(f"select * from {view}")
        assert db.value("select count(*) from latest_articles") > 0
        assert db.value("select count(*) from articles_fts where articles_fts match 'telegram OR youtube'") > 0


def test_replay_reads_an_old_archive_again(
    old: tuple[str, Path], capsys: pytest.CaptureFixture[str], look: Callable[[Path], list[tuple[object, ...]]]
) -> None:
    before = look(old[1])
    with pytest.raises(SystemExit) as ended:
        main(["replay", "--dry-run", "--archive", str(old[1])])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("would be: ")
    assert "failed" not in told
    assert look(old[1]) == before
    with pytest.raises(SystemExit) as ended:
        main(["replay", "-q", "--archive", str(old[1])])
    assert ended.value.code == 0
    with Database(old[1], write=False) as db:
        assert list(verify(db)) == []


@pytest.fixture
def look() -> Callable[[Path], list[tuple[object, ...]]]:
    """Reads every version of an archive."""

    def rows(file: Path) -> list[tuple[object, ...]]:
        with Database(file, write=False) as db:
            return [tuple(row) for row in db.rows("select * from revisions order by id")]

    return rows
