"""Check an archive by itself, offline: nothing but the file is needed, and nothing is written."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cryptography.x509 import Certificate

from pipelines.count import wrong_counts
from pipelines.database import Database
from pipelines.migrate import empty_archive
from pipelines.pack import chain_of, open_capture
from pipelines.query import query
from pipelines.stamp import EXTRA, check_tokens, is_installed
from standoff.errors import CaptureError, StoreError
from standoff.revisions import Version, version_digest

#: How often an archive is looked at again because a run began to write to it meanwhile.
LOOKS = 3

_CAPTURES = """
select captures.*, payloads.body, payloads.encoding from captures left join payloads using (digest)
order by captures.id"""

#: What stands in a version, with the words that it repeats.
_REPEATED = (("quote", "quotes", "text"), ("act", "dispute_events", "evidence"))

_OFFSETS = """
select {table}.id, revision_id from {table} join revisions on revisions.id = revision_id
where substr(revisions.text, "start" + 1, "end" - "start") is not {table}.{column}"""

_TIMES = """
select revisions.id, captured_at, fetched_at from revisions join captures on captures.id = capture_id
where captured_at is not fetched_at"""

#: Why a payload was removed, in an archive that is older than policies.
_TAKEN_DOWN = "select 1 from takedowns, json_each(digests) where value = :digest"

_HEADS = """
select id, head from crawls where head is not null and head not in (select chain from captures)"""

#: Runs that came along in a merge ended in the chain of another archive.
_MERGED = " and head not in (select chain from origins)"

#: What each full-text index should hold a row of.
_INDEXED = {
    "articles_fts": "select count(*) from articles where revision_id is not null",
    "quotes_fts": "select count(*) from quotes",
}


_THINGS = "select name, type, sql from sqlite_master where type in ('table', 'index', 'trigger') and sql is not null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check found: a sentence a fault, and a sentence for what could not be checked.

    ``schema`` is the newest migration of the archive, ``captures`` and ``timestamps`` how many it holds.
    """

    schema: str
    captures: int
    timestamps: int
    faults: tuple[str, ...]
    unchecked: tuple[str, ...]


def verify_file(path: Path, roots: Sequence[Certificate] | None = None) -> Verified:
    """Check the archive at *path* as it was found: nothing is written, whatever version of the program made it.

    Time stamps are checked against *roots*, or else the root that is kept beside each. Raises StoreError when the
    file cannot be opened, or when runs write to it so often that no look comes to an end.
    """
    for _ in range(LOOKS):
        with Database(path, as_found=True) as db:
            found = _look(db, roots)
            if not db.disturbed():
                return found
    raise StoreError(f"{path}: was written to at every look; verify a copy (standoff backup)")


def _look(db: Database, roots: Sequence[Certificate] | None) -> Verified:
    faults: list[str] = []
    unchecked: list[str] = []
    captures = timestamps = 0
    db.conn.execute("begin")  # one moment of an archive that a run may be writing to
    try:
        faults.extend(verify(db, roots))
        captures = db.value("select count(*) from captures")
        if db.value("select 1 from publications"):
            unchecked.append("a published copy: it holds no payloads, so its hash chain cannot be recomputed")
        if "009_timestamps" in db.schema and (timestamps := db.value("select count(*) from timestamps")):
            unchecked += [] if is_installed() else [f"signatures of {timestamps:,} time stamps: not checked ({EXTRA})"]
    except sqlite3.DatabaseError as error:
        faults.append(f"SQLite: the file is too damaged to be read on ({error})")
    return Verified(
        schema=max(db.schema, default=""),
        captures=captures,
        timestamps=timestamps,
        faults=tuple(faults),
        unchecked=tuple(unchecked),
    )


def verify(db: Database, roots: Sequence[Certificate] | None = None) -> Iterator[str]:
    """Yield what is wrong, a sentence a fault; an archive that is as it was written yields nothing.

    Checked are SQLite's own structure, foreign keys, kept counts, the full-text indexes, the hash chain of the captures
    and those of merged archives, every payload against its digest, every version against its own, every quote against
    its text, and time stamps. A published copy holds no payloads and no headers, so the chain cannot be recomputed
    there; without full text, neither can versions and offsets.
    """
    missing = list(_missing(db))
    yield from missing
    if any(": a table" in fault for fault in missing):
        return
    yield from _structure(db)
    published = db.row("select * from publications order by id desc limit 1")
    if published is None:
        yield from _chain(db)
        if "006_merges" in db.schema:
            yield from _origins(db)
    if "009_timestamps" in db.schema:
        yield from check_tokens(db, roots)
    for row in db.rows(_HEADS + (_MERGED if "006_merges" in db.schema else "")):
        yield f"crawl {row['id']}: ended at the capture with chain {row['head']}, which is gone"
    if published is None or published["full_text"]:
        yield from _words(db)


