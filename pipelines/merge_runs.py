"""What an archive takes from another of its runs: the runs themselves, and what its channels listed in each."""

from contextlib import closing
from pathlib import Path

from pipelines.database import Database, Row, Value
from pipelines.query import query
from standoff.errors import StoreError

_RUN = ("started_at", "finished_at", "outcome", "outlets", "version", "discovered", "fetched", "stored", "failed")

_LISTED = """
insert into listings (channel, link_id, first_crawl, last_crawl) values (?, ?, ?, ?)
on conflict do update set
    first_crawl = min(first_crawl, excluded.first_crawl), last_crawl = max(last_crawl, excluded.last_crawl)"""

#: What is noted of channels in a run, each once.
_NOTED = ("channel_counts", "channel_gaps", "channel_drops")

#: A run's end is proof only where its last capture came along.
_HEAD = "update crawls set head = ? where id = ? and exists (select 1 from origins where source = ? and chain = ?)"


def adopt_runs(db: Database, path: Path) -> int:
    """Copy the runs of the archive at *path* that ended and are not here yet; returns how many.

    To be called before the run that merges, so that this one stays the newest. Raises StoreError as that one does.
    """
    with closing(open_other(db, path)) as other, db.atomic():
        source = source_of(other)
        known = _crawls(db, other)
        rows = other.rows("select * from crawls where outcome != 'running' order by id") if source else []
        fresh = [row for row in rows if row["id"] not in known]
        for row in fresh:
            number = db.insert("crawls", {name: row[name] for name in _RUN})
            # An archive that began as a merge of another has the same first capture, and other runs by the same number.
            db.insert("crawl_origins", {"source": source, "number": row["id"], "crawl_id": number}, ignore=True)
    return len(fresh)


def open_other(db: Database, path: Path) -> Database:
    """The archive at *path*. Raises StoreError when it is no archive, a published copy, or *db* itself."""
    if path.exists() and path.samefile(db.path):
        raise StoreError(f"{path}: is the archive itself")
    other = Database(path, write=False)
    if other.value("select 1 from publications"):
        other.close()
        raise StoreError(f"{path}: is a published copy, which holds no payloads to read again")
    return other


def source_of(other: Database) -> str | None:
    """What names an archive wherever it is merged into: its first capture's place in the chain."""
    source: str | None = other.value("select chain from captures order by id limit 1")
    return source


def merge_runs(db: Database, other: Database, source: str | None) -> None:
    """Take along what channels listed, counted, lacked and dropped in runs that were adopted.

    Captures and links come first; the caller holds the transaction.
    """
    crawls = _crawls(db, other)
    links = {row["identity"]: row["id"] for row in db.rows("select identity, id from links")} if crawls else {}
    for row in other.conn.execute(query("merge_listings")) if crawls else ():
        first = crawls.get(row["first_crawl"])
        last = crawls.get(row["last_crawl"], first)  # a run that is under way there comes with the next merge
        if first is not None and row["identity"] in links:
            db.conn.execute(_LISTED, [row["channel"], links[row["identity"]], first, last])
    noted = {crawl for table in _NOTED for crawl in _column(db, f"select distinct crawl_id from {table}")}
    for table in _NOTED:
        for row in other.rows(f"select * from {table} order by id"):
            crawl = crawls.get(row["crawl_id"])
            if crawl is not None and crawl not in noted:
                _note(db, other, table, row, crawl, source)
    for row in other.rows("select id, head from crawls where head is not null"):
        if crawl := crawls.get(row["id"]):
            db.conn.execute(_HEAD, [row["head"], crawl, source, row["head"]])


def _note(db: Database, other: Database, table: str, row: Row, crawl: int, source: str | None) -> None:
    values = {name: row[name] for name in row.keys() if name != "id"} | {"crawl_id": crawl}  # noqa: SIM118
    if table == "channel_drops":
        identity = other.value("select identity from links where id = ?", [row["link_id"]])
        values["link_id"] = db.value("select id from links where identity = ?", [identity])
        for name in ("listed_in", "missing_in"):
            values[name] = here(db, source, row[name])
    db.insert(table, values)


def here(db: Database, source: str | None, capture: int | None) -> int | None:
    """The number here of a capture of another archive."""
    number: int | None = db.value("select capture_id from origins where source = ? and number = ?", [source, capture])
    return number


def _crawls(db: Database, other: Database) -> dict[int, int]:
    """The number here of each run of another archive that is here, whatever archive it came through."""
    ours = {_run_of(row): row["id"] for row in db.rows("select * from crawls where outcome != 'running'")}
    theirs = other.rows("select * from crawls where outcome != 'running'")
    return {row["id"]: ours[_run_of(row)] for row in theirs if _run_of(row) in ours}


def _run_of(row: Row) -> tuple[Value, ...]:
    """What tells one run from another: its times, to the microsecond, and what it counted."""
    return tuple(row[name] for name in _RUN)


def _column(db: Database, sql: str) -> list[int]:
    return [row[0] for row in db.rows(sql)]
