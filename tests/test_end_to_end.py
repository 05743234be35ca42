"""The way of a user: the installed command, real HTTP, a served archive."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom import expected

STANDOFF = Path(sys.executable).with_name("standoff")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(STANDOFF), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive after its two crawls."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    done = run("demo", "--archive", str(file), "--no-serve")
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def served(archive: Path) -> Iterator[str]:
    """The address of a real Datasette over it."""
    command = [str(STANDOFF), "serve", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        told = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert told
        try:
            for _ in range(200):
                try:
                    get(f"{told[0]}/-/versions.json")
                    break
                except OSError:
                    time.sleep(0.1)
            yield told[0]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def rows(served: str, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get(f"{served}/demo/{path}"))
    return found


def host_and_path(url: str) -> str:
    return re.sub(r"^https?://([^/:]+)(?::\d+)?", r"\1", url)


def test_every_page_of_the_newsroom_is_in_the_archive(served: str) -> None:
    wanted = {host_and_path(page["url"]): page for page in expected() if page["version"] == 1}
    articles = rows(served, "articles.json?_shape=array&_size=max")
    found = {host_and_path(article["url"]): article for article in articles}
    assert set(found) == set(wanted)
    assert {url: article["page_type"] for url, article in found.items()} == {
        url: page["page_type"] for url, page in wanted.items()
    }


def test_changed_page_has_two_versions_and_says_so(served: str) -> None:
    changed = {host_and_path(page["url"]) for page in expected() if page["version"] == 2}
    history = rows(served, "article_history.json?_shape=array&_size=max")
    versions = [row for row in history if host_and_path(row["url"]) in changed]
    assert len(versions) == 2 * len(changed) > 0
    assert {row["change"] for row in versions} > {"first"}


def test_quotes_are_cut_from_their_version(served: str) -> None:
    sql = (
        'select quotes.text, substr(revisions.text, "start" %2B 1, "end" - "start") as cut'
        " from quotes join revisions on revisions.id = revision_id"
    )
    quotes = json.loads(get(f"{served}/demo.json?_shape=array&_size=max&sql={sql.replace(' ', '+')}"))
    assert len(quotes) > 20
    assert [quote for quote in quotes if quote["text"] != quote["cut"]] == []


def test_wire_copy_hangs_on_its_wire(served: str) -> None:
    reprints = rows(served, "wire_reprints.json?_shape=array")
    assert {row["relation"] for row in reprints} >= {"copy"}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["crawl", "nosuch"], 2, "no such outlet: nosuch"),
        (["crawl", "reuters"], 2, "robots"),
        (["crawl", "--limit", "0"], 2, "--limit"),
        (["status", "--archive", "none.db"], 2, "none.db: no such archive"),
        (["serve", "--archive", "none.db"], 2, "none.db: no such archive"),
        (["read"], 2, "give a FILE or URL"),
        (["read", "none.html"], 2, "none.html"),
        (["publish"], 2, "--to"),
        (["export", "csv"], 2, "--to"),
        (["export", "warc", "--to", "x", "--table", "quotes"], 2, "--table with csv and parquet"),
        (["export", "csv", "--to", "x", "--archive", "none.db"], 2, "none.db: no such archive"),
        (["outlets", "check", "--outlets", "nowhere"], 2, "nowhere"),
    ],
)
def test_wrong_use_is_one_clear_line(tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    done = subprocess.run(
        [str(STANDOFF), *arguments], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_broken_outlet_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text('name = "Odd"\ncolour = "red"\n', encoding="utf-8")
    done = run("crawl", "--outlets", str(tmp_path), "--archive", str(tmp_path / "a.db"))
    assert done.returncode == 2
    assert "odd.toml" in done.stderr
    assert "colour" in done.stderr
    assert not (tmp_path / "a.db").exists()
