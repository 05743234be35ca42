"""robots.txt by RFC 9309, with Protego: closed when it cannot be read, and closed on 401 and 403.

Scrapy's own middleware fetches pages when robots.txt answers 503 or not at all.
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from spiders.middlewares import Postponed, Refused, halt
from spiders.patience import delay_at
from spiders.reasons import told
from spiders.received import capture_of
from standoff.errors import StoreError
from standoff.urls import host_of

__all__ = ["Robots", "Rules", "rules_from"]

#: Parsed at least, by the RFC: 500 KiB. What stands behind is not read.
MAX_BYTES = 512 * 1024
#: RFC 9309 forbids the use of a copy older than a day.
MAX_AGE = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host. ``closed`` says why nothing may be fetched; ``unread`` that it may pass."""

    parser: Protego | None = None
    closed: str | None = None
    unread: bool = False

    def refusal(self, url: str, agent: str) -> str | None:
        """Return why *agent* may not fetch *url*, or None."""
        if self.closed:
            return self.closed
        if self.parser is None or self.parser.can_fetch(url, agent):
            return None
        return "robots.txt forbids it"


def rules_from(status: int, body: bytes) -> Rules:
    """Return the rules that an answer with *status* and *body* gives."""
    if 200 <= status < 300:
        whole = body[:MAX_BYTES]
        if len(body) > MAX_BYTES:
            whole = whole[: whole.rfind(b"\n") + 1]
        return Rules(parser=Protego.parse(whole.decode("utf-8-sig", errors="replace")))
    if status in (401, 403):
        return Rules(closed=f"robots.txt answered {status}: everything is closed")
    if status == 429 or status >= 500:
        return Rules(closed=f"robots.txt answered {status}: closed until it can be read", unread=True)
    if 400 <= status < 500:
        return Rules()
    return Rules(closed=f"robots.txt answered {status}: closed until it can be read", unread=True)


class Robots:
    """Asks each host for its robots.txt once a day at most, and holds requests to it."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.agent = str(crawler.settings["USER_AGENT"])
        self.longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.rules: dict[str, tuple[float, Rules]] = {}
        self.locks: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Refused when robots.txt forbids the request, and Postponed when it cannot be read."""
        if request.meta.get("robots"):
            return
        rules = await self._rules(request.url)
        if reason := rules.refusal(request.url, self.agent):
            self.crawler.stats.inc_value("standoff/robots_refused")
            if rules.unread:
                halt(self.crawler, host_of(request.url), reason)
                raise Postponed(reason)
            raise Refused(reason)

    async def _rules(self, url: str) -> Rules:
        address = urlsplit(url)
        site = f"{address.scheme}://{address.netloc}"
        async with self.locks.setdefault(site, asyncio.Lock()):
            read_at, rules = self.rules.get(site, (0.0, None))
            if rules is None or time.monotonic() - read_at > MAX_AGE:
                rules = await self._read(site)
                self.rules[site] = (time.monotonic(), rules)
                self._slow_down(address.hostname or "", rules)
        return rules

    async def _read(self, site: str) -> Rules:
        request = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            dont_filter=True,
            meta={"robots": True},
        )
        try:
            response: Response = await self.crawler.engine.download_async(request)
        except Exception as error:
            return Rules(closed=f"robots.txt cannot be read ({told(error)}): closed", unread=True)
        self._keep(response, request.url)
        return rules_from(response.status, response.body)

    def _keep(self, response: Response, url: str) -> None:
        """Proof of what was allowed. A single page, asked for by hand, has no ledger."""
        spider = self.crawler.spider
        if (ledger := getattr(spider, "ledger", None)) is not None:
            with suppress(StoreError):  # a full disk is told by whoever writes next
                ledger.keep_robots(spider.outlet, capture_of(response, url, "robots"))

    def _slow_down(self, host: str, rules: Rules) -> None:
        """A Crawl-delay longer than the outlet's own delay is kept, up to a limit: it is outside the RFC."""
        asked = rules.parser.crawl_delay(self.agent) if rules.parser else None
        if not asked:
            return
        downloader = self.crawler.engine.downloader
        delay = max(delay_at(self.crawler, host), min(float(asked), self.longest))
        # Scrapy drops the slot of a host that was idle for a minute: the next one has to know as well
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1}
        if slot := downloader.slots.get(host):
            slot.delay, slot.concurrency = delay, 1
