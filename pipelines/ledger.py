"""What a spider must know of the archive: which addresses are due, and what a channel answered last time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from pipelines import listen, reconcile
from pipelines.clock import note_clock
from pipelines.database import Database, Row
from pipelines.notice import notice_link
from pipelines.pace import Pace
from pipelines.recognise import take_new
from pipelines.run import Run, now_text
from pipelines.withhold import keep_reservations, keep_robots, tdmrep_of, wants_reservations
from pipelines.work import Workers
from standoff.catalogue import load_catalogue
from standoff.model import Capture, Link, Outlet
from standoff.urls import identity

#: How long after each failure a page is asked for again. After the last it is left alone: six tries over eleven days.
RETRIES = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=6), timedelta(days=3), timedelta(days=7))

#: How long after each visit a page is looked at again, where no channel says when it changed. Edits come early.
VISITS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)

#: The same where a channel does say: not every lastmod moves with an edit, and none with a deletion.
SELDOM = (timedelta(days=3), timedelta(days=14), timedelta(days=60), timedelta(days=180))

#: Every so many visits a 304 is not taken for an answer: some servers repeat validators when the page has changed.
DOUBT = 3

_DUE = """
select * from links where state = 'due' and outlet = ? and crawl_id is not ?
order by newest desc, id limit ?"""

_AGAIN = """
select * from links where outlet = ? and due_at <= ? and state in ('fetched', 'failed') and crawl_id is not ?
order by due_at limit ?"""


def _clock() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """The archive as one run sees it: its frontier of links, its channels, its row in ``crawls``."""

    _open: ClassVar[dict[Path, "Ledger"]] = {}
    processes: int | None = None  # that read pages; None is one fewer than cores

    def __init__(self, archive: Path, outlets: Iterable[Outlet], clock: Callable[[], datetime] = _clock) -> None:
        self.clock = clock
        self.outlets = list(outlets)
        self.db = Database(archive)
        self.run = Run(self.db, self.outlets)
        note_clock(self.db, self.run, self.clock(), max(*RETRIES, *VISITS, *SELDOM))
        self.pace = Pace(self.db, clock)

    @classmethod
    def from_settings(cls, settings: Any) -> "Ledger":
        """The ledger that a crawl was given, or one of its own for a bare ``scrapy crawl``."""
        given: Ledger | None = settings.get("LEDGER")
        if given is not None:
            return given
        archive = Path(settings.get("ARCHIVE") or "archive.db").absolute()
        if archive not in cls._open:
            folder = settings.get("OUTLETS")
            catalogue = load_catalogue(Path(folder) if folder else None)
            cls._open[archive] = cls(archive, [catalogue[settings["OUTLET"]]])
        return cls._open[archive]

    def __deepcopy__(self, memo: object) -> "Ledger":
        return self  # Scrapy copies its settings deeply for every crawler; there is one archive all the same

    @cached_property
    def workers(self) -> Workers:
        """Warm processes that read pages; started at the first page."""
        return Workers(self.processes)

    def dismiss(self) -> None:
        """End the processes that read pages, where there are any; who asks for them again gets new ones."""
        if workers := self.__dict__.pop("workers", None):
            workers.close()

    def close(self, outcome: str | None = None) -> str:
        """End the run and let go of the archive. Returns the outcome of the run.

        Where the archive cannot be written, the row of the run stays open and the next run will call it killed.
        """
        self.dismiss()
        try:
            if not self.db.broken:
                self._return_links(vanished=outcome is None)
                outcome = self.run.finish(outcome)
                self.db.checkpoint()
        finally:
            self.db.close()
            self._open.pop(self.db.path, None)
        return outcome or "crashed"

    @property
    def is_own(self) -> bool:
        """Whether it was made by :meth:`from_settings`, for a bare ``scrapy crawl``."""
        return self.db.path in self._open

    def notice(self, outlet: Outlet, links: Iterable[Link], *, current: bool = True) -> int:
        """Keep what a channel lists. Returns how many addresses are new, or due again because they have changed.

        What a channel that is not *current* lists is compared with no other, and passed over where it said the same
        before.
        """
        fresh = 0
        with self.db.atomic():
            for link in links if current else take_new(self.db, outlet, links):
                number, due = notice_link(self.db, outlet, link, self._now())
                fresh += due
                if current:
                    reconcile.note_listing(self.db, self.run.id, number, link.channel)
        self.run.discovered += fresh
        return fresh

    def due(self, outlet: Outlet, count: int) -> list[Link]:
        """The newest *count* links to fetch, then those to look at again; each is handed out once a run.

        None when the archive cannot be written any more: what could not be kept must not be fetched.
        """
        if self.db.broken:
            return []
        with self.db.atomic():
            rows = self.db.rows(_DUE, [outlet.id, self.run.id, count])
            if len(rows) < count:
                rows += self.db.rows(_AGAIN, [outlet.id, self._now(), self.run.id, count - len(rows)])
            for row in rows:
                self.db.update("links", row["id"], {"state": "taken", "crawl_id": self.run.id})
        return [_link(row) for row in rows]

    def validators(self, outlet: Outlet, channel_url: str) -> dict[str, str]:
        """The conditional headers for a channel that was read whole before, under the same rules of the outlet."""
        return listen.validators(self.db, outlet, channel_url, self.clock())

    def keep_channel(self, outlet: Outlet, capture: Capture, *, listing: str | None = None) -> None:
        """Keep the body of a channel before it is read, where it is not what was kept last."""
        with self.db.atomic():
            listen.keep_answer(self.db, self.run.id, outlet, capture, listing)

    def wanted(self, outlet: Outlet) -> str | None:
        """The address of a file of reservations that the outlet's host must be asked for before its pages are."""
        return tdmrep_of(outlet) if wants_reservations(self.db, outlet, self.clock()) else None

    def keep_reservations(self, outlet: Outlet, capture: Capture) -> None:
        """Keep what the host of an outlet reserves for all its pages."""
        with self.db.atomic():
            keep_reservations(self.db, self.run.id, outlet, capture)

    def keep_robots(self, outlet: Outlet, capture: Capture) -> None:
        """Keep what a host of an outlet answered to robots.txt, where it is not what it answered before."""
        with self.db.atomic():
            keep_robots(self.db, self.run.id, outlet, capture)

    def claim(self, site: str, delay: float) -> float:
        """Take the next place in the queue of a host, or learn how many seconds to wait for one."""
        return self.pace.claim(site, delay)

    def rest(self, site: str, seconds: float, reason: str) -> None:
        """Leave a host alone for as long as it asks, in this run and in the next ones."""
        self.pace.rest(site, seconds, reason)

    def resting(self, site: str) -> tuple[float, str]:
        """How many seconds a host still wants to be left alone, and why."""
        return self.pace.resting(site)

    def halted(self, outlet: Outlet, reason: str) -> None:
        """The pages of an outlet were given up in this run: one row that says why, and how many stay due."""
        if not self.db.broken:
            waiting = self.db.value("select count(*) from links where outlet = ? and state = 'due'", [outlet.id])
            self.run.fail(outlet.homepage, "halt", f"{reason}; links that stay due: {waiting}", outlet=outlet.id)

    def channel_read(
        self,
        outlet: Outlet,
        url: str,
        *,
        status: int | None,
        headers: Mapping[str, str],
        links: int,
        error: str | None,
        whole: bool = True,
    ) -> None:
        """Keep how a channel answered; an error is a failure of the run as well."""
        with self.db.atomic():
            if whole and error is None and status != 304:
                reconcile.note_drops(self.db, self.run.id, outlet, url, self._now())
            listen.note_reading(
                self.db,
                self.run.id,
                outlet,
                url,
                self.clock(),
                status=status,
                headers=headers,
                links=links,
                error=error,
                whole=whole,
            )
        if error is not None:
            self.run.fail(url, "discover", error, outlet=outlet.id)

    def missed(self, outlet: Outlet, link: Link, *, reason: str, room: str = "fetch") -> None:
        """A page that could not be had: one row in ``failures``, and another try in a later run."""
        self.run.fail(link.url, room, reason, outlet=outlet.id)
        self.settle(outlet, link, "failed", reason)

    def left(self, outlet: Outlet, link: Link, *, reason: str) -> None:
        """A page that is left alone on purpose, with the reason."""
        self.settle(outlet, link, "left", reason)

    def postponed(self, outlet: Outlet, link: Link) -> None:
        """A page that was handed out and not asked for: due in the next run, and no try is counted."""
        self.settle(outlet, link, "due")

    def unchanged(self, outlet: Outlet, link: Link) -> None:
        """A page that says it is as it was (304): looked at, nothing to keep."""
        self.settle(outlet, link, "fetched")

    def settle(
        self,
        outlet: Outlet,
        link: Link,
        state: str,
        reason: str | None = None,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Set the state of a link that was handed out, and when it is looked at again."""
        with self.db.atomic():
            row = self.db.row("select * from links where identity = ?", [identity(link.url, outlet)])
            if row is None:
                return
            changes: dict[str, str | int | None] = {"state": state, "reason": reason, "crawl_id": self.run.id}
            if state == "failed":
                changes |= {"tries": row["tries"] + 1, "due_at": self._later(RETRIES, row["tries"])}
            elif state == "fetched":
                plan = SELDOM if row["lastmod"] else VISITS
                changes |= {"tries": 0, "visits": row["visits"] + 1, "due_at": self._later(plan, row["visits"])}
            if etag or last_modified:
                changes |= {"etag": etag, "last_modified": last_modified}
            self.db.update("links", row["id"], changes)

    def _later(self, plan: Sequence[timedelta], done: int) -> str | None:
        return now_text(self.clock() + plan[done]) if done < len(plan) else None

    def _now(self) -> str:
        return now_text(self.clock())

    def _return_links(self, *, vanished: bool) -> None:
        """Links that were handed out and never settled: due again, and a failure where nobody stopped the run."""
        rows = self.db.rows("select * from links where state = 'taken' and crawl_id = ?", [self.run.id])
        for row in rows if vanished else ():
            self.run.fail(row["url"], "fetch", "handed out and never heard of again", outlet=row["outlet"])
        with self.db.atomic():
            self.db.conn.execute("update links set state = 'due' where state = 'taken'")


def _link(row: Row) -> Link:
    trusting = row["visits"] % DOUBT != 0
    return Link(
        url=row["url"],
        channel=row["channel"],
        headline=row["headline"],
        language=row["language"],
        lastmod=_moment(row["lastmod"]),
        published_at=_moment(row["published_at"]),
        etag=row["etag"] if trusting else None,
        last_modified=row["last_modified"] if trusting else None,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
