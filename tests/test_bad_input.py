"""What the web answers on a bad day, through the installed command: one message each, and nothing else is lost."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

STANDOFF = Path(sys.executable).with_name("standoff")

GOOD = """<html lang="ru"><head><meta charset="utf-8"><title>Суд оштрафовал Telegram</title></head><body><article>
<h1>Суд оштрафовал Telegram</h1><p>Суд оштрафовал Telegram на 5 тысяч рублей, сообщил регулятор в понедельник.</p>
<p>Компания на запрос не ответила. Раньше она говорила, что требований суда не получала и не видела.</p>
</article></body></html>"""

LONG_LINE = GOOD.replace("</article>", "<p>" + "слово " * 180_000 + "</p></article>")


class Site(BaseHTTPRequestHandler):
    """Good and bad answers, by path."""

    answers: ClassVar[dict[str, tuple[int, str, bytes]]] = {
        "/robots.txt": (404, "text/plain", b""),
        "/dead.xml": (200, "application/rss+xml", b"not a feed!"),
        "/page-as-feed.xml": (200, "application/xml", GOOD.encode()),
        "/gone.xml": (404, "text/html", b"<h1>Not here</h1>"),
        "/cut.xml.gz": (200, "application/gzip", b"\x1f\x8b\x08\x00cut off here"),
        "/empty.xml": (200, "application/xml", b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'),
        "/a/good": (200, "text/html; charset=utf-8", GOOD.encode()),
        "/a/wrong-charset": (200, "text/html; charset=iso-8859-5", GOOD.encode()),
        "/a/windows": (200, "text/html", GOOD.replace('charset="utf-8"', 'charset="windows-1251"').encode("cp1251")),
        "/a/empty": (200, "text/html", b""),
        "/a/long-line": (200, "text/html; charset=utf-8", LONG_LINE.encode()),
        "/a/picture": (200, "image/png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        "/a/missing": (404, "text/html", b"<h1>Not here</h1>"),
        "/a/broken": (500, "text/html", b"<h1>Oh</h1>"),
        "/a/noise": (200, "text/html", bytes(range(256)) * 40),
        "/a/short": (200, "text/html", GOOD.encode()[:300]),
        "/a/badzip": (200, "text/html", b"this is no gzip"),
        "/a/deep": (200, "text/html", b"<div>" * 200_000 + GOOD.encode()),
    }

    def do_GET(self) -> None:
        status, kind, body = self.answers.get(self.path, (404, "text/plain", b""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) + (100 if self.path == "/a/short" else 0)))
        if self.path == "/a/badzip":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        pages = [path for path in Site.answers if path.startswith("/a/")]
        urls = "".join(f"<url><loc>{address}{path}</loc></url>" for path in pages)
        urlset = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        Site.answers["/sitemap.xml"] = (200, "application/xml", urlset.encode())
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield address
        server.shutdown()


@pytest.fixture(scope="module")
def archive(home: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after one crawl of the site."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "outlets").mkdir()
    (folder / "outlets" / "badday.toml").write_text(
        f"""
name = "A bad day"
kind = "newspaper"
homepage = "{home}/"
languages = ["ru"]
[discover]
sitemaps = ["{home}/sitemap.xml", "{home}/empty.xml", "{home}/gone.xml", "{home}/cut.xml.gz", "{home}/page-as-feed.xml"]
feeds = ["{home}/dead.xml"]
article = '/a/'
delay = 0.0
""",
        encoding="utf-8",
    )
    file = folder / "archive.db"
    done = subprocess.run(
        [str(STANDOFF), "crawl", "--archive", str(file), "--outlets", str(folder / "outlets")],
        env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return file


def rows(archive: Path, sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(archive)) as db:
        return db.execute(sql).fetchall()


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_every_page_ended_somewhere(archive: Path) -> None:
    ended = {path_of(url) for (url,) in rows(archive, "select url from articles union select url from failures")}
    assert ended >= {path for path in Site.answers if path.startswith("/a/")}


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("/dead.xml", "11 bytes"),
        ("/page-as-feed.xml", "HTML"),
        ("/gone.xml", "HTTP 404"),
        ("/cut.xml.gz", "gzip"),
    ],
)
def test_dead_channel_is_named_with_its_reason(archive: Path, channel: str, told: str) -> None:
    errors = dict(rows(archive, "select url, error from failures where room = 'discover'"))
    (error,) = [error for url, error in errors.items() if path_of(url) == channel]
    assert told in error


def test_empty_sitemap_is_no_failure(archive: Path) -> None:
    assert [url for url, *_ in rows(archive, "select url from failures") if "empty.xml" in url] == []


@pytest.mark.parametrize("page", ["/a/good", "/a/wrong-charset", "/a/windows", "/a/long-line"])
def test_page_is_read_whatever_its_charset_or_length(archive: Path, page: str) -> None:
    sql = "select articles.url, articles.headline, text from articles join revisions on revisions.id = revision_id"
    found = {path_of(url): (headline, text) for url, headline, text in rows(archive, sql)}
    headline, text = found[page]
    assert headline == "Суд оштрафовал Telegram"
    assert "сообщил регулятор в понедельник" in text


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/a/short", "Content-Length"),
        ("/a/badzip", "gzip"),
        ("/a/empty", "empty"),
        ("/a/picture", "image/png"),
        ("/a/missing", "404"),
        ("/a/broken", "500"),
    ],
)
def test_page_that_is_no_article_is_a_failure_with_its_reason_and_its_bytes(
    archive: Path, page: str, told: str
) -> None:
    sql = (
        "select failures.url, error, captures.digest, payloads.size from failures"
        " join captures on captures.id = capture_id join payloads using (digest)"
    )
    found = {path_of(url): (error, size) for url, error, _, size in rows(archive, sql)}
    error, size = found[page]
    assert told in error
    assert int(size) == len(Site.answers[page][2])
