"""Tables and views as CSV and Parquet: every row, of one moment, and nothing half."""

import csv
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.database import Database
from pipelines.store import store
from pipelines.unload import unload
from standoff.errors import PublishError
from standoff.model import Record


@pytest.fixture
def filled(db: Database, make_record: Callable[..., Record]) -> Database:
    for number, headline in enumerate(("Telegram Blocked", '=HYPERLINK("https://evil.example/")', "Minister: no"), 1):
        store(db, make_record(headline=headline, number=number))
    return db


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_unload_writes_every_row_of_every_table_and_view(filled: Database, tmp_path: Path, kind: str) -> None:
    counts = unload(filled, kind, tmp_path / "out")
    assert {"articles", "quotes", "latest_articles", "dispute_timeline"} <= set(counts)
    assert not [name for name in counts if "_fts" in name or name.startswith(("sqlite", "_"))]
    assert {file.name for file in (tmp_path / "out").iterdir()} == {f"{name}.{kind}" for name in counts}
    for name, count in counts.items():
        file = tmp_path / "out" / f"{name}.{kind}"
        found = len(read_csv(file)) if kind == "csv" else pq.read_metadata(file).num_rows
        assert (name, found) == (name, count) == (name, filled.value(f'select count(*) from "{name}"'))


def test_unload_guards_formulas_in_csv_and_leaves_parquet_as_it_is(filled: Database, tmp_path: Path) -> None:
    for kind in ("csv", "parquet"):
        unload(filled, kind, tmp_path, ["articles"])
    printed = [row["headline"] for row in read_csv(tmp_path / "articles.csv")]
    assert printed == ["Telegram Blocked", '\'=HYPERLINK("https://evil.example/")', "Minister: no"]
    table = pq.read_table(tmp_path / "articles.parquet")
    assert table["headline"].to_pylist()[1] == '=HYPERLINK("https://evil.example/")'
    assert (table.schema.field("id").type, table.schema.field("relevance").type) == (pa.int64(), pa.float64())


def test_unload_leaves_the_bytes_of_payloads_out(filled: Database, tmp_path: Path) -> None:
    unload(filled, "parquet", tmp_path, ["payloads"])
    assert pq.read_schema(tmp_path / "payloads.parquet").names == ["digest", "encoding", "size"]


def test_unload_hands_over_what_is_watched_for_only_by_name(filled: Database, tmp_path: Path) -> None:
    day = "2026-11-24T00:00:00Z"
    filled.conn.execute("insert into watches values ('tip', '{}', ?, ?, 0, 0)", [day, day])
    assert not {"watches", "alerts", "alert_deliveries"} & set(unload(filled, "csv", tmp_path / "all"))
    assert unload(filled, "csv", tmp_path / "named", ["watches"]) == {"watches": 1}


def test_unload_of_an_unknown_table_names_it_and_writes_nothing(filled: Database, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"^nosuch: no such table or view; there are .*articles"):
        unload(filled, "csv", tmp_path / "out", ["articles", "nosuch"])
    assert not (tmp_path / "out").exists()


def test_unload_that_fails_leaves_the_older_files(filled: Database, tmp_path: Path) -> None:
    unload(filled, "csv", tmp_path, ["articles"])
    before = (tmp_path / "articles.csv").read_bytes()
    filled.conn.execute("create view broken as select json_extract(headline, '$.x') as x from articles")
    with pytest.raises(Exception, match="malformed JSON"):
        unload(filled, "csv", tmp_path, ["articles", "broken"])
    assert [file.name for file in tmp_path.glob("*.csv")] == ["articles.csv"]
    assert (tmp_path / "articles.csv").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))
