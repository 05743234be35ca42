"""Four outlets as jobs of Scrapyd, each with an archive of its own, merged: what one process would have kept."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from newsroom import Newsroom, write_outlets
from pipelines.database import Database

if not all(map(importlib.util.find_spec, ("scrapyd", "pkg_resources"))):
    pytest.skip("not installed here: pip install scrapyd==1.6.0 'setuptools<82'", allow_module_level=True)

ROOT = Path(__file__).parents[2]
STANDOFF = [sys.executable, "-m", "standoff.cli"]
KEPT = (
    "select identity, url, page_type, status, relevant, published_at from articles",
    "select identity, text_digest, change from revisions join articles on articles.id = article_id",
    "select url, digest, status, outlet from captures",
    "select identity, state, outlet from links",
)


def kept(archive: Path) -> list[list[str]]:
    with closing(Database(archive, write=False)) as db:
        return [sorted(repr(tuple(row)) for row in db.rows(sql)) for sql in KEPT]


class Scrapyd:
    """Scrapyd over the shipped ``scrapy.cfg``, and the newsroom that its jobs crawl."""

    def __init__(self, folder: Path, newsroom: Newsroom) -> None:
        self.folder, self.newsroom = folder, newsroom
        write_outlets(folder / "outlets", newsroom.port)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        shutil.copy(ROOT / "scrapy.cfg", folder)
        (folder / "scrapyd.conf").write_text(f"[scrapyd]\nhttp_port = {self.port}\npoll_interval = 1\n")
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "STANDOFF_ALLOW_LOOPBACK": "1",
            "STANDOFF_OUTLETS": str(folder / "outlets"),
        }

    def ask(self, verb: str, posted: dict[str, str] | None = None, **query: str) -> dict[str, Any]:
        body = urlencode(posted).encode() if posted else None
        with urlopen(f"http://127.0.0.1:{self.port}/{verb}.json?{urlencode(query)}", body, timeout=10) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        assert found.get("status") == "ok", found
        return found

    def finished(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.ask("listjobs", project="standoff")["finished"]
        return found

    def standoff(self, *arguments: str) -> None:
        told = subprocess.run(
            [*STANDOFF, *arguments], env=self.environment, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stderr) == (0, "")


@pytest.fixture
def scrapyd(tmp_path: Path) -> Iterator[Scrapyd]:
    with Newsroom() as newsroom:
        daemon = Scrapyd(tmp_path, newsroom)
        command = [sys.executable, "-W", "ignore", "-m", "scrapyd"]
        with (tmp_path / "scrapyd.log").open("w") as log:
            process = subprocess.Popen(command, env=daemon.environment, cwd=tmp_path, stdout=log, stderr=log)
            try:
                until(lambda: bool(daemon.ask("daemonstatus")), tmp_path / "scrapyd.log")
                yield daemon
            finally:
                process.terminate()
                process.wait()


def until(done: Any, log: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if done():
                return
        except URLError:
            pass
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def test_jobs_of_scrapyd_keep_together_what_one_process_keeps(scrapyd: Scrapyd) -> None:
    folder = scrapyd.folder
    outlets = sorted(file.stem for file in (folder / "outlets").glob("*.toml"))
    scrapyd.standoff("crawl", "-q", "--archive", "one.db")
    alone = asked(scrapyd.newsroom)
    scrapyd.newsroom.requests.clear()
    assert scrapyd.ask("listspiders", project="standoff")["spiders"] == outlets
    assert len(outlets) == 4
    for name in outlets:
        job = {"project": "standoff", "spider": name, "setting": f"ARCHIVE={folder / name}.db", "jobid": name}
        assert scrapyd.ask("schedule", job)["jobid"] == name
    until(lambda: len(scrapyd.finished()) == len(outlets), folder / "scrapyd.log")
    assert asked(scrapyd.newsroom) == alone
    scrapyd.standoff("merge", "-q", *(f"{name}.db" for name in outlets), "--archive", "all.db")
    assert kept(folder / "all.db") == kept(folder / "one.db")


def asked(newsroom: Newsroom) -> Counter[tuple[str, str]]:
    return Counter((hit.host, hit.path) for hit in newsroom.requests)
