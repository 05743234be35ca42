"""Spare an archive that is only to be looked at: what has to be brought up is a private copy."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from standoff.errors import StoreError


def spare_copy(conn: sqlite3.Connection) -> "TemporaryDirectory[str]":
    """A folder with a consistent copy of an open archive, ``archive.db``, in SQLite's temporary folder or the system's.

    It needs room for the whole archive, and goes with the folder. Raises StoreError where no folder can be made.
    """
    try:
        folder = TemporaryDirectory(prefix="standoff-", dir=os.environ.get("SQLITE_TMPDIR"))
    except OSError as error:
        raise StoreError(f"an archive of an earlier version is looked at in a copy, for which: {error}") from error
    try:
        with closing(sqlite3.connect(Path(folder.name) / "archive.db")) as copy:
            conn.backup(copy)
    except BaseException:
        folder.cleanup()
        raise
    return folder
