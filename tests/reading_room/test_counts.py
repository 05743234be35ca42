"""Statements that are asked in another way give the same rows, and Datasette still asks them as they are known."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.utils import escape_fts

ROOT = Path(__file__).resolve().parents[2]
SEARCH = "id in (select rowid from {0}_fts where {0}_fts match escape_fts(:search))"
OLDER = "(id < :p8 or id is null or (id = :p8 and ((id > :p9))))"
VALUES = {
    "p0": "lantern",
    "p1": "en",
    "p2": "1",
    "p3": "denies",
    "p4": "direct",
    "p5": "denial",
    "p6": "first",
    "p7": "accuses",
}
VALUES |= {"p10": "government", "p11": "copy", "p8": "5", "p9": "5", "search": "telegram"}
WHERES = {
    "articles": ["", '"outlet" = :p0', '"language" = :p1 and "relevant" = :p2', SEARCH.format("articles")],
    "latest_articles": ["", '"outlet" = :p0 and "relevant" = :p2'],
    "articles_text": [""],
    "revisions": ["", '"change" = :p6'],
    "article_history": ["", '"change" = :p6'],
    "quotes": ["", '"stance" = :p3', '"kind" = :p4 and "stance" = :p3', SEARCH.format("quotes")],
    "quotes_by_speaker": ["", '"stance" = :p3'],
    "quotes_fts": [""],
    "dispute_timeline": ["", '"side" = :p10'],
    "wire_reprints": ["", '"relation" = :p11'],
    "claims_and_denials": ["", '"position" = :p5 and "kind" = :p4'],
}
WHERES["articles"].append(f'"outlet" = :p0 and {SEARCH.format("articles")}')
FACETS = {
    "articles": ("outlet", "language", "status", "page_type", "relevant"),
    "latest_articles": ("outlet", "language", "status"),
    "revisions": ("change",),
    "quotes": ("kind", "stance"),
    "quotes_by_speaker": ("stance",),
    "claims_and_denials": ("position", "stance"),
    "dispute_timeline": ("side", "action", "precision"),
    "wire_reprints": ("wire", "relation"),
}


@pytest.fixture(scope="module")
def counts(plugin: Callable[[str], ModuleType]) -> Any:
    return plugin("counts")


@pytest.fixture
def asked(db: sqlite3.Connection) -> Callable[[str], list[tuple[Any, ...]]]:
    db.create_function("escape_fts", 1, escape_fts)
    return lambda sql: [tuple(row) for row in db.execute(sql, VALUES)]


def _count(name: str, where: str) -> str:
    return f"select count(*) from {name} {f'where {where} ' if where else ''}"


def _facet(name: str, column: str, where: str = "") -> str:
    listed = f"select id, [end], {column} from {name} {f'where {where} ' if where else ''}"
    if name != "quotes":
        listed = listed.replace("id, [end], ", "")
    return f"""
        select {column} as value, count(*) as count from (
            {listed}
        )
        where {column} is not null
        group by {column} order by count desc, value limit 11
    """


def _rows(name: str, where: str, order: str = "id desc", limit: int = 3) -> str:
    shown = "headline" if name == "articles" else "text"
    return f"select id, {shown} from {name} where {where} order by {order} limit {limit}"


@pytest.mark.parametrize(("name", "where"), [(name, where) for name in WHERES for where in WHERES[name]])
def test_counts_are_those_of_the_rows(counts: Any, asked: Any, name: str, where: str) -> None:
    sql = _count(name, where)
    cheaper = counts.cheaper(sql)
    assert cheaper != sql
    assert not re.search(rf"count\(\*\) from {name} ", cheaper + " ") or name.endswith("_fts")
    assert asked(cheaper) == asked(sql)
    assert asked(sql)[0][0] > 0


@pytest.mark.parametrize(("name", "column"), [(name, column) for name in FACETS for column in FACETS[name]])
@pytest.mark.parametrize("place", [0, 1])
def test_facets_are_those_of_the_rows(counts: Any, asked: Any, name: str, column: str, place: int) -> None:
    sql = _facet(name, column, WHERES[name][place])
    cheaper = counts.cheaper(sql)
    assert "from ( select" not in " ".join(cheaper.split())
    assert asked(cheaper) == asked(sql) != []


def test_facets_of_a_later_page_are_those_of_the_whole_list(counts: Any, asked: Any) -> None:
    later = _facet("articles", "outlet", f'"language" = :p1 and {OLDER}')
    assert asked(counts.cheaper(later)) == asked(_facet("articles", "outlet", '"language" = :p1'))


@pytest.mark.parametrize("name", ["articles", "quotes"])
@pytest.mark.parametrize(
    "where", ["{search}", "{search} and {older}", "{older}", "{filter} and {search}", "{filter} and {older}"]
)
def test_the_newest_rows_are_the_same_rows(counts: Any, asked: Any, name: str, where: str) -> None:
    chosen = '"outlet" = :p0' if name == "articles" else '"stance" = :p7'
    where = where.format(search=SEARCH.format(name), older=OLDER, filter=chosen)
    sql = _rows(name, where, "id desc, id" if OLDER in where else "id desc")
    assert counts.cheaper(sql) != sql
    assert asked(counts.cheaper(sql)) == asked(sql) != []


@pytest.mark.parametrize("name", ["articles", "quotes"])
def test_a_search_is_walked_from_its_newest_hit(counts: Any, asked: Any, name: str) -> None:
    plan = [row[3] for row in asked(f"explain query plan {counts.cheaper(_rows(name, SEARCH.format(name)))}")]
    assert len(plan) == 2
    assert plan[0].startswith(f"SCAN {name}_fts VIRTUAL TABLE INDEX")
    assert plan[1].startswith(f"SEARCH {name} USING INTEGER PRIMARY KEY")


@pytest.mark.parametrize(
    "sql",
    [
        _count("articles", '"headline" = :p0'),
        _count("articles", '"outlet" = :p0 or 1'),
        _count("articles", '"outlet" like :p0'),
        _count("articles", SEARCH.format("quotes")),
        _count("failures", ""),
        _facet("articles", "section"),
        _facet("articles", "outlet", '"outlet" = :p0 and published_at > 1'),
        _facet("articles", "outlet", SEARCH.format("articles")),
        _rows("articles", '"outlet" = :p0'),
        _rows("articles", SEARCH.format("articles"), "published_at desc"),
        "select count(*) from articles, quotes",
        "select * from articles",
    ],
)
def test_other_statements_stay_as_they_are(counts: Any, sql: str) -> None:
    assert counts.cheaper(sql) == sql


@pytest.mark.parametrize("name", ["payloads", "[articles_fts_data]", "quotes_fts_docsize"])
def test_parts_of_an_index_are_not_counted(counts: Any, name: str) -> None:
    assert counts.cheaper(f"select count(*) from {name} ") is None


def test_facets_of_a_search_are_tried_where_it_finds_few(counts: Any, asked: Any) -> None:
    before, most = counts.size_before(_facet("articles", "outlet", SEARCH.format("articles")))
    assert asked(before) == asked(_count("articles", SEARCH.format("articles")))
    assert f"limit {most + 1}" in before
    assert counts.size_before(_facet("articles", "outlet")) is None


@pytest.mark.parametrize("sql", [_count("claims_and_answers", ""), _facet("claims_and_answers", "response")])
def test_answers_are_counted_where_there_are_few(counts: Any, asked: Any, sql: str) -> None:
    before, _ = counts.size_before(sql)
    assert asked(before) == asked("select count(*) from claims_and_denials")
    assert counts.size_before(_count("claims_and_answers", '"dispute" = :p0')) is None


@pytest.fixture(scope="module")
def datasette(archive: Path) -> Datasette:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
    return Datasette(
        [str(archive)],
        metadata=metadata,
        plugins_dir=str(ROOT / "reading_room" / "plugins"),
        template_dir=str(ROOT / "reading_room" / "templates"),
        settings={"suggest_facets": False},
    )


@pytest.mark.parametrize(
    ("path", "slow"),
    [
        ("/archive/articles?_facet=status&_size=2", r"count\(\*\).* from articles\b"),
        ("/archive/articles?outlet=lantern&_size=2&_sort_desc=id", r"count\(\*\).* from articles\b"),
        ("/archive/articles?_size=2&_next=6,6&_sort_desc=id", r"id is null"),
        ("/archive/articles?_search=telegram&_nofacet=1", r"\bid in \(select rowid"),
        ("/archive/quotes?_search=letter&_nofacet=1", r"\bid in \(select rowid"),
        ("/archive/quotes?stance=denies", r"count\(\*\).* from quotes\b"),
        ("/archive/quotes_by_speaker?stance=denies", r"count\(\*\).* from quotes_by_speaker"),
        ("/archive/claims_and_denials", r"count\(\*\).* from claims_and_denials"),
        ("/archive/article_history", r"count\(\*\).* from article_history"),
        ("/archive", r"count\(\*\).* from \[?(articles|quotes|revisions|payloads|\w+_fts\w*)\b"),
    ],
)
def test_datasette_asks_what_is_known(
    datasette: Datasette, monkeypatch: pytest.MonkeyPatch, path: str, slow: str
) -> None:
    run, statements = Database.execute, []

    async def noted(self: Database, sql: str, *args: Any, **kwargs: Any) -> Any:
        statements.append(" ".join(sql.split()))
        return await run(self, sql, *args, **kwargs)

    monkeypatch.setattr(Database, "execute", noted)
    answer = asyncio.run(datasette.client.get(path))
    assert answer.status_code == 200, answer.text
    assert len(statements) > 5
    assert [sql for sql in statements if re.search(slow, sql)] == []


def test_facets_over_too_many_hits_are_left_out(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(datasette.invoke_startup())
    names = pm.get_plugin("counts.py").size_before.__globals__
    path = "/archive/articles.json?_search=telegram"
    shown = asyncio.run(datasette.client.get(path)).json()
    assert set(shown["facet_results"]) == {"outlet", "language", "status"}
    monkeypatch.setitem(names, "MOST_FACETED", 1)
    shown = asyncio.run(datasette.client.get(path)).json()
    assert shown["facet_results"] == {}
    page = asyncio.run(datasette.client.get(path.replace(".json", "")))
    assert re.search(r"timed out: outlet, language, status", page.text)
    assert shown["filtered_table_rows_count"] == len(shown["rows"]) > 1


def test_rules_of_tables_are_read_once_and_stay_the_same(datasette: Datasette) -> None:
    asyncio.run(datasette.invoke_startup())
    kept = datasette._table_permission_allows
    tables = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["archive"]["tables"]
    for name in tables:
        assert kept("archive", name) == Datasette._table_permission_allows(datasette, "archive", name)
    assert kept.cache_info().currsize >= len(tables)
    assert kept("archive", "payloads") == [False]
    assert kept("archive", "PAYLOADS") == [False]
