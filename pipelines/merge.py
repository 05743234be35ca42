"""Take what other archives hold into this one: their captures through the same rooms, their links, their failures.

A capture gets a number and a place in the hash chain of this archive; ``origins`` says what it was where it came from,
so that the other chain can be recomputed here as well.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from pipelines.admit import admit, withhold_body
from pipelines.database import Database, Row
from pipelines.merge_rows import (
    merge_channels,
    merge_failures,
    merge_hosts,
    merge_links,
    merge_outlets,
    merge_takedowns,
    merge_timestamps,
)
from pipelines.merge_runs import merge_runs, open_other, source_of
from pipelines.pack import bare_capture, chain_of, open_capture
from pipelines.query import query
from pipelines.replay import read_kept, stored_outlet
from pipelines.run import Run
from pipelines.vanish import note_status
from pipelines.work import Workers
from standoff.errors import CaptureError
from standoff.model import Capture, Link, Outlet, Record


def merge(db: Database, run: Run, catalogue: Mapping[str, Outlet], path: Path, *, workers: Workers) -> Counter[str]:
    """Take the archive at *path* into *db*; a second time takes only what is new there.

    What does not fit together is a row in ``failures`` and counted as ``conflicts``; nothing that stands here is
    replaced or removed. Raises StoreError when *path* is no archive, a published copy, or *db* itself.
    """
    with closing(open_other(db, path)) as other:
        return _Merge(db, other, run, catalogue, workers).all()


class _Merge:
    """One other archive on its way into this one."""

    def __init__(
        self,
        db: Database,
        other: Database,
        run: Run,
        catalogue: Mapping[str, Outlet],
        workers: Workers,
    ) -> None:
        self.db, self.other, self.run, self.catalogue, self.workers = db, other, run, catalogue, workers
        self.counts: Counter[str] = Counter()
        self.source = source_of(other)

    def all(self) -> Counter[str]:
        """Take everything; one capture, one transaction."""
        with self.db.atomic():
            merge_outlets(self.db, self.other)
            told_here = merge_takedowns(self.db, self.other)
        for url, conflict in told_here:
            self._conflict(url, conflict)
        self._captures()
        with self.db.atomic():
            self.counts["links"] += merge_links(self.db, self.other)
            merge_channels(self.db, self.other, self.source)
            merge_hosts(self.db, self.other, self.source)
            merge_runs(self.db, self.other, self.source)
            merge_failures(self.db, self.other, self.run.id, self.source)
            stamps, left = merge_timestamps(self.db, self.other, self.source)
            self.counts["time stamps"] += stamps
            self.counts["time stamps left"] += left
        return self.counts

    def _conflict(self, url: str, told_as: str) -> None:
        self.counts["conflicts"] += 1
        self.run.fail(url, "merge", f"{self.other.path.name}: {told_as}")

    def _captures(self) -> None:
        before, last = "", 0
        for row in self.other.conn.execute(query("merge_captures")):
            if row["id"] != last + 1 or chain_of(before, row) != row["chain"]:
                self._conflict(
                    row["url"], f"capture {row['id']} does not fit the hash chain; nothing from there on is taken"
                )
                return
            before, last = row["chain"], row["id"]
            there = self.db.value("select chain from origins where source = ? and number = ?", [self.source, last])
            if there not in (None, row["chain"]):
                told_as = (
                    f"capture {last} is another one than when it was merged before; nothing from there on is taken"
                )
                self._conflict(row["url"], told_as)
                return
            self.counts["known" if there else self._take(row)] += 1

    def _take(self, row: Row) -> str:
        columns = ("url", "final_url", "outlet", "fetched_at", "status", "headers", "digest", "flaw")
        if known := self.db.value(query("merge_known"), {name: row[name] for name in columns}):
            with self.db.atomic():
                self._origin(row, known)
            return "known"
        outlet = self.catalogue.get(row["outlet"]) or stored_outlet(self.db, row["outlet"])
        if told_as := self._withheld_there(row):
            self._conflict(row["url"], told_as)
        try:
            capture = _bytes_of(self.other, row)
        except CaptureError as error:
            capture = bare_capture(row)
            self._conflict(row["url"], str(error))
        with self.db.atomic():
            if not capture.body and row["size"]:
                withhold_body(self.db, row["digest"], row["size"], None)
            kept, gone = admit(self.db, capture, outlet, self.run.id)
            assert kept.id is not None
            self._origin(row, kept.id)
            self._withhold(row, kept.id)
            if kept.kind == "page":
                note_status(self.db, kept, outlet, Link(url=kept.url, channel="merge"))
        if kept.kind != "page":
            return "kept"
        self.run.fetched += 1
        if gone or not capture.body or capture.flaw or not 200 <= capture.status < 300:
            return "kept"
        record = Record(outlet=outlet, link=Link(url=kept.url, channel="merge"), capture=kept)
        return read_kept(self.db, self.run, self.workers, record, "merge")

    def _origin(self, row: Row, capture: int) -> None:
        values = {"source": self.source, "number": row["id"], "capture_id": capture}
        self.db.insert("origins", {**values, "run": row["run_id"], "chain": row["chain"]})

    def _withheld_there(self, row: Row) -> str | None:
        """Why a capture has no bytes there, where the policy of its outlet says so: it cannot be read again here."""
        found = self.other.row("select * from withheld where capture_id = ?", [row["id"]])
        if found is None or row["encoding"] != "removed":
            return None
        return f"its text was not kept there ({found['signal']}: {found['action']}), so no article is made of it here"

    def _withhold(self, row: Row, capture: int) -> None:
        found = self.other.row("select * from withheld where capture_id = ?", [row["id"]])
        if found is not None and row["encoding"] == "removed":
            values = {name: found[name] for name in ("signal", "action", "words", "at")}
            self.db.insert("withheld", {**values, "capture_id": capture}, ignore=True)


def _bytes_of(db: Database, row: Row) -> Capture:
    return bare_capture(row) if row["encoding"] == "removed" else open_capture(db, row)
