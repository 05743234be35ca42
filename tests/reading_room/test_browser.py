"""The reading room in a real browser: quotes are seen, nothing of an attacker runs, pages fit a phone."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path

import httpx
import pytest
from lxml import html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
FLAGS += (
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--enable-logging=stderr",
)


@pytest.fixture
def browse(tmp_path: Path, room: httpx.Client) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Open a path of the reading room in a fresh headless Chromium, with more flags if given."""
    if CHROMIUM is None:
        reason = "no chromium here; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    def open_page(path: str, *more: str) -> subprocess.CompletedProcess[str]:
        address = str(room.base_url.join(path))
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *more, address]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    return open_page


def _complaints(log: str) -> list[str]:
    return [line for line in log.splitlines() if "CONSOLE" in line]


def test_the_article_page_shows_the_highlighted_quote(browse: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    seen = browse("/article/1#q-4", "--dump-dom")
    mark = html.fromstring(seen.stdout).get_element_by_id("q-4")
    assert mark.tag == "mark"
    assert mark.text_content() == "No letter of the board ever reached us,"
    assert _complaints(seen.stderr) == []


@pytest.mark.parametrize("path", ["/article/6", "/archive/quotes", "/archive?sql=select+1"])
def test_nothing_of_an_attacker_runs(browse: Callable[..., subprocess.CompletedProcess[str]], path: str) -> None:
    seen = browse(path, "--dump-dom")
    tree = html.fromstring(seen.stdout)
    assert not [script for script in tree.iter("script") if "alert" in (script.text or "")]
    # A script that the policy stops would be named here; Datasette's own must not be among them.
    assert _complaints(seen.stderr) == []
    if "sql=" in path:
        assert tree.find_class("CodeMirror")


MORE = ("/article/1/diff", "/platform/Telegram", "/country/EE", "/outlet/lantern", "/outlet/hostile")
FRAME = '<iframe width="390" height="800" srcdoc="{page}"></iframe>'
MEASURE = """<script>onload = () => { document.title = JSON.stringify([...document.querySelectorAll("iframe")].map(
  (frame) => frame.contentDocument.documentElement).map((page) => [page.clientWidth, page.scrollWidth])); };</script>"""


def test_pages_fit_a_phone(
    browse: Callable[..., subprocess.CompletedProcess[str]], room: httpx.Client, tmp_path: Path
) -> None:
    # A headless window is never narrower than 500 px, and no page of ours may be framed: so copies of them are.
    sheet = "".join(room.get(f"/reading_room/{name}.css").text for name in ("room", "things"))
    frames = []
    for path in ("/article/1", "/article/6", "/dispute/telegram-estonia", "/speaker/6", "/", *MORE):
        page = re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{sheet}</style>", room.get(path).text)
        frames.append(FRAME.format(page=escape(page, quote=True)))
    copy = tmp_path / "phone.html"
    copy.write_text(f"<!doctype html><body>{''.join(frames)}{MEASURE}", "utf-8")
    title = html.fromstring(browse(copy.as_uri(), "--dump-dom").stdout).findtext(".//title") or ""
    measured = json.loads(title)
    assert len(measured) == len(frames)
    assert [needed for width, needed in measured if needed > width or width > 390] == []
