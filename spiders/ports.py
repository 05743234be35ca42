"""What a spider asks of the archive. It never sees the archive itself, only an object of this shape."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from scrapy.utils.misc import load_object

from standoff.model import Capture, Link, Outlet

__all__ = ["Ledger", "ledger_of"]


class Ledger(Protocol):
    """The memory of a crawl. Addresses arrive folded (:func:`standoff.urls.fold_url`), ready to be fetched.

    A ledger handed over as an object has to define ``__deepcopy__``: Scrapy copies its settings.
    """

    def notice(self, outlet: Outlet, links: Iterable[Link], *, current: bool = True) -> int:
        """Keep what a channel lists; return how many addresses are new, or due again since they have changed.

        A channel that is not *current* lists what is long over, and is compared with no other.
        """
        ...

    def due(self, outlet: Outlet, count: int) -> list[Link]:
        """Return up to *count* links to fetch, newest first; each is handed out once a run."""
        ...

    def validators(self, outlet: Outlet, channel_url: str) -> dict[str, str]:
        """Return the conditional headers (If-None-Match, If-Modified-Since) for a channel, or none."""
        ...

    def keep_channel(self, outlet: Outlet, capture: Capture, *, listing: str | None = None) -> None:
        """Keep what a channel answered, where it is not what it answered last.

        *listing* is a digest of what it lists, where the body as a whole is none.
        """
        ...

    def wanted(self, outlet: Outlet) -> str | None:
        """Return the address of a file of reservations to ask for before the outlet's pages, or None."""
        ...

    def keep_reservations(self, outlet: Outlet, capture: Capture) -> None:
        """Keep what the host of an outlet answered to it."""
        ...

    def keep_robots(self, outlet: Outlet, capture: Capture) -> None:
        """Keep what a host of *outlet* answered to robots.txt, where it is not what it answered before."""
        ...

    def claim(self, site: str, delay: float) -> float:
        """Take the next place at *site* and return 0, or return the seconds to wait before asking for one again."""
        ...

    def rest(self, site: str, seconds: float, reason: str) -> None:
        """Leave *site* (scheme, host and port) alone for so long, in later runs too."""
        ...

    def resting(self, site: str) -> tuple[float, str]:
        """Return how many seconds *site* still wants to be left alone and why, or 0 and ""."""
        ...

    def halted(self, outlet: Outlet, reason: str) -> None:
        """Take down that no further page of *outlet* is asked for in this run, and why."""
        ...

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
        """Take down how a channel answered. Without a validator in *headers* it is read whole the next time.

        Its links are counted only where *whole*: none was passed over for its date.
        """
        ...

    def missed(self, outlet: Outlet, link: Link, *, reason: str, room: str = "fetch") -> None:
        """Take down a page that could not be had, and why."""
        ...

    def postponed(self, outlet: Outlet, link: Link) -> None:
        """Take back a page that was handed out and not asked for: it stays due, and no try is counted."""
        ...

    def unchanged(self, outlet: Outlet, link: Link) -> None:
        """Take down a page that is as it was (304)."""
        ...

    def left(self, outlet: Outlet, link: Link, *, reason: str) -> None:
        """Take down a page that is not fetched on purpose, and why."""
        ...


def ledger_of(settings: Any) -> Ledger:
    """Return the ledger of a crawl: the object in ``LEDGER``, or one made by the class in ``LEDGER_CLASS``."""
    given: Ledger | None = settings.get("LEDGER")
    if given is not None:
        return given
    made: Ledger = load_object(settings["LEDGER_CLASS"]).from_settings(settings)
    return made
