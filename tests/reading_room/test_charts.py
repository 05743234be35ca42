"""The pictures: their tables say what the archive holds, and a browser draws them under the policy, from here alone."""

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
FLAGS += ("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr")
FLAGS += ("--virtual-time-budget=10000", "--dump-dom")
NAMES = ("coverage", "measures", "lag", "health")


def _tables(client: httpx.Client) -> dict[str, list[list[str]]]:
    tree = html.fromstring(client.get("/charts").text)
    found = {}
    for section in tree.iter("section"):
        rows = [[cell.text_content() for cell in row] for row in section.iterfind(".//tbody/tr")]
        found[section.find("h2").get("id")] = rows
    return found


def test_without_scripts_the_page_is_tables(charted: httpx.Client, db: sqlite3.Connection) -> None:
    tables = _tables(charted)
    assert set(tables) == set(NAMES)
    last = db.execute("select date(max(published_at)) from articles").fetchone()[0]
    count = (
        "select count(*) from articles where published_at >= date(?, '-20 days') and published_at < date(?, '+1 day')"
    )
    assert sum(int(row[2]) for row in tables["coverage"]) == db.execute(count, [last, last]).fetchone()[0] > 0
    assert [row for row in tables["lag"] if row[1] != "0"] == [["1 to 3 days", "1"]]
    assert len(tables["lag"]) == 7
    assert ["EE", "fine", "1", "1"] in tables["measures"]
    assert {int(row[1]) + int(row[2]) for row in tables["health"]} == {14}


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_has_its_question(charted: httpx.Client, name: str) -> None:
    page = html.fromstring(charted.get("/charts").text)
    (link,) = [link for link in page.iter("a") if (link.get("href") or "").endswith(f"/chart_{name}")]
    question = charted.get(link.get("href"))
    assert "select" in question.text
    asked = charted.get(f"{link.get('href')}.json?_shape=array").json()
    assert [[str(value) for value in row.values()] for row in asked] == _tables(charted)[name]


def test_the_library_comes_from_here_packed_and_once(charted: httpx.Client) -> None:
    address = re.search(r'src="(/charts/plotly[^"]+)"', charted.get("/charts").text)
    assert address
    answer = charted.get(address[1])
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["cache-control"]
    bare = charted.get(address[1], headers={"accept-encoding": "identity"})
    assert "content-encoding" not in bare.headers
    assert bare.content == answer.content
    assert b"MIT license" in bare.content[:300]
    assert len(gzip.compress(bare.content)) < 2_000_000


CLAIMED = """
insert into statements values (1, 'Liis Tamm', 'government', 'asserts', '2026-11-16', 'We wrote', 1, 1, 1);
insert into statement_quotes values (2, 1, 1);
insert into claim_answers values (1, 2, 4, 'denies', 24.0, 0.9, 'fixture');
"""
HOSTILE = '<b>loud</b><a href="javascript:alert(1)">y</a><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def charted(serve: Callable[[Path], str], archive: Path, tmp_path_factory: Any) -> Iterator[httpx.Client]:
    """The invented archive with one denial a day after its claim, and an outlet whose name is an attack."""
    path = tmp_path_factory.mktemp("charted") / "archive.db"
    path.write_bytes(archive.read_bytes())
    with sqlite3.connect(path) as conn:
        conn.executescript(CLAIMED)
        conn.execute(
            "insert into outlets values (?, 'Loud', 'site', null, '[]', 'https://loud.example/', null, 1, null)",
            [HOSTILE],
        )
    conn.close()
    with httpx.Client(base_url=serve(path), timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def drawn(charted: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, str]:
    """The page as a browser has drawn it, and what the browser said meanwhile."""
    if CHROMIUM is None:
        reason = "no chromium here; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    profile: Path = tmp_path_factory.mktemp("charts")
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", str(charted.base_url.join("/charts"))]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    return html.fromstring(seen.stdout), seen.stderr


def test_every_picture_is_drawn_under_the_policy(drawn: tuple[Any, str]) -> None:
    tree, log = drawn
    assert [line for line in log.splitlines() if "CONSOLE" in line] == []
    figures = list(tree.iter("figure"))
    assert [int(figure.get("data-drawn")) > 0 for figure in figures] == [True] * 4
    assert all(figure.find(".//details").get("open") is None for figure in figures)
    assert all(figure.find_class("main-svg") for figure in figures)


def test_a_picture_has_a_mark_for_every_number(drawn: tuple[Any, str], charted: httpx.Client) -> None:
    tree, _ = drawn
    tables = _tables(charted)
    _, measures, lag, health = tree.iter("figure")
    assert len(measures.find_class("point")) == len(tables["measures"])
    assert len(lag.find_class("point")) == len(tables["lag"])
    assert len(health.find_class("point")) == 2 * len(tables["health"])
    named = {label.text_content() for label in health.find_class("ytick")}
    assert named == {row[0] for row in tables["health"]}


def test_hostile_words_stay_words(drawn: tuple[Any, str]) -> None:
    tree, _ = drawn
    labels = {label.text_content() for label in tree.find_class("ytick")}
    assert HOSTILE in labels
    for chart in tree.find_class("chart"):
        assert not list(chart.iter("a", "img", "script", "b"))
