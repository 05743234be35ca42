"""Write whole tables and views as files that spreadsheets, pandas and DuckDB read: every row, whatever their number."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.database import Database
from pipelines.query import query
from standoff.errors import PublishError
from standoff.text import guarded

__all__ = ["KINDS", "unload"]

KINDS = ("csv", "parquet")

#: Rows that are held in memory at once.
_ROWS = 5_000

#: What a newsroom watches for is its own affair: a hand-over of everything leaves it out unless it is named.
_OWN = ("alert_deliveries", "alerts", "watches")

_TYPES = {"integer": pa.int64(), "real": pa.float64(), "text": pa.string()}


def unload(db: Database, kind: str, folder: Path, names: Sequence[str] = ()) -> dict[str, int]:
    """Write each of *names* to ``folder/NAME.kind``, all tables and views but those of alerts if none is given.

    Returns the rows by name.

    All files are of one moment of the archive, and stand in the place of older ones only when every one of them is
    written and counted. Columns of bytes (the body of a payload) are left out: ``export warc`` hands those over. Raises
    PublishError for a name that the archive does not hold, and when a file holds another number of rows than its table.
    """
    held = [row[0] for row in db.conn.execute(query("tables_to_export"))]
    if unknown := sorted(set(names) - set(held)):
        raise PublishError(f"{', '.join(unknown)}: no such table or view; there are {', '.join(held)}")
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, Path] = {}
    counts: dict[str, int] = {}
    db.conn.execute("begin")
    try:
        for name in names or [name for name in held if name not in _OWN]:
            file = folder / f"{name}.{kind}"
            written[file] = file.with_name(f".{file.name}.part")
            columns = _columns(db.conn, name)
            rows = _rows(db.conn, name, columns)
            if kind == "csv":
                counts[name] = _write_csv(written[file], list(columns), rows)
            else:
                counts[name] = _write_parquet(written[file], _schema(db.conn, name, columns), rows)
            wanted = db.value(f'select count(*) from "{name}"')
            if counts[name] != wanted:
                raise PublishError(f"{file}: {counts[name]:,} rows were written of {wanted:,}; nothing was replaced")
        for file, part in written.items():
            part.replace(file)
    finally:
        db.conn.execute("rollback")
        for part in written.values():
            part.unlink(missing_ok=True)
    return counts


def _columns(conn: sqlite3.Connection, name: str) -> dict[str, str]:
    """The columns that are written, each with the type it was declared with; what a view works out has none."""
    found = conn.execute("select name, lower(type) from pragma_table_info(?)", [name])
    return {column: declared for column, declared in found if declared != "blob"}


def _schema(conn: sqlite3.Connection, name: str, columns: Mapping[str, str]) -> pa.Schema:
    """The types of *columns*; the values of those without one are looked at, all in one walk."""
    types = {column: _TYPES.get(declared) for column, declared in columns.items()}
    if unknown := [column for column, type_ in types.items() if type_ is None]:
        kinds = ", ".join(f'group_concat(distinct typeof("{column}"))' for column in unknown)
        held = conn.execute(f'select {kinds} from "{name}"').fetchone()
        types |= {column: _type_of(set((found or "").split(","))) for column, found in zip(unknown, held, strict=True)}
    return pa.schema(list(types.items()))


def _type_of(kinds: set[str]) -> pa.DataType:
    """What holds values of SQLite's *kinds*."""
    kinds -= {"null", ""}
    if kinds == {"integer"}:
        return pa.int64()
    return pa.float64() if kinds and kinds <= {"integer", "real"} else pa.string()


def _rows(conn: sqlite3.Connection, name: str, columns: Iterable[str]) -> Iterator[list[tuple[Any, ...]]]:
    chosen = ", ".join(f'"{column}"' for column in columns)
    cursor = conn.execute(f'select {chosen} from "{name}"')
    cursor.row_factory = None
    while rows := cursor.fetchmany(_ROWS):
        yield rows


def _write_csv(file: Path, columns: Sequence[str], parts: Iterator[list[tuple[Any, ...]]]) -> int:
    count = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for rows in parts:
            writer.writerows([guarded(value) for value in row] for row in rows)
            count += len(rows)
    return count


def _write_parquet(file: Path, schema: pa.Schema, parts: Iterator[list[tuple[Any, ...]]]) -> int:
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in parts:
            arrays = [
                pa.array([_as_text(row[at], field.type) for row in rows], field.type) for at, field in enumerate(schema)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(rows)
    return count


def _as_text(value: Any, type_: pa.DataType) -> Any:
    return str(value) if type_ == pa.string() and value is not None else value
