"""Servers that hang, drip, lie and go round in circles: the run ends, a row names each, and the next run heals."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import pytest

#: What each page of a bad day is, and a word of the row that names it.
PAGES = {
    "slow": {
        "hang": "imeout",
        "drip": "imeout",
        "short": "shorter than its Content-Length",
        "loop": "max redirections reached",
        "cookies": "max redirections reached",
        "away": "elsewhere.example is no host",
        "mute": "DownloadFailedError",
        "wall": "",
    },
    "verbose": {"forbidden": "robots.txt forbids it"},
    "silent": {},
}

#: Where a page leads that goes round in a circle, or wants a cookie first.
ELSEWHERE = {"loop": "/a/loop", "cookies": "/a/cookies", "away": "https://elsewhere.example/"}

#: Seconds of silence, more than the command waits.
HANGING = 8.0

WALL = b"""<html><head><title>Just a moment...</title></head><body><h1>Please enable cookies to continue</h1>
<p>Checking your browser before you can read this page.</p></body></html>"""


class BadDay:
    """What the server was asked for. ``over`` is the day after: everything is well."""

    port = 0
    over = False

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []


def robots(host: str) -> tuple[bytes, int]:
    """The rules of a host, and their status."""
    if host != "verbose":
        return b"", 404
    rules = "User-agent: *\nDisallow: /a/forbidden\n" + "# no rule at all\n" * 125_000
    return f"{rules}Disallow: /\n".encode(), 200


def drip(wire: BinaryIO, body: bytes) -> None:
    """A letter at a time, for longer than the command waits."""
    for letter in body:
        wire.write(bytes([letter]))
        time.sleep(0.1)


@pytest.fixture(scope="module")
def day(web: Any) -> Iterator[BadDay]:
    bad = BadDay()

    class Answers(web.Answers):  # type: ignore[misc]
        def answer(self) -> None:
            host, path = self.headers["Host"].partition(".")[0], self.path
            bad.asked.append((host, path))
            if path == "/sitemap.xml":
                self.say(web.sitemap(f"http://{host}.localhost:{bad.port}/a/{name}" for name in [*PAGES[host], "fine"]))
            elif path == "/robots.txt":
                time.sleep(HANGING if host == "silent" and not bad.over else 0)
                body, status = robots("fine" if bad.over else host)
                self.say(body, status=status)
            elif bad.over:
                self.say(web.article(path[3:]))
            else:
                self.page(path[3:])

        def page(self, name: str) -> None:
            body = WALL if name == "wall" else web.article(name)
            if name in ELSEWHERE and "Cookie" not in self.headers:
                self.say(b"", {"Location": ELSEWHERE[name], "Set-Cookie": "seen=1; Path=/"}, 302)
            elif name == "hang":
                time.sleep(HANGING)
            elif name == "drip":
                self.send_response(200)
                self.end_headers()
                drip(self.wfile, body)
            elif name != "mute":  # which closes without an answer
                self.say(body, {"Content-Length": str(len(body) + 500)} if name == "short" else {})

    with web.serving(Answers) as bad.port:
        yield bad


@pytest.fixture(scope="module")
def archive(day: BadDay, web: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("day")
    for host in PAGES:
        web.write_outlet(folder / "outlets", host, day.port, sitemaps=["sitemap.xml"])
    return folder / "archive.db"


@pytest.fixture(scope="module")
def ended(archive: Path, web: Any) -> Any:
    return web.crawl(archive, hasty=True)


def test_run_ends_in_time(ended: Any) -> None:
    assert (ended.code, ended.told) == (1, "")
    assert ended.seconds < 60


def test_every_fault_is_named_and_nothing_else(ended: Any, archive: Path, web: Any) -> None:
    named = web.failures(archive)
    wanted = {f"{host}/a/{name}": told for host, pages in PAGES.items() for name, told in pages.items() if told}
    wanted["silent/sitemap.xml"] = "robots.txt cannot be read"
    wanted["silent/"] = "robots.txt cannot be read"  # the outlet is given up
    assert named.keys() == wanted.keys()
    assert {path: named[path] for path, told in wanted.items() if told not in named[path]} == {}


def test_robots_that_hangs_closes_and_one_that_never_ends_is_read_to_its_limit(ended: Any, day: BadDay) -> None:
    assert {path for host, path in day.asked if host == "silent"} == {"/robots.txt"}
    files = {"/robots.txt", "/.well-known/tdmrep.json"}
    assert {path for host, path in day.asked if host == "verbose"} == {*files, "/sitemap.xml", "/a/fine"}


def test_wall_is_no_article(ended: Any, archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db:
        wall = "select page_type, revision_id from articles where url like '%/a/wall'"
        assert db.execute(wall).fetchall() == [("block_page", None)]


def test_next_run_heals(ended: Any, archive: Path, day: BadDay, web: Any, look: Any) -> None:
    assert look.faults(archive) == []
    day.over = True
    web.let_a_day_go_by(archive)
    again = web.crawl(archive, hasty=True)
    assert (again.code, again.told) == (0, "")
    assert web.articles(archive) == sorted(
        f"{host}/a/{name}" for host, pages in PAGES.items() for name in [*pages, "fine"]
    )
    assert look.faults(archive) == []
