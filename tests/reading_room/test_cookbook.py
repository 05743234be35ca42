"""Every query of the cookbook runs, and most of them find something in the invented archive."""

import re
import sqlite3
from pathlib import Path

import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sql-cookbook.md").read_text("utf-8")
QUERIES = re.findall(r"\n([^\n]+)\n\n```sql\n(.*?)```", PAGE, re.DOTALL)
ASKED = {"speaker": "Anton Reva", "dispute": "telegram-estonia", "article_id": 1, "since": "2026-01-01"}
#: Questions whose answer the invented archive does not hold.
UNANSWERED = ("later confirmed", "nobody has answered", "date one act differently", "current one has not")


def test_the_cookbook_has_enough_queries() -> None:
    assert len(QUERIES) >= 20
    assert len(QUERIES) == PAGE.count("```sql")


@pytest.mark.parametrize(("title", "sql"), QUERIES, ids=[title[:40] for title, _ in QUERIES])
def test_query_runs(db: sqlite3.Connection, title: str, sql: str) -> None:
    rows = db.execute(sql, ASKED).fetchall()
    assert rows or any(words in title for words in UNANSWERED), title
