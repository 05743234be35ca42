"""Downloader middlewares that wait: the delay between two requests to a host, and what the host itself asks for."""

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from spiders.middlewares import Postponed, Stopped, halt
from standoff.urls import host_of, site_of

__all__ = ["Pace", "Patience", "delay_at", "retry_after"]


def delay_at(crawler: Any, host: str) -> float:
    """The seconds between two requests to *host*: the outlet's delay, or a longer one that robots.txt asks for."""
    known = crawler.engine.downloader.per_slot_settings.get(host, {})
    return float(known.get("delay", crawler.settings.getfloat("DOWNLOAD_DELAY")))


class Pace:
    """Holds a request back until its host may be asked again, counted from the last request of any run or outlet."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Stopped when the run is stopped meanwhile."""
        ledger = getattr(self.crawler.spider, "ledger", None)
        if ledger is None:  # a single page, asked for by hand
            return
        host = host_of(request.url)
        while (wait := ledger.claim(site_of(request.url), delay_at(self.crawler, host))) > 0:
            await _wait(self.crawler, wait, host)


class Patience(RetryMiddleware):
    """Retries a bounded number of times and waits as long as a host asks for; longer than that, the run ends there.

    What a host asked for in an earlier run is kept as well.
    """

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.longest = settings.getfloat("RETRY_AFTER_MAX")
        self.until: dict[str, float] = {}

    async def process_request(self, request: Request) -> None:
        """Hold the request back while its host wants to be left alone.

        Raises Postponed where that is too long to wait for, and Stopped when the run is stopped meanwhile.
        """
        host, ledger = host_of(request.url), getattr(self.crawler.spider, "ledger", None)
        seconds, reason = ledger.resting(site_of(request.url)) if ledger else (0.0, "")
        if seconds > self.longest:
            halt(self.crawler, host, reason)
            raise Postponed(f"{host} {reason}")
        self.until[host] = max(self.until.get(host, 0.0), time.monotonic() + seconds)
        while (wait := self.until[host] - time.monotonic()) > 0:
            await _wait(self.crawler, wait, host)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the response, or a request to make again."""
        if response.status in (429, 503) and (seconds := retry_after(response, datetime.now(UTC))) is not None:
            host, reason = host_of(request.url), f"answered {response.status} and asks to wait {seconds:.0f} s"
            if ledger := getattr(self.crawler.spider, "ledger", None):
                ledger.rest(site_of(request.url), seconds, reason)
            if seconds > self.longest:
                halt(self.crawler, host, reason)
                return response
            self.until[host] = max(self.until.get(host, 0.0), time.monotonic() + seconds)
        answer: Request | Response = super().process_response(request, response)
        return answer


async def _wait(crawler: Any, seconds: float, host: str) -> None:
    await asyncio.sleep(min(seconds, 1.0))
    if not crawler.engine.running:
        raise Stopped(f"the run was stopped while {host} had to be waited for")


def retry_after(response: Response, now: datetime) -> float | None:
    """Return the seconds that a response asks to wait (its header counts or is a date), or None."""
    raw = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if raw.isascii() and raw.isdigit():
        return float(raw)
    try:
        return max(0.0, (parsedate_to_datetime(raw).astimezone(UTC) - now).total_seconds())
    except ValueError:
        return None
