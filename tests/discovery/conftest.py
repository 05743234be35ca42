"""A small site on loopback, and the installed command that crawls it into a real archive."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from pipelines.database import Database
from pipelines.verify import verify

STANDOFF = Path(sys.executable).with_name("standoff")

OUTLET = """
name = "Harbour"
kind = "newspaper"
languages = ["en"]
homepage = "HOME/"
[discover]
sitemaps = ["HOME/sitemap.xml"]
article = '/news/\\d+$'
delay = 0
"""

WORDS = (
    "The communications regulator ordered internet providers on Monday to block the messaging service Telegram, which "
    "had refused to hand over its keys.",
    '"We will appeal against this decision in every court that will hear us," Ana Brel, who speaks for the company, '
    "said in the harbour on Monday evening.",
    "The ministry of justice said that the company had been warned three times and had answered none of the letters.",
)

Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class Site:
    """Pages by path, the requests that came, and the outlet file of the site."""

    folder: Path
    port: int = 0
    pages: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[tuple[float, str, int, dict[str, str]]] = field(default_factory=list)
    outlet: str = OUTLET

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def archive(self) -> Path:
        return self.folder / "archive.db"

    def html(
        self, headline: str = "Regulator blocks Telegram", *, head: str = "", words: tuple[str, ...] = WORDS
    ) -> bytes:
        body = "".join(f"<p>{word}</p>" for word in words)
        page = f"<title>{headline}</title>{head}<article><h1>{headline}</h1>{body}</article>"
        return f'<!DOCTYPE html><html lang="en"><head>{page}</html>'.encode()

    def page(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Serve an article."""
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8", **(headers or {})}, body)

    def show(self, **lastmods: str) -> None:
        """List pages in the sitemap: ``n1="2026-03-01T10:00:00Z"`` is /news/1."""
        entries = "".join(
            f"<url><loc>{self.home}/news/{name[1:]}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
            for name, day in lastmods.items()
        )
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()
        self.pages["/sitemap.xml"] = (200, {"Content-Type": "text/xml", "ETag": f'"{sha256(body).hexdigest()}"'}, body)

    def paths(self) -> list[str]:
        """What was asked for, except what every run asks a host first."""
        return [path for _, path, *_ in self.asked if path not in ("/robots.txt", "/.well-known/tdmrep.json")]

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start a run."""
        outlets = self.folder / "outlets"
        outlets.mkdir(exist_ok=True)
        (outlets / "harbour.toml").write_text(self.outlet.replace("HOME", self.home))
        command = [STANDOFF, "crawl", "-q", "--archive", self.archive, "--outlets", outlets, *arguments]
        environment = {**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"}
        return subprocess.Popen(
            list(map(str, command)), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    def crawl(self, *arguments: str, code: int = 0) -> str:
        """Make a whole run; returns what it said on standard error."""
        with self.start(*arguments) as process:
            told = process.communicate(timeout=120)[1]
        assert process.returncode == code, told
        return told

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the archive."""
        with closing(sqlite3.connect(self.archive)) as db:
            return db.execute(sql).fetchall()

    def faults(self) -> list[str]:
        """What is wrong with the archive."""
        with closing(Database(self.archive, write=False)) as db:
            return list(verify(db))

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        found = self.pages.get(path, (404, {"Content-Type": "text/plain"}, b"Not here."))
        status, told, body = found() if callable(found) else found
        if status == 200 and told.get("ETag") and headers.get("if-none-match") == told["ETag"]:
            return 304, told, b""
        return status, told, body


@pytest.fixture
def site(tmp_path: Path, serving: Any) -> Iterator[Site]:
    served = Site(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told, body = served.answer(self.path, headers)
            served.asked.append((time.monotonic(), self.path, status, headers))
            self.send_response(status)
            for name, value in told.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with serving(Handler) as served.port:
        yield served
