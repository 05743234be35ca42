"""The archive file: opening, locking, migrating, and one transaction at a time."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from filelock import FileLock, Timeout

from pipelines.migrate import MIGRATION_SET, apply_migrations, bare, known_migrations, run_script, view_scripts
from pipelines.spare import spare_copy
from standoff.errors import ArchiveBusyError, StoreError

#: What no later write will get over: the low bytes of SQLite's result codes.
_BROKEN = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CORRUPT)

#: Milliseconds that a transaction beside a run waits: the run's longest, settling, takes minutes on a large archive.
PATIENCE = 600_000

Value = str | int | float | bytes | None
Row = sqlite3.Row


class Database:
    """An open archive. ``conn`` is in autocommit mode; writes go through :meth:`atomic`.

    ``broken`` says why nothing more can be written: the disk is full, went read-only or is failing.

    Without ``write`` it is only looked at: one of an earlier version is brought up in a private copy that goes when it
    is closed, and one on a disk that cannot be written is read as the one file.

    With ``as_found`` nothing is brought up, and where no run has it open, nothing is written beside it either.
    :meth:`disturbed` says whether a run began meanwhile.

    With ``beside`` a row is noted here and there while another run may hold the archive: no lock is taken, nothing is
    brought up, and a transaction waits as long as the other's may last.

    Raises StoreError, naming the file, when it is no SQLite file, was made by a newer version or cannot be opened.
    """

    def __init__(self, path: Path | str, *, write: bool = True, as_found: bool = False, beside: bool = False) -> None:
        self.path = Path(path)
        write = write and not as_found
        self.broken: str | None = None
        self._spare: TemporaryDirectory[str] | None = None
        fresh = not self.path.with_name(f"{self.path.name}.lock").exists()
        self._lock = hold(self.path) if write and not beside else None
        try:
            self._still = _state(self.path) if as_found and _is_still(self.path) else None
            self.conn = _connect(self.path, write, immutable=self._still is not None)
            _check_version(self)
            if beside:
                self.conn.execute(f"pragma busy_timeout = {PATIENCE}")
            elif write:
                migrate(self)
            elif not as_found and not is_current(self):
                self._spare = spare_copy(self.conn)
                copy = Path(self._spare.name) / "archive.db"
                Database(copy).close()  # brings it up
                self.conn.close()
                self.conn = _connect(copy, write)
        except BaseException as error:
            self.close()
            if self._lock is not None and fresh:
                self.path.with_name(f"{self.path.name}.lock").unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"{self.path}: {_reason(error, write)}") from error
            raise

    @property
    def schema(self) -> list[str]:
        """The names of the migrations that made this archive, in their order."""
        return sorted(_applied(self))

    def disturbed(self) -> bool:
        """Whether what was opened as found has been written to since, so that what was read may not fit together."""
        return self._still is not None and _state(self.path) != self._still

    def close(self) -> None:
        """Let go of the file and of the lock. May be called twice."""
        conn: sqlite3.Connection | None = getattr(self, "conn", None)
        if conn is not None:
            conn.close()
        if self._spare is not None:
            self._spare.cleanup()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One write transaction: all of the block, or nothing. Blocks may nest; the outermost one commits."""
        if self.conn.in_transaction:
            yield
            return
        self.conn.execute("begin immediate")
        try:
            yield
            self.conn.execute("commit")
        except BaseException as error:
            if self.conn.in_transaction:
                self.conn.execute("rollback")
            if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF in _BROKEN:
                self.broken = f"{self.path}: {error}"
                raise StoreError(self.broken) from error
            raise

    @contextmanager
    def overwriting(self) -> Iterator[None]:
        """Within the block what is removed is overwritten, not merely unlinked; some builds of SQLite always do so."""
        before = self.value("pragma secure_delete")
        self.conn.execute("pragma secure_delete = on")
        try:
            yield
        finally:
            self.conn.execute(f"pragma secure_delete = {before}")

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """All rows of a query."""
        return self.conn.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self.conn.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, values)
        return found[0] if found else None

    def insert(self, table: str, values: Mapping[str, Value], *, ignore: bool = False) -> int:
        """Insert one row and return its rowid."""
        verb = "insert or ignore" if ignore else "insert"
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(f":{name}" for name in values)
        cursor = self.conn.execute(f"{verb} into {table} ({columns}) values ({marks})", dict(values))
        return int(cursor.lastrowid or 0)

    def update(self, table: str, key: int, values: Mapping[str, Value]) -> None:
        """Set *values* on the row with this id; does nothing when there are none."""
        if not values:
            return
        pairs = ", ".join(f'"{name}" = :{name}' for name in values)
        self.conn.execute(f"update {table} set {pairs} where id = :_key", {**values, "_key": key})

    def checkpoint(self) -> None:
        """Fold the write-ahead log back into the file, so that a plain copy of it is whole."""
        self.conn.execute("pragma wal_checkpoint(truncate)")


