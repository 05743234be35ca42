"""Write ``docs/schema.md``: every table and view with its columns, as ``metadata.yml`` and the schema have them.

Run as ``python reading_room/describe.py`` from the checkout; a test fails while the page is out of date.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "schema.md"

OPENING = """# The archive, table by table

One SQLite file. Times are UTC, ISO 8601 with `Z`; days are ISO days. Offsets count characters (code points) of
`revisions.text`, the end not included. Lists and objects are JSON. Start with the views: their columns are named the
same everywhere, and every row that tells of words says where they stand (`article_id`, `revision_id`, `start`, `end`).

This page is made from `metadata.yml` and the schema by `python reading_room/describe.py`.
"""


def empty_archive() -> sqlite3.Connection:
    """An archive without rows, in memory, with all tables and views."""
    conn = sqlite3.connect(":memory:")
    for folder in ("schema", "views"):
        for script in sorted((ROOT / "pipelines" / "sql" / folder).glob("*.sql")):
            conn.executescript(script.read_text("utf-8"))
    return conn


def schema_page(conn: sqlite3.Connection, described: Mapping[str, Any]) -> str:
    """The page in Markdown: views first, then tables, then machinery in one list."""
    kinds = dict(conn.execute("select name, type from sqlite_master where type in ('table', 'view')").fetchall())
    # Captures are hidden and closed in Datasette, but whoever holds the file may rely on their table.
    shown = {name: table for name, table in described.items() if not table.get("hidden") or "allow" in table}
    lines = [OPENING, "## Views", ""]
    for name in (name for name in shown if kinds.get(name) == "view"):
        lines.extend(_view(conn, name, shown[name]))
    lines.extend(["## Tables", ""])
    for name in (name for name in shown if kinds.get(name) == "table"):
        lines.extend(_table(conn, name, shown[name]))
    lines.extend(["## Machinery", "", "Hidden in Datasette, and no part of what an analyst may rely on.", ""])
    lines.extend(f"- `{name}`: {table['description']}" for name, table in described.items() if name not in shown)
    return "\n".join(lines) + "\n"


def _view(conn: sqlite3.Connection, name: str, view: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### {name}", "", view["description"], "", "| column | meaning |", "| --- | --- |")
    for (column,) in conn.execute("select name from pragma_table_xinfo(?)", [name]):
        yield f"| `{column}` | {_meaning(view, column)} |"
    yield ""


def _table(conn: sqlite3.Connection, name: str, table: Mapping[str, Any]) -> Iterator[str]:
    columns = conn.execute('select name, type, "notnull", pk from pragma_table_xinfo(?)', [name]).fetchall()
    targets = dict(conn.execute('select "from", "table" from pragma_foreign_key_list(?)', [name]).fetchall())
    yield from (f"### {name}", "", table["description"], "", "| column | type | meaning |", "| --- | --- | --- |")
    for column, kind, needed, key in columns:
        marks = [kind.lower()]
        marks += ["key"] if key else []
        marks += [f"→ [{targets[column]}](#{targets[column]})"] if column in targets else []
        marks += [] if needed or key else ["may be null"]
        yield f"| `{column}` | {', '.join(marks)} | {_meaning(table, column)} |"
    yield ""


def _meaning(described: Mapping[str, Any], column: str) -> str:
    return str(described["columns"][column]).replace("|", "\\|")


def main() -> None:
    """Write the page."""
    described = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["archive"]["tables"]
    PAGE.write_text(schema_page(empty_archive(), described), "utf-8")


if __name__ == "__main__":
    main()
