"""Archives as earlier schemas left them: two crawls of the bundled newsroom, and a takedown, by the code of that day.

007 also has a merged archive's captures and alerts. What is added to the schema later is held by these files, so
none of them is ever made anew.
"""

import random
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.migrate import SQL
from pipelines.verify import verify, verify_file
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


def test_verify_writes_nothing_into_an_old_archive(old: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    schema, file = old
    before = file.read_bytes()
    with pytest.raises(SystemExit) as ended:
        main(["verify", "--archive", str(file)])
    assert ended.value.code == 0
    assert f"26 captures checked, nothing wrong (schema {schema}_" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    "verb",
    [
        ["status"],
        ["export", "warc", "--to", "pages.warc.gz"],
        ["export", "csv", "--to", "tables"],
        ["backup", "--to", "copy.db"],
        ["publish", "--to", "public"],
        ["disputes", "list"],
    ],
    ids=lambda verb: " ".join(verb[:2]),
)
def test_verbs_that_look_write_nothing_into_an_old_archive(
    old: tuple[str, Path], verb: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was handed over has a digest that others know."""
    monkeypatch.chdir(tmp_path)
    before = old[1].read_bytes()
    with pytest.raises(SystemExit) as ended:
        main([*verb, "--archive", str(old[1])])
    assert ended.value.code == 0
    assert old[1].read_bytes() == before
    assert [file for file in tmp_path.iterdir() if file.name.startswith("archive.db")] == [old[1]]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("update payloads set body = substr(body, 1, length(body) / 2) where rowid = 3", "capture 3: "),
        ("delete from captures where id = 7", "capture 7: gone (the next one is 8"),
        ("delete from captures where id = 26", "crawl 2: ended at the capture with chain"),
        ("update captures set status = 404 where id = 9", "capture 9: does not fit the hash chain"),
        ("drop table absences", "absences: a table of the schema is gone"),
        ("drop index captures_digest", "captures_digest: an index of the schema is gone"),
    ],
)
def test_verify_names_damage_to_an_old_archive(old: tuple[str, Path], damage: str, told: str) -> None:
    with closing(sqlite3.connect(old[1])) as conn, conn:
        conn.execute(damage)
    before = old[1].read_bytes()
    assert [fault for fault in verify_file(old[1]).faults if told in fault]
    assert old[1].read_bytes() == before


def test_verify_finds_a_flipped_bit_wherever_it_is_in_a_payload(old: tuple[str, Path], tmp_path: Path) -> None:
    rng, whole = random.Random(5), old[1].read_bytes()
    with closing(sqlite3.connect(old[1])) as conn:
        bodies = [row[0] for row in conn.execute("select body from payloads where length(body) between 1 and 3000")]
    copy = tmp_path / "flipped.db"
    for body in rng.sample(bodies, 5):
        flipped = bytearray(whole)
        flipped[whole.index(body) + rng.randrange(len(body))] ^= 1 << rng.randrange(8)
        copy.write_bytes(flipped)
        assert [fault for fault in verify_file(copy).faults if fault.startswith("capture ")]


def test_verify_says_what_is_wrong_with_a_file_that_was_torn(old: tuple[str, Path], tmp_path: Path) -> None:
    rng, whole = random.Random(6), old[1].read_bytes()
    copy = tmp_path / "torn.db"
    for _ in range(6):
        torn = bytearray(whole)
        page = rng.randrange(2, len(whole) // 4096) * 4096
        torn[page : page + 4096] = rng.randbytes(4096)
        copy.write_bytes(torn)
        assert verify_file(copy).faults
