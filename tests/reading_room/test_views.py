"""The views and the worked questions: what they give, and that they walk no table of texts to give it."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
VIEWS = sorted((ROOT / "pipelines" / "sql" / "views").glob("*.sql"))
PAGE_QUERIES = sorted((ROOT / "reading_room" / "sql").glob("*/*.sql"))
WALKED = re.compile(r"^SCAN (articles|revisions|quotes|captures|payloads)$")


@pytest.fixture
def bare() -> Iterator[sqlite3.Connection]:
    """An archive without rows and without statistics: plans as they are made for any archive."""
    conn = sqlite3.connect(":memory:")
    conn.create_function("escape_fts", 1, str)
    for folder in ("schema", "views"):
        for script in sorted((ROOT / "pipelines" / "sql" / folder).glob("*.sql")):
            conn.executescript(script.read_text("utf-8"))
    yield conn
    conn.close()


def _plan(conn: sqlite3.Connection, sql: str) -> list[str]:
    values = dict.fromkeys(re.findall(r":(\w+)", sql), "1")
    return [row[3] for row in conn.execute(f"explain query plan {sql}", values)]


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_view_files_hold_one_view_and_its_intent(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert re.match(r"-- \w+", lines[0])
    assert lines[1] == f"create view {path.stem} as"
    assert sum(line.startswith("create ") for line in lines) == 1


@pytest.mark.parametrize("path", [path for path in VIEWS if path.stem != "articles_text"], ids=lambda path: path.stem)
def test_views_list_without_walking_a_table(bare: sqlite3.Connection, metadata: dict[str, Any], path: Path) -> None:
    order = metadata["tables"][path.stem].get("sort_desc")
    plan = _plan(bare, f"select * from {path.stem} {f'order by {order} desc' if order else ''} limit 51")
    # Newest quotes first is the order of their own rows: that walk ends after a page.
    allowed = {"SCAN quotes"} if path.stem == "quotes_by_speaker" else set()
    assert [step for step in plan if WALKED.match(step) and step not in allowed] == []
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan[:2]


@pytest.mark.parametrize("name", ["latest_articles", "article_history", "quotes_by_speaker", "claims_and_denials"])
def test_large_views_are_counted_without_making_their_rows(bare: sqlite3.Connection, name: str) -> None:
    # An ordered view cannot be flattened into its count: each of its rows is made, subqueries and all.
    plan = _plan(bare, f"select count(*) from {name}")
    assert [step for step in plan if "SUBQUERY" in step or "CO-ROUTINE" in step or "B-TREE" in step] == []


@pytest.mark.parametrize(
    ("name", "column"),
    [("latest_articles", "published_at"), ("article_history", "captured_at"), ("quotes_by_speaker", "quote_id")],
)
def test_large_views_are_shown_newest_first(room: httpx.Client, name: str, column: str) -> None:
    shown = [row[column] for row in room.get(f"/archive/{name}.json?_shape=array").json()]
    assert len(shown) > 5
    assert shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("path", PAGE_QUERIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pages_walk_no_table(bare: sqlite3.Connection, path: Path) -> None:
    assert path.read_text("utf-8").startswith("-- ")
    assert [step for step in _plan(bare, path.read_text("utf-8")) if WALKED.match(step)] == []


def test_questions_walk_no_table(bare: sqlite3.Connection, metadata: dict[str, Any]) -> None:
    for name, query in metadata["queries"].items():
        assert [step for step in _plan(bare, query["sql"]) if WALKED.match(step)] == [], name


def test_lists_of_views_read_no_text(bare: sqlite3.Connection) -> None:
    for path in VIEWS:
        script = path.read_text("utf-8")
        if path.stem != "articles_text":
            assert "revisions.text\n" not in script
            assert "revisions.text," not in script


def test_latest_articles_leave_out_pages_that_show_nothing(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "select article_id, page_type, platforms from latest_articles order by published_at desc"
    ).fetchall()
    assert [row["article_id"] for row in rows] == [4, 1, 3, 2, 5, 8, 6]
    assert {row["page_type"] for row in rows} == {"article", "video"}
    assert rows[1]["platforms"] == "Telegram"


def test_article_history_counts_versions(db: sqlite3.Connection) -> None:
    rows = db.execute("select * from article_history where article_id = 1 order by version").fetchall()
    assert [(row["version"], row["change"], row["is_current"]) for row in rows] == [(1, "first", 0), (2, "edit", 1)]
    assert rows[1]["headline_before"] == rows[0]["headline"] != rows[1]["headline"]
    assert rows[1]["capture_digest"].startswith("sha256:")


def test_statements_are_pinned_to_their_words(db: sqlite3.Connection) -> None:
    rows = db.execute("select * from claims_and_denials").fetchall()
    assert {row["position"] for row in rows} == {"claim", "denial", "no comment"}
    for row in rows:
        text = db.execute("select text from revisions where id = ?", [row["revision_id"]]).fetchone()[0]
        assert text[row["start"] : row["end"]] == row["statement"]
    silent = [row for row in rows if row["stance"] == "declines_to_comment"]
    assert [row["position"] for row in silent] == ["no comment"]


def test_a_day_is_the_day_said_or_the_day_printed(db: sqlite3.Connection) -> None:
    days = db.execute("select said_on, day, published_at, speaker_kind from claims_and_denials where dispute_id = 1")
    for row in days.fetchall():
        assert row["day"] == (row["said_on"] or row["published_at"][:10])
    kinds = db.execute("select speaker_kind from claims_and_denials where speaker = 'Anton Reva' and article_id = 1")
    assert {row["speaker_kind"] for row in kinds} == {"platform"}


ONE_STATEMENT = """
insert into statements values (1, 'Liis Tamm', 'government', 'asserts', '2026-11-16', 'We wrote', 2, 2, 1);
insert into statements values (2, 'Anton Reva', 'platform', 'denies', '2026-11-17', 'No letter', 1, 1, 1);
insert into statement_quotes
select quotes.id, 1, 4 from quotes join articles on articles.revision_id = quotes.revision_id where articles.id = 4;
insert into statement_quotes values (2, 1, 1), (4, 2, 1);
insert or ignore into dispute_articles(dispute_id, article_id, reason) values (1, 1, 'r'), (1, 4, 'r'), (2, 4, 'r');
"""


def test_a_statement_stands_once_in_a_dispute_under_its_first_telling(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(archive.read_bytes())
    with sqlite3.connect(path) as conn:
        conn.executescript(ONE_STATEMENT)
        rows = "select dispute_id, claim_article_id, claim_id, response from claims_and_answers"
        told = conn.execute("select article_id from statement_quotes where statement_id = 1").fetchall()
        assert len(told) == 2
        later = conn.execute("select max(quote_id) from statement_quotes where statement_id = 1").fetchone()[0]
        # Dispute 2 holds the later article only, and comes first as the newer one.
        expected = [(2, 4, later, "no response yet"), (1, 1, 2, "no response yet")]
        assert conn.execute(rows).fetchall() == expected
        conn.execute(f"insert into claim_answers values (1, {later}, 4, 'denies', 24.0, 0.9, 'fixture')")
        assert conn.execute(rows).fetchall() == [expected[0], (1, 4, later, "denies")]
    conn.close()


def test_timeline_runs_by_day_with_evidence(db: sqlite3.Connection) -> None:
    rows = db.execute("select * from dispute_timeline where dispute = 'telegram-estonia'").fetchall()
    assert [row["action"] for row in rows] == ["demand_removal", "denies_claim", "fine"]
    for row in rows:
        text = db.execute("select text from revisions where id = ?", [row["revision_id"]]).fetchone()[0]
        assert text[row["start"] : row["end"]] == row["evidence"]
    assert (rows[2]["amount"], rows[2]["currency"]) == (40000.0, "EUR")


def test_reprints_stand_beside_their_original(db: sqlite3.Connection) -> None:
    (row,) = db.execute("select * from wire_reprints").fetchall()
    assert (row["article_id"], row["original_id"], row["hours_after"]) == (3, 2, 3.5)
    assert row["wire_credits"] is None


def test_outlet_health_counts_silent_days(db: sqlite3.Connection) -> None:
    rows = {row["outlet"]: row for row in db.execute("select * from outlet_health")}
    lantern = rows["lantern"]
    # 14 days up to 19 November with articles on the 10th, 16th, 17th and 18th.
    assert (lantern["last_14_days"], lantern["silent_days_of_14"]) == ("....#.....###.", 10)
    assert (lantern["articles"], lantern["articles_7_days"], lantern["failures_last_crawl"]) == (5, 3, 1)
    assert rows["cable"]["silent_days_of_14"] == 13


def test_outlet_health_of_an_archive_never_crawled(bare: sqlite3.Connection) -> None:
    bare.execute("insert into outlets values ('new', 'New', 'blog', null, '[]', 'https://new.example/', null, 1, null)")
    names = [column[0] for column in bare.execute("select * from outlet_health").description]
    row = dict(zip(names, bare.execute("select * from outlet_health").fetchone(), strict=True))
    assert (row["articles"], row["last_capture_at"], row["last_14_days"]) == (0, None, None)


def test_this_month_is_that_of_the_newest_denial(archive: Path, tmp_path: Path, metadata: dict[str, Any]) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(archive.read_bytes())
    with sqlite3.connect(path) as conn:
        asked = metadata["queries"]["who_denied"]["sql"]
        before = conn.execute(asked, {"month": ""}).fetchall()
        assert before
        conn.execute("update articles set published_at = '2027-03-01T00:00:00Z' where id = 2")
        assert conn.execute(asked, {"month": ""}).fetchall() == before
        conn.execute("delete from claim_answers")
        conn.execute("update quotes set stance = 'asserts'")
        assert conn.execute(asked, {"month": ""}).fetchall() == []
    conn.close()
