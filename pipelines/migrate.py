"""Migrate: the schema files that make an archive, in their order, and the views that are made anew each time."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from standoff.errors import StoreError

SQL = Path(__file__).parent / "sql"
MIGRATION_SET = "standoff"


def apply_migrations(conn: sqlite3.Connection) -> None:
    """Run the schema files that the archive behind *conn* does not have yet, and note them in it."""
    import sqlite_utils  # a third of a second, for an archive that is new or old

    migrations = sqlite_utils.Migrations(MIGRATION_SET)
    for path in sorted((SQL / "schema").glob("*.sql")):
        migrations(name=path.stem)(_applier(path))
    migrations.apply(sqlite_utils.Database(conn))


def _applier(path: Path) -> Any:
    def apply(db: Any) -> None:
        run_script(db.conn, path.read_text("utf-8"))

    return apply


def run_script(conn: sqlite3.Connection, script: str) -> None:
    """Run every statement of *script* inside the open transaction (``executescript`` would commit it first)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""
    if statement.strip() and not statement.lstrip().startswith("--"):
        raise StoreError(f"a statement does not end: {statement.strip()[:60]}")


def empty_archive(schema: Iterable[str]) -> sqlite3.Connection:
    """An archive without rows, in memory, made by the migrations that *schema* names."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    for name in schema:
        run_script(conn, (SQL / "schema" / f"{name}.sql").read_text("utf-8"))
    return conn


def known_migrations() -> set[str]:
    """The names of the schema files."""
    return {path.stem for path in (SQL / "schema").glob("*.sql")}


def view_scripts() -> Iterable[tuple[str, str]]:
    """The name and the statement of every view."""
    for path in sorted((SQL / "views").glob("*.sql")):
        yield path.stem, path.read_text("utf-8")


def bare(sql: str) -> str:
    """A statement without comments, case and spacing."""
    lines = (line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return " ".join(" ".join(lines).lower().split())