def hold(path: Path, told: str = "another run holds the archive") -> FileLock:
    """Take the kernel's lock on ``PATH.lock`` at once. Raises ArchiveBusyError, saying *told*, and StoreError."""
    try:
        # FileLock calls a folder that refuses the file "held": ask the system first.
        os.close(os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o644))
        lock = FileLock(f"{path}.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ArchiveBusyError(f"{path}: {told} ({path}.lock)") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be written here ({error.strerror or error})") from error
    return lock


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _is_still(path: Path) -> bool:
    """Whether all of the archive is in the one file: a log beside it belongs to a run that writes, or was killed."""
    return not _wal(path).exists() or not _wal(path).stat().st_size


def _state(path: Path) -> tuple[bool, int, int]:
    found = path.stat() if path.exists() else None
    return _is_still(path), found.st_mtime_ns if found else 0, found.st_size if found else 0


def _connect(path: Path, write: bool, *, immutable: bool = False) -> sqlite3.Connection:
    try:
        return _opened(path, write, immutable=immutable)
    except sqlite3.OperationalError as error:
        if write or immutable or "unable to open" not in str(error) or not _is_still(path):
            raise
    return _opened(path, write, immutable=True)  # where nothing can be written beside it, nobody writes to it either


def _opened(path: Path, write: bool, *, immutable: bool) -> sqlite3.Connection:
    if not write and not path.exists():
        raise StoreError(f"{path}: no such archive")
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, not an archive")
    target = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}{'&immutable=1' * immutable}"
    conn = sqlite3.connect(target, uri=True, isolation_level=None, timeout=10, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    try:
        conn.execute("select count(*) from sqlite_master").fetchone()
        if write:
            # FULL: a commit must survive the power going off, and costs 3 ms a page against 50 of reading it.
            conn.execute("pragma journal_mode = wal")
            conn.execute("pragma synchronous = full")
        conn.execute("pragma foreign_keys = on")
    except BaseException:
        conn.close()
        raise
    return conn


def _reason(error: sqlite3.Error, write: bool) -> str:
    text = str(error)
    if "not a database" in text:
        return "is no SQLite archive"
    if not write and "unable to open" in text:
        return "its log (-wal) cannot be read here: copy both to a folder that can be written"
    if "readonly" in text or "unable to open" in text:
        return f"cannot be written here ({text})"
    return text


def _applied(db: Database) -> set[str]:
    if not db.value("select 1 from sqlite_master where name = '_sqlite_migrations'"):
        return set()
    found = db.rows("select name from _sqlite_migrations where migration_set = ?", [MIGRATION_SET])
    return {row["name"] for row in found}


def _check_version(db: Database) -> None:
    applied = _applied(db)
    if unknown := sorted(applied - known_migrations()):
        told = f"it has {', '.join(unknown)}, which this version does not know"
        raise StoreError(f"{db.path}: made by a newer version of standoff, or by one that was not released ({told})")
    # a run that was killed in its first moment leaves an empty list of migrations, and nothing else
    tables = {row["name"] for row in db.rows("select name from sqlite_master where type = 'table'")}
    if not applied and tables - {"_sqlite_migrations", "sqlite_sequence"}:
        raise StoreError(f"{db.path}: an SQLite file, but no archive of standoff")


def is_current(db: Database) -> bool:
    """Whether an archive has all tables and views of this version."""
    wanted = dict(view_scripts())
    stored = {row["name"]: row["sql"] for row in db.rows("select name, sql from sqlite_master where type = 'view'")}
    if _applied(db) != known_migrations() or stored.keys() != wanted.keys():
        return False
    return all(bare(stored[name]) in bare(script) for name, script in wanted.items())


def migrate(db: Database) -> None:
    """Bring an archive up to this version: drop the views, apply what is missing, create the views."""
    if is_current(db):
        return
    present = [row["name"] for row in db.rows("select name from sqlite_master where type = 'view'")]
    for name in present:
        db.conn.execute(f'drop view "{name}"')
    apply_migrations(db.conn)
    with db.atomic():
        for _, script in view_scripts():
            run_script(db.conn, script)
    if db.value("select 1 from sqlite_master where name = 'sqlite_stat1'"):
        # Where SQLite has statistics of some indexes only, it shuns those that are new; where it has sampled them, it
        # takes one large table for twice the other and walks the wrong one. So all of it, or none as in a new archive.
        db.conn.execute("analyze")
