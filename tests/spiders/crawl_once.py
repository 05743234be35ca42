"""Run one spider with a ledger in memory; settings come in as JSON, what happened goes out as JSON."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.misc import load_object
from twisted.internet._resolver import GAIResolver

import spiders.received
import spiders.robots
from standoff.model import Capture, Link, Outlet, Record

RECORDS: list[dict[str, Any]] = []


class MemoryLedger:
    """The shape of spiders.ports.Ledger over plain dictionaries."""

    def __init__(self, validators: Mapping[str, dict[str, str]]) -> None:
        self.links: dict[str, Link] = {}
        self.handed: set[str] = set()
        self.known = validators
        self.told: dict[str, Any] = {
            "noticed": [],
            "missed": {},
            "rooms": {},
            "left": {},
            "channels": {},
            "bodies": [],
            "rests": [],
            "robots": [],
            "halts": [],
            "postponed": [],
        }

    def __deepcopy__(self, memo: object) -> "MemoryLedger":
        return self

    def notice(self, outlet: Outlet, links: Iterable[Link], *, current: bool = True) -> int:
        fresh = {link.url: link for link in links if link.url not in self.links}
        self.links |= fresh
        self.told["noticed"] += fresh
        return len(fresh)

    def due(self, outlet: Outlet, count: int) -> list[Link]:
        waiting = [link for link in self.links.values() if link.url not in self.handed]
        waiting.sort(key=lambda link: str(link.lastmod or link.published_at), reverse=True)
        self.handed |= {link.url for link in waiting[:count]}
        return waiting[:count]

    def validators(self, outlet: Outlet, channel_url: str) -> dict[str, str]:
        return self.known.get(channel_url, {})

    def keep_channel(self, outlet: Outlet, capture: Capture, *, listing: str | None = None) -> None:
        body = capture.body.decode("latin-1")
        self.told["bodies"].append([capture.url, capture.status, capture.kind, body, listing])

    def wanted(self, outlet: Outlet) -> str | None:
        return self.known.get("wanted", {}).get("url")

    def keep_reservations(self, outlet: Outlet, capture: Capture) -> None:
        self.told["bodies"].append([capture.url, capture.status, capture.kind, capture.body.decode("latin-1"), None])

    def keep_robots(self, outlet: Outlet, capture: Capture) -> None:
        self.told["robots"].append([capture.url, capture.status, capture.kind])

    def claim(self, site: str, delay: float) -> float:
        return 0.0

    def rest(self, site: str, seconds: float, reason: str) -> None:
        self.told["rests"].append([site, seconds, reason])

    def resting(self, site: str) -> tuple[float, str]:
        return 0.0, ""

    def halted(self, outlet: Outlet, reason: str) -> None:
        self.told["halts"].append(reason)

    def channel_read(self, outlet: Outlet, url: str, **answer: Any) -> None:
        answer["headers"] = dict(answer["headers"])
        self.told["channels"][url] = answer

    def missed(self, outlet: Outlet, link: Link, *, reason: str, room: str = "fetch") -> None:
        self.told["missed"][link.url] = reason
        self.told["rooms"][link.url] = room

    def postponed(self, outlet: Outlet, link: Link) -> None:
        self.told["postponed"].append(link.url)

    def left(self, outlet: Outlet, link: Link, *, reason: str) -> None:
        self.told["left"][link.url] = reason


class Shelf:
    """A room that keeps what it is given, or fails as the page says."""

    def process_item(self, record: Record) -> Record:
        capture = record.capture
        RECORDS.append(
            {
                "url": capture.url,
                "final_url": capture.final_url,
                "status": capture.status,
                "headers": capture.headers,
                "body": capture.body.decode("latin-1"),
                "digest": capture.digest,
                "flaw": capture.flaw,
                "fetched_at": capture.fetched_at.isoformat(),
            }
        )
        if fault := capture.body.decode("latin-1").partition("raise ")[2]:
            raise load_object(fault.strip())("as the page asked")
        return record


def fake_names(names: Mapping[str, str]) -> None:
    """Put a resolver beneath ours that knows a few names, and no others."""
    from twisted.internet import reactor

    def getaddrinfo(host: Any, *args: Any) -> Any:
        if host not in names and not host.replace(".", "").isdigit():
            raise socket.gaierror(f"no name service in tests: {host}")
        return socket.getaddrinfo(names.get(host, host), *args)

    reactor.installNameResolver(GAIResolver(reactor, getaddrinfo=getaddrinfo))


def break_spider(word: str) -> None:
    """Let the spider's own callback fail on pages that hold *word*."""
    real = spiders.received.digest_of

    def digest_of(body: bytes) -> str:
        if word.encode() in body:
            raise ValueError("broken on purpose")
        return real(body)

    spiders.received.digest_of = digest_of


def crawl(given: dict[str, Any]) -> None:
    """Run the spider ``demo`` with the settings in *given*; what happened goes to standard output."""
    ledger = MemoryLedger(given.pop("VALIDATORS", {}))
    names = given.pop("NAMES", {})
    if word := given.pop("BREAK", ""):
        break_spider(word)
    spiders.robots.MAX_AGE = given.pop("ROBOTS_AGE", spiders.robots.MAX_AGE)
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.update(given, priority="cmdline")
    settings.set("LEDGER", ledger, priority="cmdline")
    settings.set("ITEM_PIPELINES", {Shelf: 100}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    fake_names(names)
    crawler = process.create_crawler("demo")
    process.crawl(crawler)
    process.start()
    stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, (int, str))}
    json.dump({**ledger.told, "records": RECORDS, "stats": stats}, sys.stdout)
    sys.stdout.flush()


def main() -> None:
    """Take a crawl a line, run it in a fork of this process, where all is imported, and answer with its status."""
    for line in sys.stdin:
        task = json.loads(line)
        if child := os.fork():
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
            continue
        signal.alarm(60)
        os.environ.update(task["environment"])
        for number, file in ((1, task["out"]), (2, task["log"])):
            os.dup2(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), number)
        crawl(task["settings"])
        return


if __name__ == "__main__":
    main()
