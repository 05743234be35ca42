"""Four shards, each with an archive of its own, merged: what one process would have kept, and nothing asked twice."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from newsroom import Newsroom, write_outlets
from pipelines.database import Database
from standoff.catalogue import load_catalogue, shard_of
from standoff.cli import main

STANDOFF = str(Path(sys.executable).with_name("standoff"))

CONTENT = (
    "select identity, url, articles.headline, text, page_type, status, relevant, published_at, section, tags"
    " from articles"
    " left join revisions on revisions.id = revision_id",
    "select identity, text_digest, change from revisions join articles on articles.id = article_id",
    'select identity, "start", "end", quotes.text, quotes.kind, speaker, cue, role, organisation, stance,'
    " venue, said_on"
    " from quotes join revisions on revisions.id = quotes.revision_id join articles on articles.id = article_id",
    "select url, digest, status, outlet, page_type from captures",
    "select identity, state, outlet from links",
)


def content(archive: Path) -> list[list[str]]:
    with closing(Database(archive, write=False)) as db:
        return [sorted(repr(tuple(row)) for row in db.rows(sql)) for sql in CONTENT]


class Shards:
    """The newsroom, and the verbs against it."""

    def __init__(self, folder: Path, newsroom: Newsroom) -> None:
        self.folder, self.newsroom = folder, newsroom
        write_outlets(folder / "outlets", newsroom.port)

    def arguments(self, verb: str, archive: str, *more: str) -> list[str]:
        path, outlets = str(self.folder / archive), str(self.folder / "outlets")
        return [verb, "-q", *more, "--archive", path, "--outlets", outlets]

    def start(self, verb: str, archive: str, *more: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [STANDOFF, *self.arguments(verb, archive, *more)],
            env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, verb: str, archive: str, *more: str) -> tuple[int, str]:
        """A crawl is a process of its own; other verbs are called here, which spares a second of imports each."""
        if verb == "crawl":
            with self.start(verb, archive, *more) as process:
                told = process.communicate(timeout=120)[1]
            return process.returncode, told
        with pytest.raises(SystemExit) as ended, redirect_stderr(StringIO()) as said:
            main(self.arguments(verb, archive, *more))
        return int(str(ended.value.code)), said.getvalue()

    def pages(self) -> Counter[tuple[str, str]]:
        with closing(Database(self.folder / "one.db", write=False)) as db:
            paths = {row["url"].partition("://")[2].partition("/")[2] for row in db.rows("select url from captures")}
        return Counter((hit.host, hit.path) for hit in self.newsroom.requests if hit.path[1:] in paths)


PARTS = [f"shard-{number}.db" for number in range(1, 5)]


@dataclass(frozen=True)
class Crawled:
    """One crawl of everything into ``one.db`` and four of shards, beside one another; and what each asked for."""

    folder: Path
    newsroom: Newsroom
    once: Counter[tuple[str, str]]
    sharded: Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with Newsroom() as newsroom:
        shards = Shards(tmp_path_factory.mktemp("crawled"), newsroom)
        assert shards.run("crawl", "one.db") == (0, "")
        once = shards.pages()
        newsroom.requests.clear()
        runs = [shards.start("crawl", part, "--shard", f"{number}/4") for number, part in enumerate(PARTS, 1)]
        assert [(run.communicate(timeout=240)[1], run.returncode) for run in runs] == [("", 0)] * 4
        yield Crawled(shards.folder, newsroom, once, shards.pages())


@pytest.fixture
def shards(crawled: Crawled, tmp_path: Path) -> Shards:
    """Copies of what was crawled; an empty shard made no archive."""
    for file in crawled.folder.glob("*.db"):
        shutil.copy(file, tmp_path)
    return Shards(tmp_path, crawled.newsroom)


def present(shards: Shards) -> list[str]:
    return [str(shards.folder / part) for part in PARTS if (shards.folder / part).exists()]


def test_merged_shards_are_what_one_process_keeps(crawled: Crawled, shards: Shards, look: Any) -> None:
    parts = present(shards)
    assert len(parts) > 1
    assert crawled.sharded == crawled.once
    assert max(crawled.once.values()) == 1
    assert shards.run("merge", "all.db", *parts) == (0, "")
    merged = shards.folder / "all.db"
    assert content(merged) == content(shards.folder / "one.db")
    assert look.faults(merged) == []
    before = look.counts(merged)
    assert shards.run("merge", "all.db", *parts) == (0, "")
    assert look.counts(merged) == before
    shards.newsroom.requests.clear()
    assert shards.run("crawl", "all.db") == (0, "")
    assert [hit.path for hit in shards.newsroom.requests if hit.path.endswith(".html") and not hit.conditional] == []


def test_a_killed_shard_and_a_killed_merge_lose_nothing(shards: Shards, look: Any) -> None:
    catalogue = load_catalogue(shards.folder / "outlets")
    number = shard_of(catalogue["freewave"], 4)
    killed = shards.folder / PARTS[number - 1]
    killed.unlink()
    kill_after(shards.start("crawl", killed.name, "--shard", f"{number}/4"), killed)
    assert shards.run("crawl", killed.name, "--shard", f"{number}/4") == (0, "")
    parts = present(shards)
    kill_after(shards.start("merge", "all.db", *parts), shards.folder / "all.db")
    assert shards.run("merge", "all.db", *parts) == (0, "")
    merged = shards.folder / "all.db"
    assert content(merged)[:3] == content(shards.folder / "one.db")[:3]
    assert look.faults(merged) == []


def kill_after(process: "subprocess.Popen[str]", archive: Path, captures: int = 2) -> None:
    """SIGKILL a run as soon as it has kept so many captures."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None and kept(archive) < captures:
        time.sleep(0.01)
    assert process.poll() is None, "the run was over before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def kept(archive: Path) -> int:
    if not archive.exists():
        return 0
    with closing(sqlite3.connect(archive)) as db, suppress(sqlite3.OperationalError):
        return int(db.execute("select count(*) from captures").fetchone()[0])
    return 0


