"""The spider of an outlet: reads its channels, hands the links to the ledger, fetches what the ledger says is due.

The frontier lives in the archive, behind the ledger: a few links at a time are in memory, and a killed run goes on
where it was.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from spiders.middlewares import Postponed, Stopped, headers_of
from spiders.ports import Ledger, ledger_of
from spiders.reasons import told
from spiders.received import capture_of, flaw_of
from spiders.sieve import Sieve
from standoff.captures import digest_of
from standoff.errors import FeedError, StandoffError, StoreError
from standoff.feeds import MAX_BYTES, Child, read_channel
from standoff.model import Link, Outlet, Record
from standoff.sections import read_section
from standoff.times import read_date
from standoff.urls import host_of, hosts_of

__all__ = ["OutletSpider"]

#: Links in memory at a time. With a delay one is under way and one waits: a run that is stopped ends soon.
DRAW, DRAW_SLOWLY = 16, 2
#: Entries of a channel that are handled before others get their turn.
CHUNK = 500
POLL, POLL_SLOWLY = 0.05, 0.5  # seconds between two looks at what is under way: a tenth of the delay, between these


class OutletSpider(Spider):
    """Crawls one outlet. The loader makes a class of it for each outlet file."""

    outlet: ClassVar[Outlet]
    ledger: Ledger
    sieve: Sieve

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.hosts = host_of(self.outlet.homepage), hosts_of(self.outlet)
        self.since: datetime | None = None
        self.limit = self.drawn = self.troubles = 0
        self.draw, self.poll = DRAW, POLL
        self.dry_run = False
        self.halted: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Self:
        """Read the options of the crawl. Raises StandoffError for a SINCE that is no date."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.limit = settings.getint("LIMIT")
        spider.draw = DRAW_SLOWLY if (delay := settings.getfloat("DOWNLOAD_DELAY")) else DRAW
        spider.poll = min(max(POLL, delay / 10), POLL_SLOWLY)
        spider.dry_run = settings.getbool("DRY_RUN")
        spider.since = read_date(str(settings.get("SINCE") or ""))
        if settings.get("SINCE") and spider.since is None:
            raise StandoffError(f"SINCE: {settings.get('SINCE')!r} is no date; write it as 2025-05-31")
        spider.sieve = Sieve(cls.outlet, spider.since, spider.count)
        try:
            spider.ledger = ledger_of(settings)
        except StandoffError as error:
            raise SystemExit(f"standoff: {error}") from None  # a bare `scrapy crawl` has nobody else to say it
        crawler.signals.connect(spider.failed_in_callback, signals.spider_error)
        crawler.signals.connect(spider.failed_in_room, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the channels, then for what is due, newest first."""
        found = self.outlet.discover
        for url in (*found.news_sitemaps, *found.sitemaps, *found.feeds):
            yield self._channel(url)
        for url in found.sections:
            yield self._channel(url, "section")
        for url in found.backfill if self.since or self.dry_run else ():
            yield self._channel(url, "backfill")
        going_on = await self._calm(below=1)
        while going_on and not self.dry_run and (links := await self._draw()):
            if self.drawn == len(links) and (wanted := self.ledger.wanted(self.outlet)):
                yield self._reservations(wanted)
                await self._calm(below=1)
            for link in links:
                try:
                    yield self._page(link)
                except ValueError as error:
                    self.ledger.missed(self.outlet, link, reason=told(error))
            going_on = await self._calm(below=self.draw // 2)
        if self.halted and not self.dry_run:
            await self._calm(below=1)  # what is still under way may stay due as well
            self.ledger.halted(self.outlet, self.halted)

    def halt(self, reason: str) -> None:
        """Ask for no further page in this run; what is due stays due."""
        if not self.halted:
            self.logger.warning("No further page is asked for: %s", reason)
            self.halted = reason

    def count(self, name: str, count: int = 1) -> None:
        """Count in Scrapy's statistics, under ``standoff/``."""
        self.crawler.stats.inc_value(f"standoff/{name}", count)

    def _channel(self, url: str, kind: str = "list", depth: int = 0) -> Request:
        # A run that passes links over must not rely on an earlier one that passed others over.
        known = {} if self.since or self.dry_run else self.ledger.validators(self.outlet, url)
        return Request(
            url,
            self.read_channel,
            errback=self.miss_channel,
            headers=known,
            cb_kwargs={"channel": url, "kind": kind, "depth": depth},
            meta={"download_maxsize": MAX_BYTES},
            dont_filter=True,
        )

    def _reservations(self, url: str) -> Request:
        asked: dict[str, Any] = {"errback": self.miss_reservations, "cb_kwargs": {"asked": url}, "dont_filter": True}
        return Request(url, self.read_reservations, **asked)

    def _page(self, link: Link) -> Request:
        known = {"If-None-Match": link.etag, "If-Modified-Since": link.last_modified}
        return Request(
            link.url,
            self.read_page,
            errback=self.miss_page,
            headers={name: value for name, value in known.items() if value},
            cb_kwargs={"link": link},
            dont_filter=True,
        )

    async def read_channel(self, response: Response, channel: str, kind: str, depth: int) -> AsyncIterator[Request]:
        """Hand the links of a channel to the ledger and ask for the sitemaps that it names.

        A channel of the *kind* ``section`` is an HTML page; one of the kind ``backfill`` lists what is long over.
        """
        status, links, whole, error = response.status, 0, True, None
        section = self._keep(response, channel, kind) if status != 304 else None
        if status != 304 and not 200 <= status < 300:
            error = f"{channel}: HTTP {status}"
        elif flaw := flaw_of(response):
            error = f"{channel}: {flaw}"
        elif status != 304:
            try:
                for chunk in _chunks(iter(section) if section else self._entries(response, channel, kind)):
                    for child in self.sieve.children(chunk, depth):
                        # An index that has not changed says nothing of its children: it is read whole each time.
                        whole = False
                        yield self._channel(child.url, kind, depth + 1)
                    kept = list(self.sieve.links(chunk))
                    whole = whole and (len(kept) == len(chunk) or not self.since)
                    links += len(kept)
                    self.count("listed", len(kept))
                    self.count("new", self.ledger.notice(self.outlet, kept, current=kind != "backfill"))
                    await asyncio.sleep(0)
            except FeedError as fault:
                error = str(fault)
        headers = dict(headers_of(response)) if whole and not error else {}
        self.ledger.channel_read(
            self.outlet, channel, status=status, headers=headers, links=links, error=error, whole=whole
        )

    def _keep(self, response: Response, channel: str, kind: str) -> list[Link | Child] | None:
        """Hand over what a channel answered; returns the entries of a section page, where it can be read.

        Such a page is new when its links are: much else moves on it.
        """
        section, listing = None, None
        if kind == "section":
            with suppress(FeedError):
                section = [*self._entries(response, channel, kind)]
                told = "".join(f"{link.url}\t{getattr(link, 'headline', '')}\n" for link in section)
                listing = digest_of(told.encode())
        self.ledger.keep_channel(self.outlet, capture_of(response, channel, "channel"), listing=listing)
        return section

    def _entries(self, response: Response, channel: str, kind: str) -> Iterator[Link | Child]:
        if kind == "section":
            yield from self.sieve.section(read_section(response.body, headers_of(response), channel), channel)
        else:
            yield from read_channel(response.body, channel)

    def miss_channel(self, failure: Any) -> None:
        """Take down that a channel could not be had."""
        if isinstance(failure.value, Stopped):
            return
        channel = failure.request.cb_kwargs["channel"]
        error = f"{channel}: {told(failure.value)}"
        self.ledger.channel_read(self.outlet, channel, status=None, headers={}, links=0, error=error)

    def read_reservations(self, response: Response, asked: str) -> None:
        """Hand over what the outlet's host reserves; no such file is an answer too."""
        self.ledger.keep_reservations(self.outlet, capture_of(response, asked, "tdmrep"))

    def miss_reservations(self, failure: Any) -> None:
        """What the host said before stays in force; the next run asks again."""
        self.logger.warning("%s: %s", failure.request.url, told(failure.value))

    async def _draw(self) -> list[Link]:
        """Return the next links to fetch; what triage turns down is left on the way."""
        count = min(self.draw, self.limit - self.drawn) if self.limit else self.draw
        try:
            while not self.halted and count > 0 and (links := self.ledger.due(self.outlet, count)):
                if chosen := [link for link in links if self._chosen(link)]:
                    self.drawn += len(chosen)
                    return chosen
                await asyncio.sleep(0)  # triage may turn down thousands in a row
        except StoreError as error:
            self.halt(str(error))  # a full disk: what was drawn stays due
        return []

    def _chosen(self, link: Link) -> bool:
        if not self.outlet.discover.triage:
            return True
        from standoff.relevance import triage

        found = triage(link.headline, link.url, link.language)
        if not found.relevant:
            self.ledger.left(self.outlet, link, reason="triage: " + ("; ".join(found.reasons) or "not relevant"))
            self.count("left")
        return bool(found.relevant)

    def read_page(self, response: Response, link: Link) -> Iterator[Record]:
        """Yield the response as a record, whatever its status; "not modified" alone leaves nothing to keep."""
        self.count("fetched")
        self._trouble(response.status in (401, 403, 429) or response.status >= 500, f"HTTP {response.status}")
        if response.status == 304:
            self.ledger.unchanged(self.outlet, link)
        else:
            yield Record(outlet=self.outlet, link=link, capture=capture_of(response, link.url))

    def miss_page(self, failure: Any) -> None:
        """Take down that a page could not be had. One that was not asked for since the run ends there stays due."""
        if isinstance(failure.value, Stopped):
            return
        if isinstance(failure.value, Postponed) and self.halted:  # which is a row of its own
            self.ledger.postponed(self.outlet, failure.request.cb_kwargs["link"])
            return
        reason = told(failure.value)
        self._trouble(not isinstance(failure.value, IgnoreRequest), reason)
        self.count("missed")
        self.ledger.missed(self.outlet, failure.request.cb_kwargs["link"], reason=reason)

    def failed_in_callback(self, failure: Any, response: Response | None) -> None:
        """A fault of our own loses neither the page nor the channel: it is taken down as well."""
        asked = getattr(getattr(response, "request", None), "cb_kwargs", {})
        if isinstance(failure.value, StoreError):
            self.halt(str(failure.value))  # nothing can be taken down any more; what was asked for stays due
        elif "link" in asked:
            self.ledger.missed(self.outlet, asked["link"], reason=told(failure.value), room="spider")
        elif "channel" in asked:
            error = f"{asked['channel']}: {told(failure.value)}"
            self.ledger.channel_read(self.outlet, asked["channel"], status=None, headers={}, links=0, error=error)

    def failed_in_room(self, item: Any, failure: Any) -> None:
        """Rooms write their own failures; what is no StandoffError has been written by nobody."""
        if isinstance(item, Record) and not isinstance(failure.value, StandoffError):
            self.ledger.missed(self.outlet, item.link, reason=told(failure.value), room="rooms")

    def _trouble(self, trouble: bool, reason: str) -> None:
        self.troubles = self.troubles + 1 if trouble else 0
        if self.troubles >= self.settings.getint("TROUBLES_IN_A_ROW"):
            self.halt(f"{self.troubles} pages in a row could not be had, the last with {reason}")

    async def _calm(self, below: int) -> bool:
        """Wait until fewer than *below* requests are under way and none waits. False when the crawl is closed."""
        engine: Any = self.crawler.engine
        while engine.scheduler is not None:
            busy = (
                engine.needs_backout()
                or engine.scheduler.has_pending_requests()
                or len(engine.downloader.active) >= below
                or (below == 1 and not engine.scraper.slot.is_idle())
            )
            if not busy:
                return True
            await asyncio.sleep(self.poll)
        return False


def _chunks(entries: Iterator[Link | Child]) -> Iterator[list[Link | Child]]:
    """Yield *entries* by CHUNK. Where reading ends in a fault, what came before it is yielded first."""
    chunk: list[Link | Child] = []
    try:
        for entry in entries:
            chunk.append(entry)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except FeedError:
        yield chunk
        raise
    yield chunk
