"""Pace the requests to a host: the delay between two of them and what the host asked for hold across runs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.run import now_text

_TIMES = ("next_at", "rest_from", "rest_until")

#: A host that asks to be left alone for longer is asked again after this time.
LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Host:
    """When a host may be asked next, and since when and until when it wants to be left alone, with its words."""

    next_at: datetime | None = None
    delay: float = 0.0
    rest_from: datetime | None = None
    rest_until: datetime | None = None
    reason: str = ""


class Pace:
    """The pace of one run, shared by its outlets. Times are the archive's, so the next run goes on from them."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self.db, self.clock = db, clock
        self.hosts = {row["site"]: _host(row) for row in db.rows(query("hosts"))}

    def claim(self, site: str, delay: float) -> float:
        """Return 0 and take the next place at *site*, or the seconds to wait before asking again for a place.

        No wait is longer than the delay, *delay* seconds or the one of the last run, so a clock that was set back stops
        nobody.
        """
        host, now = self.hosts.get(site, Host()), self.clock()
        wait = (host.next_at - now).total_seconds() if host.next_at else 0.0
        if 0 < wait <= max(delay, host.delay):
            return wait
        if delay:
            self._note(site, replace(host, next_at=now + timedelta(seconds=delay), delay=delay))
        return 0.0

    def rest(self, site: str, seconds: float, reason: str) -> None:
        """Leave *site* alone for so long; of two such times the later one counts."""
        now = self.clock()
        until = now + min(timedelta(seconds=min(seconds, 10**9)), LONGEST)
        if self.resting(site)[0] < (until - now).total_seconds():
            host = self.hosts.get(site, Host())
            self._note(
                site, replace(host, rest_from=now, rest_until=until, reason=f"{reason}, until {now_text(until)}")
            )

    def resting(self, site: str) -> tuple[float, str]:
        """How many seconds *site* still wants to be left alone, and why: 0 and "" where it does not."""
        host, now = self.hosts.get(site, Host()), self.clock()
        if host.rest_from is None or host.rest_until is None or host.rest_until <= now:
            return 0.0, ""
        # a clock that was set back must not make an hour a year
        return (host.rest_until - max(now, host.rest_from)).total_seconds(), host.reason

    def _note(self, site: str, host: Host) -> None:
        self.hosts[site] = host
        if self.db.broken:
            return
        times = [now_text(time) if time else None for time in (host.next_at, host.rest_from, host.rest_until)]
        with self.db.atomic():
            self.db.conn.execute(query("host_note"), [site, *times, host.delay, host.reason or None])


def _host(row: Row) -> Host:
    next_at, rest_from, rest_until = (
        datetime.fromisoformat(row[name]).astimezone(UTC) if row[name] else None for name in _TIMES
    )
    told = {"rest_from": rest_from, "rest_until": rest_until}
    return Host(next_at=next_at, delay=row["delay"] or 0.0, reason=row["reason"] or "", **told)
