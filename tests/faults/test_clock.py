"""A clock that is 400 days ahead in one run, and right in the next."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

#: The command under a clock that is ahead: every module of ours that asks for the time is given this one.
AHEAD = """
from datetime import datetime, timedelta
import pipelines.finish, pipelines.ledger, pipelines.run, spiders.middlewares
class Ahead(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=400)
for module in (pipelines.finish, pipelines.ledger, pipelines.run, spiders.middlewares):
    module.datetime = Ahead
from standoff.cli import main
main()
"""


class Harbour:
    """What the server answers to the page ``late``, and which requests for the sitemap were conditional."""

    port = 0
    status = 503

    def __init__(self) -> None:
        self.conditional: list[bool] = []


@pytest.fixture
def harbour(web: Any) -> Iterator[Harbour]:
    here = Harbour()

    class Answers(web.Answers):  # type: ignore[misc]
        def answer(self) -> None:
            if self.path == "/sitemap.xml":
                here.conditional.append("If-None-Match" in self.headers)
                pages = [f"http://harbour.localhost:{here.port}/a/{name}" for name in ("early", "late")]
                self.say(web.sitemap(pages), {"ETag": '"1"'})
            elif self.path == "/a/late":
                self.say(web.article("late"), status=here.status)
            else:
                self.say(web.article("early"), status=404 if self.path == "/robots.txt" else 200)

    with web.serving(Answers) as here.port:
        yield here


def clock_rows(archive: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(archive)) as db:
        return db.execute("select crawl_id, error from failures where room = 'clock'").fetchall()


def test_run_after_the_clock_was_set_back_heals_and_says_so_once(
    tmp_path: Path, harbour: Harbour, web: Any, look: Any
) -> None:
    archive = tmp_path / "archive.db"
    web.write_outlet(tmp_path / "outlets", "harbour", harbour.port, sitemaps=["sitemap.xml"])
    ahead = web.crawl(archive, command=[sys.executable, "-c", AHEAD])
    assert (ahead.code, ahead.told, web.articles(archive)) == (1, "", ["harbour/a/early"])
    harbour.status = 200
    back = web.crawl(archive)
    assert (back.code, back.told) == (1, "")
    [(run, error)] = clock_rows(archive)
    assert (run, error.startswith("run 1 is dated 20")) == (2, True)
    assert web.articles(archive) == ["harbour/a/early", "harbour/a/late"], "it waited for a day 400 days off"
    assert look.faults(archive) == []
    again = web.crawl(archive)
    assert (again.code, again.told, len(clock_rows(archive))) == (0, "", 1)
    assert harbour.conditional == [False, False, True], "a 304 to validators of a day to come is not asked for"
    assert look.faults(archive) == []