def _missing(db: Database) -> Iterator[str]:
    """What the migrations of this archive made, and it no longer has, or has otherwise."""
    with closing(empty_archive(db.schema)) as whole:
        wanted = {(row[0], row[1]): row[2] for row in whole.execute(_THINGS)}
    held = {(row["name"], row["type"]): row["sql"] for row in db.rows(_THINGS)}
    for name, kind in sorted(wanted):
        if (name, kind) not in held:
            yield f"{name}: a{'n' * (kind == 'index')} {kind} of the schema is gone"
        elif held[name, kind] != wanted[name, kind]:
            yield f"{name}: the {kind} is not as the schema makes it"


def _structure(db: Database) -> Iterator[str]:
    for (fault,) in db.conn.execute("pragma integrity_check"):
        if fault != "ok":
            yield f"SQLite: {fault}"
    for row in db.rows("pragma foreign_key_check"):
        yield f"{row['table']}: row {row['rowid']} points to a row of {row['parent']} that is gone"
    for name, count in _INDEXED.items():
        indexed, wanted = db.value(f"select count(*) from {name}_docsize"), db.value(count)
        if indexed != wanted:
            yield f"{name}: holds {indexed} rows where there are {wanted}"
    if "010_counts" in db.schema:
        yield from wrong_counts(db)
    yield from _search(db)


def _words(db: Database) -> Iterator[str]:
    """What was read: the words and the time of every version, and what is repeated of its words at their offsets."""
    for row in db.conn.execute("select id, text_digest, headline, standfirst, text from revisions"):
        told = Version(headline=row["headline"], standfirst=row["standfirst"], text=row["text"])
        if version_digest(told) != row["text_digest"]:
            yield f"version {row['id']}: its words are not those of its digest {row['text_digest']}"
    for row in db.rows(_TIMES):
        yield f"version {row['id']}: is of {row['captured_at']}, and its capture of {row['fetched_at']}"
    for thing, table, column in _REPEATED:
        for row in db.rows(_OFFSETS.format(table=table, column=column)):
            yield f"{thing} {row['id']}: is not what stands at its offsets in version {row['revision_id']}"


def _search(db: Database) -> Iterator[str]:
    """FTS5's own check is an insert, so it runs on a private copy in a temporary file that SQLite removes itself."""
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        try:
            db.conn.backup(copy)
        except sqlite3.Error as error:
            yield f"{', '.join(_INDEXED)}: not checked, for no temporary copy could be made ({error})"
            return
        for name in _INDEXED:
            try:
                copy.execute(f"insert into {name}({name}, rank) values ('integrity-check', 1)")
            except sqlite3.Error as error:
                yield f"{name}: the full-text index is stale, it does not hold what its table holds ({error})"


def _chain(db: Database) -> Iterator[str]:
    before, last = "", 0
    told_by = query("removal_told") if "008_discovery" in db.schema else _TAKEN_DOWN
    for row in db.conn.execute(_CAPTURES):
        if row["id"] != last + 1:
            missing = f"capture {last + 1}" if row["id"] == last + 2 else f"captures {last + 1} to {row['id'] - 1}"
            yield f"{missing}: gone (the next one is {row['id']}, {row['url']})"
        elif chain_of(before, row) != row["chain"]:
            yield f"capture {row['id']}: does not fit the hash chain ({row['url']}, {row['fetched_at']})"
        before, last = row["chain"], row["id"]
        if row["body"] is None:
            yield f"capture {row['id']}: its payload {row['digest']} is gone"
            continue
        if row["encoding"] == "removed":
            if not db.value(told_by, {"digest": row["digest"]}):
                told = "and no takedown says why, nor a policy"
                yield f"capture {row['id']}: its payload {row['digest']} was removed, {told}"
            continue
        try:
            open_capture(db, row)
        except CaptureError as error:
            yield f"capture {row['id']}: {error}"


def _origins(db: Database) -> Iterator[str]:
    """The chains of other archives, as far as their captures were merged into this one."""
    source, before, last = "", "", 0
    for row in db.conn.execute(query("origins")):
        if row["source"] != source:
            source, before, last = row["source"], "", 0
        if row["id"] != last + 1 or chain_of(before, row) != row["chain"]:
            yield f"capture {row['id']} of the merged archive {source}: does not fit the hash chain it had there"
        before, last = row["chain"], row["id"]
