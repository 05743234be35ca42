"""One run over an archive: its row in ``crawls``, its counts, its failures."""

import json
import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from pipelines.database import Database
from standoff import __version__
from standoff.model import Outlet

log = logging.getLogger(__name__)


def now_text(moment: datetime | None = None) -> str:
    """A time as the archive writes it: UTC, ISO 8601, microseconds only where there are any, ``Z``."""
    return (moment or datetime.now(UTC)).astimezone(UTC).isoformat().replace("+00:00", "Z")


class Run:
    """A run writes its row at the start, so that a killed one is seen by the next."""

    def __init__(self, db: Database, outlets: Iterable[Outlet]) -> None:
        self.db = db
        self.discovered = self.fetched = self.stored = self.failed = 0
        chosen = list(outlets)
        with db.atomic():
            # The lock is ours, so a run that still says it is running was killed.
            db.conn.execute("update crawls set outcome = 'killed' where outcome = 'running'")
            db.conn.execute("update links set state = 'due', crawl_id = null where state = 'taken'")
            for outlet in chosen:
                write_outlet(db, outlet)
            self.id = db.insert(
                "crawls",
                {
                    "started_at": now_text(),
                    "outcome": "running",
                    "outlets": json.dumps([outlet.id for outlet in chosen]),
                    "version": __version__,
                },
            )

    def fail(self, url: str, room: str, error: str, *, outlet: str | None = None, capture: int | None = None) -> None:
        """Write one row to ``failures``. Must not itself fail silently: an error here ends the run."""
        error = error.removeprefix(f"{url}: ")
        log.warning("%s: %s: %s", room, url, error)
        self.failed += 1
        with self.db.atomic():
            self.db.insert(
                "failures",
                {
                    "crawl_id": self.id,
                    "outlet": outlet,
                    "url": url,
                    "capture_id": capture,
                    "room": room,
                    "error": error,
                    "at": now_text(),
                },
            )

    def finish(self, outcome: str | None = None) -> str:
        """Close the row of this run and return its outcome: ok, failures, or the one given."""
        outcome = outcome or ("failures" if self.failed else "ok")
        with self.db.atomic():
            self.db.update(
                "crawls",
                self.id,
                {
                    "finished_at": now_text(),
                    "outcome": outcome,
                    "discovered": self.discovered,
                    "fetched": self.fetched,
                    "stored": self.stored,
                    "failed": self.failed,
                    "head": self.db.value("select chain from captures order by id desc limit 1"),
                },
            )
        return outcome


def write_outlet(db: Database, outlet: Outlet) -> None:
    """Write or renew the row of an outlet."""
    row = {
        "id": outlet.id,
        "name": outlet.name,
        "kind": outlet.kind,
        "country": outlet.country,
        "languages": json.dumps(outlet.languages),
        "homepage": outlet.homepage,
        "cms": outlet.cms,
        "enabled": int(outlet.enabled),
        "note": outlet.note,
    }
    pairs = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    marks = ", ".join(f":{name}" for name in row)
    db.conn.execute(
        f"insert into outlets ({', '.join(row)}) values ({marks}) on conflict(id) do update set {pairs}", row
    )
