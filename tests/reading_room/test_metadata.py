"""The metadata says something of everything that is there, and names nothing that is not."""

import importlib.util
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

SHADOWS = re.compile(r"_fts_(data|idx|docsize|config)$|^sqlite_")
LAST_ROW = re.compile(r"[Aa]t most [\d,]+ rows|newest \d+ crawls")


def _columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    names = [row["name"] for row in db.execute("select name from sqlite_master where type in ('table', 'view')")]
    shown = (name for name in names if not SHADOWS.search(name))
    return {
        name: [row["name"] for row in db.execute(f'select name from pragma_table_xinfo("{name}")')] for name in shown
    }


def test_every_table_and_view_is_described(db: sqlite3.Connection, metadata: dict[str, Any]) -> None:
    tables = metadata["tables"]
    missing = [name for name in _columns(db) if not tables.get(name, {}).get("description")]
    assert missing == []
    # This table comes with the migrations; the archive of the tests is made without them.
    assert [name for name in tables if name not in {*_columns(db), "_sqlite_migrations"}] == []


def test_every_column_is_described(db: sqlite3.Connection, metadata: dict[str, Any]) -> None:
    for name, columns in _columns(db).items():
        if name.endswith("_fts"):
            continue
        described = metadata["tables"][name]["columns"]
        assert sorted(described) == sorted(columns), name
        assert all(isinstance(said, str) and said for said in described.values()), name


def test_every_table_repeats_source_and_licence(metadata: dict[str, Any]) -> None:
    for name, table in metadata["tables"].items():
        assert {"source", "license", "license_url"} <= table.keys(), name


def test_named_columns_are_there(db: sqlite3.Connection, metadata: dict[str, Any]) -> None:
    columns = _columns(db)
    for name, table in metadata["tables"].items():
        named = [*table.get("facets", ()), *table.get("sortable_columns", ())]
        named += [table[key] for key in ("sort", "sort_desc", "label_column") if key in table]
        assert [column for column in named if column not in columns.get(name, ())] == [], name
        if "sortable_columns" in table and {"sort", "sort_desc"} & table.keys():
            assert table.get("sort", table.get("sort_desc")) in table["sortable_columns"], name


def test_machinery_is_hidden_and_captures_are_closed(metadata: dict[str, Any]) -> None:
    tables = metadata["tables"]
    assert tables["payloads"]["allow"] is False
    for name in ("payloads", "fingerprints", "articles_fts", "quotes_fts", "_sqlite_migrations"):
        assert tables[name]["hidden"] is True


def test_queries_are_described_and_say_where_they_end(metadata: dict[str, Any]) -> None:
    queries = metadata["queries"]
    assert len(queries) >= 8
    for name, query in queries.items():
        assert query["title"], name
        assert LAST_ROW.search(query["description"]), name
        limit = re.search(r"limit (\d+)\s*$", query["sql"])
        assert limit, name
        stated = re.search(r"at most ([\d,]+) rows", query["description"], re.IGNORECASE)
        if stated:
            assert stated[1].replace(",", "") == limit[1], name
        assert query.get("params", []) == list(dict.fromkeys(re.findall(r":(\w+)", query["sql"]))), name
        assert name not in metadata["tables"], name


def test_empty_parameters_are_spoken_of(metadata: dict[str, Any]) -> None:
    for name, query in metadata["queries"].items():
        if query.get("params"):
            assert re.search("empty", query["description"]), name


def test_metadata_uses_no_units(metadata: dict[str, Any]) -> None:
    # One unknown unit breaks every page of its table.
    assert "units" not in yaml.safe_dump(metadata)


@pytest.mark.parametrize("name", ["latest_articles", "article_history", "quotes_by_speaker", "claims_and_denials"])
def test_contract_views_are_there(db: sqlite3.Connection, name: str) -> None:
    assert db.execute("select 1 from sqlite_master where type = 'view' and name = ?", [name]).fetchone()


def test_the_schema_page_is_up_to_date(metadata: dict[str, Any]) -> None:
    root = Path(__file__).resolve().parents[2]
    spec = importlib.util.spec_from_file_location("reading_room_describe", root / "reading_room" / "describe.py")
    assert spec
    assert spec.loader
    describe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(describe)
    page = (root / "docs" / "schema.md").read_text("utf-8")
    assert page == describe.schema_page(describe.empty_archive(), metadata["tables"]), (
        "run python reading_room/describe.py"
    )
