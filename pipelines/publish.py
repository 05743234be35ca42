"""A read-only copy of the archive for readers outside: counted, checked, and swapped in at once."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from pipelines.copy import copy_archive
from pipelines.query import query
from pipelines.run import now_text
from standoff.errors import PublishError, StoreError

#: Characters of a text that stay in a copy without full text.
EXCERPT = 280

#: What is nobody's business outside: the frontier, validators, and the machinery of comparing texts.
_PRIVATE = (
    *("channel_drops", "listings", "known", "links", "channels", "blocks", "block_hosts", "unsettled", "loosened"),
    *("fingerprints", "sketches", "shared_texts", "story_terms", "terms"),
    *("alert_deliveries", "alerts", "watches"),  # what a newsroom watches for is its own affair
)

_COUNTED = ("articles", "revisions", "quotes", "speakers", "disputes", "dispute_events", "syndications", "captures")


def publish_archive(archive: Path, folder: Path, *, full_text: bool) -> dict[str, int]:
    """Write ``archive.db`` for readers into *folder*; returns the rows of its main tables.

    Payloads are never in it: their rows keep digest and size. Without *full_text* a version keeps the first
    ``EXCERPT`` characters of its text; quotes and evidence stay whole. Readers see the old file or the new one, never
    half of it. Raises PublishError when the counts differ from the archive's or the copy is damaged.
    """
    target = folder / "archive.db"
    draft = folder / "archive.db.draft"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy_archive(archive, draft)
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            before = _counts(copy)
            _strip(copy, full_text)
            _check(copy, before, draft)
        draft.chmod(0o444)
        draft.replace(target)
        _sync(folder)
    except (OSError, sqlite3.Error, StoreError) as error:
        raise PublishError(f"{target}: was not published ({error})") from error
    finally:
        draft.unlink(missing_ok=True)
    return before


def _strip(copy: sqlite3.Connection, full_text: bool) -> None:
    """Take out what is not for readers; what is deleted is overwritten, not merely unlinked."""
    copy.execute("pragma secure_delete = on")
    copy.execute("begin")
    for table in ("prefixed", "prefix_pages", "prefixes"):
        copy.execute(f"delete from {table}")
    copy.execute("update payloads set body = x'', encoding = 'identity' where encoding != 'removed'")
    copy.execute("update captures set headers = '[]'")
    mark = "insert into publications(at, full_text, excerpt) values (?, ?, ?)"
    copy.execute(mark, [now_text(), int(full_text), EXCERPT])
    for table in _PRIVATE:
        copy.execute(f"delete from {table}")
    if not full_text:
        copy.execute(query("publish_excerpts"), {"length": EXCERPT})
    copy.execute("insert into articles_fts(articles_fts) values ('rebuild')")
    copy.execute("commit")
    copy.execute("vacuum")
    copy.execute("analyze")


def _counts(copy: sqlite3.Connection) -> dict[str, int]:
    return {table: copy.execute(f"select count(*) from {table}").fetchone()[0] for table in _COUNTED}


def _check(copy: sqlite3.Connection, before: dict[str, int], draft: Path) -> None:
    if (found := copy.execute("pragma integrity_check").fetchone()[0]) != "ok":
        raise PublishError(f"{draft}: the copy is damaged: {found}")
    if fault := copy.execute("pragma foreign_key_check").fetchone():
        raise PublishError(f"{draft}: {fault[0]} has a row that points to nothing")
    if (after := _counts(copy)) != before:
        raise PublishError(f"{draft}: holds {after} where the archive holds {before}")
    copy.execute("insert into articles_fts(articles_fts, rank) values ('integrity-check', 1)")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
