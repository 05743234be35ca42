"""What all fault tests do: run the installed command against the bundled newsroom, and look into what it left."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

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
