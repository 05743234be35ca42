"""Bounds on what one SQL statement may ask of the machine."""

import sqlite3
from typing import Any

from datasette import hookimpl

#: Longest string or blob a statement may build, in bytes. One call of ``randomblob(1000000000)`` takes over 10 s and
#: 3 GB, and no time limit acts inside a function. A payload of 2 MB is never read here, the longest text is below it.
LONGEST_VALUE = 1_000_000

#: Longest statement, in bytes: the longest query of the metadata has about 2,000.
LONGEST_STATEMENT = 100_000


@hookimpl
def prepare_connection(conn: Any) -> None:
    """Lower SQLite's own limits on *conn*. Connections of other SQLite modules that have no limits stay as they are."""
    set_limit = getattr(conn, "setlimit", None)
    if set_limit is None:
        return
    set_limit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    set_limit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT)
