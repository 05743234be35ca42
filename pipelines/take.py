"""Take captures that came another way than by a crawl through the same rooms."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.admit import admit
from pipelines.database import Database
from pipelines.replay import read_kept
from pipelines.run import Run, now_text
from pipelines.warc import Fault, Found
from pipelines.work import Workers
from standoff.catalogue import outlet_of
from standoff.model import Capture, Link, Outlet, Record

#: How far our clock and a crawler's may be apart.
AHEAD = timedelta(days=1)


def take(
    db: Database,
    run: Run,
    catalogue: dict[str, Outlet],
    workers: Workers,
    path: Path,
    captures: Iterable[Found],
    *,
    now: datetime,
    since: datetime | None = None,
) -> Counter[str]:
    """Take the *captures* in the file *path* of outlets in *catalogue*; the rest is counted as ``other hosts``.

    With *since*, captures from before are counted as ``older``. A damaged record is a row in ``failures``, and so is
    one of a day to come: versions are put in order by their times. Of what was taken down here the digest alone is
    kept. Taking a file twice adds nothing. Raises what reading *captures* raises.
    """
    counts: Counter[str] = Counter()
    for found in captures:
        if isinstance(found, Fault):
            counts["failed"] += 1
            run.fail(found.place, "import", found.reason)
            continue
        capture, named = found
        outlet = catalogue.get(named or "") or outlet_of(capture.final_url, catalogue)
        if outlet is None:
            counts["other hosts"] += 1
        elif since and capture.fetched_at < since:
            counts["older"] += 1
        elif capture.fetched_at > now + AHEAD:
            counts["failed"] += 1
            run.fail(capture.url, "import", f"{path}: was fetched at {now_text(capture.fetched_at)}, which is to come")
        elif _is_known(db, capture):
            counts["known"] += 1
        else:
            counts[_take(db, run, workers, _record(capture, outlet, path))] += 1
    return counts


def _is_known(db: Database, capture: Capture) -> bool:
    known = "select 1 from captures where url = ? and fetched_at = ? and digest = ?"
    return bool(db.value(known, [capture.url, now_text(capture.fetched_at), capture.digest]))


def _record(capture: Capture, outlet: Outlet, path: Path) -> Record:
    return Record(outlet=outlet, link=Link(url=capture.url, channel=path.name), capture=capture)


def _take(db: Database, run: Run, workers: Workers, record: Record) -> str:
    with db.atomic():
        capture, gone = admit(db, record.capture, record.outlet, run.id)
    if capture.kind != "page":
        return "channels" if capture.kind == "channel" else "files of hosts"
    run.fetched += 1
    if gone:
        return "taken down"
    return read_kept(db, run, workers, replace(record, capture=capture), "import")
