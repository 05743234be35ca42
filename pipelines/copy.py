"""A consistent copy of an archive, made with SQLite's own backup, checked before it gets its name."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from pipelines.database import Database, is_current
from standoff.errors import StoreError


def bring_up(archive: Path) -> None:
    """Bring an archive of an earlier version up where it is, for a program that opens the file itself.

    Raises StoreError where it is missing or cannot be written, and ArchiveBusyError while a run holds it.
    """
    with Database(archive, as_found=True) as db:
        current = is_current(db)
    if not current:
        Database(archive).close()


def copy_archive(archive: Path, copy: Path) -> None:
    """Copy *archive* to *copy*; a crawl may write meanwhile. The copy appears whole or not at all.

    Raises StoreError when the archive is missing, the copy is damaged or cannot be written.
    """
    if copy.exists() and copy.samefile(archive):
        raise StoreError(f"{copy}: is the archive itself")
    part = copy.with_name(copy.name + ".part")
    with closing(Database(archive, write=False)) as db:
        try:
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as target:
                db.conn.backup(target)
                target.execute("pragma journal_mode = delete")
                if (found := target.execute("pragma integrity_check").fetchone()[0]) != "ok":
                    raise StoreError(f"{copy}: the copy is damaged: {found}")
            with part.open("rb+") as handle:
                os.fsync(handle.fileno())
            part.replace(copy)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{copy}: cannot be written ({error})") from error
        finally:
            part.unlink(missing_ok=True)
