"""A site on loopback, and a crawl of it in a process of its own: a reactor cannot be started twice."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

Answer = tuple[int, Mapping[str, str], bytes]
Page = bytes | Answer | Callable[[BaseHTTPRequestHandler], Answer | None]


@dataclass
class Site:
    """Pages by path, and what was asked for. A page is its bytes, an answer, or a function that gives one."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def page(self) -> bytes:
        return b"<!DOCTYPE html><title>A page</title><p>Some words.</p>"

    def show(self, *paths: str) -> None:
        """List these pages in the latest sitemap, newest first, and serve those that are not served yet."""
        self.pages["/sitemap_1_latest.xml"] = self.sitemap(*paths)
        for path in paths:
            self.pages.setdefault(path, self.page)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def sitemap(self, *paths: str, lastmod: str = "2025-05-25T10:00:00Z") -> bytes:
        entries = "".join(f"<url><loc>{self.home}{path}</loc><lastmod>{lastmod}</lastmod></url>" for path in paths)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()

    def answer(self, handler: BaseHTTPRequestHandler) -> Answer | None:
        self.asked.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
        page = self.pages.get(handler.path, (404, {}, b"no such page"))
        if callable(page):
            return page(handler)
        if isinstance(page, bytes):
            kind = "text/xml" if "sitemap" in handler.path or "feed" in handler.path else "text/html; charset=utf-8"
            return 200, {"Content-Type": kind}, page
        return page


@pytest.fixture
def site(serving: Any) -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = served.answer(self)
            if answer is None:
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if not any(name.lower() == "content-length" for name in headers):
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with serving(Handler) as served.port:
        yield served


@dataclass(frozen=True)
class Crawl:
    """What a crawl left behind: everything the ledger was told, the records, and the log."""

    noticed: list[str]
    records: list[dict[str, Any]]
    missed: dict[str, str]
    rooms: dict[str, str]
    left: dict[str, str]
    channels: dict[str, dict[str, Any]]
    bodies: list[list[Any]]
    rests: list[list[Any]]
    halts: list[str]
    postponed: list[str]
    robots: list[list[Any]]
    stats: dict[str, Any]
    log: str


@pytest.fixture(scope="session")
def forks() -> Iterator[subprocess.Popen[str]]:
    """A process that has imported Scrapy and forks for each crawl: half a second saved each time."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STANDOFF_")}
    command = [sys.executable, "-W", "error", str(ROOT / "tests/spiders/crawl_once.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def crawl(site: Site, tmp_path: Path, forks: subprocess.Popen[str]) -> Callable[..., Crawl]:
    """Run a spider over the site. ``outlet`` is the text of an outlet file in which HOME is the site's address."""

    def run(outlet: str, loopback: bool = True, **settings: Any) -> Crawl:
        folder, out, log = tmp_path / "outlets", tmp_path / "out.json", tmp_path / "log"
        folder.mkdir(exist_ok=True)
        (folder / "demo.toml").write_text(outlet.replace("HOME", site.home), encoding="utf-8")
        task = {
            "settings": {"OUTLETS": str(folder), **settings},
            "environment": {"STANDOFF_ALLOW_LOOPBACK": "1"} if loopback else {},
            "out": str(out),
            "log": str(log),
        }
        assert forks.stdin
        assert forks.stdout
        forks.stdin.write(json.dumps(task) + "\n")
        forks.stdin.flush()
        status = forks.stdout.readline().strip()
        assert status == "0", log.read_text(encoding="utf-8")
        return Crawl(**json.loads(out.read_text(encoding="utf-8")), log=log.read_text(encoding="utf-8"))

    return run


@pytest.fixture
def outlet_text() -> str:
    """An outlet on the site, in the Pangea manner, without a delay."""
    return """
        name = "Demo"
        kind = "broadcaster"
        languages = ["en"]
        homepage = "HOME/"
        cms = "pangea"
        [discover]
        sitemaps = ["HOME/sitemap_1_latest.xml"]
        article = '/a/(?:[^/]+/)?\\d+\\.html$'
        delay = 0
        """


@pytest.fixture
def packed() -> Callable[[bytes], bytes]:
    return gzip.compress
