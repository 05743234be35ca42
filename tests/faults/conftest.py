"""What all fault tests do: run the installed command against a server, and look into what it left."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

import pytest

from newsroom import Newsroom, write_outlets
from pipelines.database import Database
from pipelines.verify import verify

STANDOFF = Path(sys.executable).with_name("standoff")
COMMITTED = ("captures", "articles", "revisions", "quotes", "links")


class Site:
    """The newsroom, and runs against it."""

    def __init__(self, outlets: Path, newsroom: Newsroom) -> None:
        self.outlets = outlets
        self.newsroom = newsroom

    def crawl(self, archive: Path) -> "subprocess.Popen[str]":
        """Start a run; its errors can be read from stderr."""
        return subprocess.Popen(
            [str(STANDOFF), "crawl", "-q", "--archive", str(archive), "--outlets", str(self.outlets)],
            env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, archive: Path) -> tuple[int, str]:
        """Make a whole run; its exit code and what it said on stderr."""
        with self.crawl(archive) as process:
            told = process.communicate(timeout=120)[1]
        return process.returncode, told

    def verify(self, archive: Path) -> tuple[int, str]:
        """Check an archive; the exit code and what was said."""
        command = [str(STANDOFF), "verify", "-q", "--archive", str(archive)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    outlets = tmp_path / "outlets"
    outlets.mkdir()
    with Newsroom() as newsroom:
        write_outlets(outlets, newsroom.port)
        yield Site(outlets, newsroom)


class Look:
    """What stands in an archive."""

    @staticmethod
    def counts(archive: Path) -> dict[str, int]:
        with closing(Database(archive, write=False)) as db:
            return {table: db.value(f"select count(*) from {table}") for table in COMMITTED}

    @staticmethod
    def is_begun(archive: Path) -> bool:
        """Whether a run got as far as making the tables; before that there is nothing to lose."""
        if not archive.exists():
            return False
        with closing(sqlite3.connect(archive)) as db:
            return bool(db.execute("select 1 from sqlite_master where name = 'outlet_health'").fetchone())

    @staticmethod
    def faults(archive: Path) -> list[str]:
        with closing(Database(archive, write=False)) as db:
            return list(verify(db))

    @staticmethod
    def pages(archive: Path) -> list[tuple[object, ...]]:
        sql = """
        select articles.url, articles.headline, page_type, relevant, count(revisions.id), group_concat(text_digest)
        from articles left join revisions on article_id = articles.id group by articles.id order by url"""
        with closing(Database(archive, write=False)) as db:
            return [tuple(row) for row in db.rows(sql)]


@pytest.fixture
def look() -> type[Look]:
    return Look


class Answers(BaseHTTPRequestHandler):
    """A handler that gives its answer in ``answer``, can say something in one line, and logs nothing."""

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        raise NotImplementedError

    def say(self, body: bytes, headers: Mapping[str, str] = MappingProxyType({}), status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Ended:
    """How a run ended: its code, what it said, the seconds it took, the most memory of its process in MiB."""

    code: int
    told: str
    seconds: float
    memory: int


#: The command, with less patience: what a hanging server costs is not to be waited for here.
HASTY = """
from spiders import settings
settings.DOWNLOAD_TIMEOUT, settings.RETRY_TIMES = 3, 1
from standoff.cli import main
main()
"""

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Web:
    """Servers of a test's own, under any name that ends in ``localhost``, and runs against them."""

    Answers = Answers

    serving: ClassVar[Callable[[type[BaseHTTPRequestHandler]], AbstractContextManager[int]]]

    @staticmethod
    def sitemap(addresses: Iterable[str]) -> bytes:
        urls = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
        return f"<urlset {XMLNS}>{urls}</urlset>".encode()

    @staticmethod
    def article(name: str) -> bytes:
        return f"""<html lang="en"><head><title>Ferry {name}</title></head><body><article>
        <h1>The ferry called {name}</h1>
        <p>The ferry called {name} left the harbour of {name} on Monday, its owner told the {name} council.</p>
        <p>Nobody in {name} had anything to say about the ferry, the {name} harbour or the weather of that day.</p>
        </article></body></html>""".encode()

    @staticmethod
    def write_outlet(folder: Path, name: str, port: int, **channels: list[str]) -> None:
        """An outlet at ``NAME.localhost`` with the sitemaps and feeds at these paths."""
        home = f"http://{name}.localhost:{port}/"
        named = "".join(f"{kind} = {[home + path for path in paths]}\n" for kind, paths in channels.items())
        about = f'name = "{name}"\nkind = "newspaper"\nhomepage = "{home}"\nlanguages = ["en"]\n'
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(f"{about}[discover]\n{named}article = '/a/'\ndelay = 0.0\n")

    @staticmethod
    def crawl(archive: Path, *, hasty: bool = False, command: Sequence[str] = ()) -> Ended:
        """A whole run over the outlets in the folder ``outlets`` beside the archive."""
        command = list(command) or ([sys.executable, "-c", HASTY] if hasty else [str(STANDOFF)])
        command += ["crawl", "-q", "--archive", str(archive), "--outlets", str(archive.with_name("outlets"))]
        started = time.monotonic()
        with archive.with_name("told").open("w+") as told:
            process = subprocess.Popen(command, env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"}, stderr=told)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            told.seek(0)
            return Ended(process.returncode, told.read(), time.monotonic() - started, used.ru_maxrss >> 10)

    @staticmethod
    def failures(archive: Path) -> dict[str, str]:
        """What the last run named, by the host's first name and the path."""
        sql = "select url, error from failures where crawl_id = (select max(id) from crawls)"
        with closing(sqlite3.connect(archive)) as db:
            rows = db.execute(sql).fetchall()
        parts = [(url.split("/"), error) for url, error in rows]
        return {"/".join([part[2].partition(".")[0], *part[3:]]): error for part, error in parts}

    @staticmethod
    def articles(archive: Path) -> list[str]:
        """The addresses that there is a text of, written as :meth:`failures` writes them."""
        with closing(sqlite3.connect(archive)) as db:
            rows = db.execute("select url from articles where revision_id is not null").fetchall()
        return sorted("/".join([part[2].partition(".")[0], *part[3:]]) for part in (url.split("/") for (url,) in rows))

    @staticmethod
    def let_a_day_go_by(archive: Path) -> None:
        """What waits for its next try is due."""
        with closing(sqlite3.connect(archive)) as db, db:
            db.execute("update links set due_at = '2026-01-01T00:00:00Z' where due_at is not null")


@pytest.fixture(scope="session")
def web(serving: Callable[[type[BaseHTTPRequestHandler]], AbstractContextManager[int]]) -> type[Web]:
    Web.serving = staticmethod(serving)
    return Web
