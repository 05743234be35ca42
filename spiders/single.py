"""Fetch one page by itself, under the same rules as a crawl: robots.txt, address check, limits of size and time."""

from collections.abc import AsyncIterator
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from spiders.received import capture_of
from standoff.errors import CaptureError
from standoff.model import Capture
from standoff.urls import host_of, is_web_address

__all__ = ["fetch"]


class _SingleSpider(Spider):
    name = "single"
    url: ClassVar[str]
    captures: ClassVar[list[Capture]]
    reasons: ClassVar[list[str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {host_of(self.url)}

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, self.read_page, errback=self.miss_page, dont_filter=True)

    def halt(self, reason: str) -> None:
        self.reasons.append(reason)

    def read_page(self, response: Response) -> None:
        self.captures.append(capture_of(response, self.url))

    def miss_page(self, failure: Any) -> None:
        self.reasons.append(str(failure.value) or type(failure.value).__name__)


def fetch(url: str) -> Capture:
    """Return what *url* answers, whatever its status. Works once in a process: it starts Scrapy's reactor.

    Raises CaptureError with the reason when there is no answer.
    """
    if not is_web_address(url):
        raise CaptureError(f"{url}: is no web address")
    parts: dict[str, Any] = {"url": url, "captures": [], "reasons": []}
    spider: type[_SingleSpider] = type("SingleSpider", (_SingleSpider,), parts)
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    alone: dict[str, Any] = {"ITEM_PIPELINES": {}, "LOG_INSTALL_ROOT_HANDLER": False, "DOWNLOAD_DELAY": 0}
    settings.update(alone, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(spider)
    process.start()
    if not spider.captures:
        raise CaptureError(f"{url}: {'; '.join(spider.reasons) or 'no answer'}")
    return spider.captures[0]