def test_a_merge_tells_a_changed_history_and_takes_nothing_from_there_on(shards: Shards, look: Any) -> None:
    part = present(shards)[0]
    with closing(sqlite3.connect(part)) as db:
        db.execute("update captures set fetched_at = '2020-01-01T00:00:00Z' where id = 3")
        db.commit()
    code, told = shards.run("merge", "all.db", part)
    assert code == 1
    assert "capture 3 does not fit the hash chain" in told + str(failures(shards.folder / "all.db"))
    assert look.counts(shards.folder / "all.db")["captures"] == 2
    assert look.faults(shards.folder / "all.db") == []
    with closing(sqlite3.connect(shards.folder / "all.db")) as db:
        db.execute("update origins set run = 9 where number = 2")
        db.commit()
    assert any("does not fit the hash chain it had there" in fault for fault in look.faults(shards.folder / "all.db"))


def failures(archive: Path) -> list[str]:
    with closing(Database(archive, write=False)) as db:
        return [row["error"] for row in db.rows("select error from failures")]


def test_what_was_taken_down_here_does_not_come_back(shards: Shards, look: Any) -> None:
    part, merged = Path(present(shards)[0]), shards.folder / "one.db"
    with closing(Database(part, write=False)) as db:
        url = db.value("select url from articles where revision_id is not null order by id limit 1")
    assert shards.run("takedown", "one.db", url, "--reason", "court order") == (0, "")
    assert shards.run("merge", "one.db", str(part)) == (0, "")
    with closing(Database(merged, write=False)) as db:
        assert db.value("select revision_id from articles where url = ?", [url]) is None
        assert db.value("select count(*) from captures where url = ?", [url]) == 2
        still = "select count(*) from payloads join captures using (digest) where url = ? and encoding != 'removed'"
        assert db.value(still, [url]) == 0
    assert look.faults(merged) == []


def test_a_tombstone_comes_along_and_a_contradiction_is_told(shards: Shards, look: Any) -> None:
    part, merged = Path(present(shards)[0]), shards.folder / "all.db"
    assert shards.run("merge", "kept.db", str(part)) == (0, "")
    with closing(Database(part, write=False)) as db:
        url = db.value("select url from articles where revision_id is not null order by id limit 1")
    assert shards.run("takedown", part.name, url, "--reason", "court order") == (0, "")
    assert shards.run("merge", "all.db", str(part)) == (0, "")
    assert look.faults(merged) == []
    with closing(Database(merged, write=False)) as db:
        assert db.value("select reason from takedowns where url = ?", [url]) == "court order"
    assert shards.run("merge", "kept.db", str(part))[0] == 1
    assert any("taken down there (court order)" in error for error in failures(shards.folder / "kept.db"))
