"""A ledger for a dry run: it lists, and keeps nothing."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from pipelines.run import now_text
from standoff.model import Capture, Link, Outlet
from standoff.urls import identity


class DryLedger:
    """Lists what discovery finds, an address a line, and keeps nothing."""

    is_own = False

    def __init__(self, limit: int | None = None, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._limit = limit
        self._listed: Counter[str] = Counter()
        # An unnamed database: SQLite keeps it in a file of its own once it grows, so memory stays flat.
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("create table seen (identity text primary key) without rowid")
        self.discovered = self.failed = 0

    def __deepcopy__(self, memo: object) -> "DryLedger":
        return self

    def notice(self, outlet: Outlet, links: Iterable[Link], *, current: bool = True) -> int:
        """Print the addresses that were not printed yet, with their day and headline."""
        fresh = 0
        self._seen.execute("begin")
        for link in links:
            if self._limit and self._listed[outlet.id] >= self._limit:
                break
            cursor = self._seen.execute("insert or ignore into seen values (?)", [identity(link.url, outlet)])
            if not cursor.rowcount:
                continue
            fresh += 1
            self._listed[outlet.id] += 1
            day = _day(link)
            self._out.write(f"{link.url}\t{outlet.id}\t{day}\t{' '.join((link.headline or '').split())}\n")
        self._seen.execute("commit")
        self.discovered += fresh
        return fresh

    def due(self, outlet: Outlet, count: int) -> list[Link]:
        """Nothing is fetched in a dry run."""
        return []

    def validators(self, outlet: Outlet, channel_url: str) -> dict[str, str]:
        """A dry run reads every channel whole."""
        return {}

    def keep_channel(self, outlet: Outlet, capture: Capture, *, listing: str | None = None) -> None:
        """Nothing is kept."""

    def wanted(self, outlet: Outlet) -> str | None:
        """No page is fetched."""
        return None

    def keep_reservations(self, outlet: Outlet, capture: Capture) -> None:
        """Nothing is kept."""

    def keep_robots(self, outlet: Outlet, capture: Capture) -> None:
        """Nothing is kept."""

    def claim(self, site: str, delay: float) -> float:
        """Only the run itself is paced."""
        return 0.0

    def rest(self, site: str, seconds: float, reason: str) -> None:
        """Nothing is kept."""

    def resting(self, site: str) -> tuple[float, str]:
        """Nothing is known of earlier runs."""
        return 0.0, ""

    def halted(self, outlet: Outlet, reason: str) -> None:
        """No page is fetched."""

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
        """Say what is wrong with a channel."""
        if error is not None:
            self.failed += 1
            sys.stderr.write(f"{error}\n")  # names the address itself

    def missed(self, outlet: Outlet, link: Link, *, reason: str, room: str = "fetch") -> None:
        """Say what could not be had."""
        self.failed += 1
        sys.stderr.write(f"{link.url}: {reason}\n")

    def postponed(self, outlet: Outlet, link: Link) -> None:
        """Nothing to keep."""

    def unchanged(self, outlet: Outlet, link: Link) -> None:
        """Nothing to keep."""

    def left(self, outlet: Outlet, link: Link, *, reason: str) -> None:
        """Nothing to keep."""


def _day(link: Link) -> str:
    moment = link.lastmod or link.published_at
    return now_text(moment) if moment else "-"
