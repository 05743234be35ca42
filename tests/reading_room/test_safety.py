"""What an attacker writes into a page stays text, and what is closed stays closed."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from lxml import html

ROOT = Path(__file__).resolve().parents[2]

PAGES = [
    "/",
    *(f"/article/{number}" for number in range(1, 9)),
    "/dispute/telegram-estonia",
    "/dispute/hostile-dispute",
]
PAGES += [
    "/search?q=alert",
    "/search?q=<script>alert(1)</script>",
    "/speaker/1",
    "/speaker/6",
    "/article/1/diff",
    "/platform/Telegram",
    "/platform/%3Cb%3EBold%3C%2Fb%3E",
    "/country/XX",
    "/outlet/hostile",
    "/archive/articles/6",
    "/archive/disputes/2",
    "/archive/speakers/6",
]
STOCK = ["/archive", "/archive/articles", "/archive/quotes", "/archive/latest_articles", "/archive/claims_and_denials"]
STOCK += ["/archive/articles/6?_stock=1", "/archive/disputes/2?_stock=1", "/archive/failures", "/archive/outlet_health"]
STOCK += ["/archive/search?q=alert", "/archive/who_denied", "/archive?sql=select+*+from+quotes"]


def _tree(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("path", PAGES + STOCK)
def test_hostile_values_stay_text(room: httpx.Client, path: str) -> None:
    response = room.get(path)
    tree = _tree(response)
    assert not re.search(r"<script>alert|<img src=x|</mark><script|<b>Bold", response.text)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert not [name for name in element.attrib if name.startswith("on")], html.tostring(element)
        for name in ("href", "src", "action"):
            assert not re.match(r"\s*(javascript|data|vbscript):", element.get(name) or "", re.IGNORECASE)


def test_hostile_values_are_shown_as_they_are(room: httpx.Client) -> None:
    tree = _tree(room.get("/article/6"))
    assert _words(tree.find(".//h1")).startswith("<script>alert('headline')</script>")
    assert [_words(mark) for mark in tree.iter("mark")] == ["</mark><script>alert('quote')</script> & ⟦so \u202eon"]
    assert "javascript:alert(document.domain)" in _words(tree.find_class("source")[0])
    assert "{{ nobody }} {% raw %}" in _words(tree.find_class("text")[0])


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_elsewhere(room: httpx.Client, path: str) -> None:
    tree = _tree(room.get(path))
    assert not list(tree.iter("script", "img", "iframe"))
    assert not [element for element in tree.iter() if isinstance(element.tag, str) and element.get("style")]
    for link in tree.iter("link"):
        assert (link.get("href") or "").startswith("/"), html.tostring(link)
    for sheet in ("/reading_room/room.css", "/reading_room/things.css", "/reading_room/stock.css"):
        assert not re.search(r"url\(|@import|https?:", room.get(sheet).text)


@pytest.mark.parametrize("path", ["/", "/article/1", "/archive", "/archive/quotes.csv", "/article/1.json", "/none"])
def test_every_answer_carries_the_headers(room: httpx.Client, path: str) -> None:
    headers = room.get(path).headers
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert not re.search(r"https?:|\*|unsafe-eval", headers["content-security-policy"])
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_raw_captures_are_closed(room: httpx.Client) -> None:
    assert room.get("/archive/payloads").status_code == 403
    digest = room.get("/archive/captures.json", params={"_shape": "array"}).json()[0]["digest"]
    for path in (f"/archive/payloads/{digest}", f"/archive/payloads/{digest}.blob?_blob_column=body"):
        assert room.get(path.replace(":", "~3A")).status_code == 403
    assert room.get("/archive.db").status_code == 403


@pytest.mark.parametrize("table", ["watches", "alerts", "alert_deliveries"])
def test_what_is_watched_for_is_closed(room: httpx.Client, table: str) -> None:
    assert room.get(f"/archive/{table}").status_code == 403
    assert room.get(f"/archive/{table}.json").status_code == 403


@pytest.mark.parametrize("sql", ["select randomblob(1500000)", "select hex(randomblob(900000))"])
def test_a_statement_cannot_ask_for_all_memory(room: httpx.Client, sql: str) -> None:
    answer = room.get("/archive.json", params={"sql": sql})
    assert answer.status_code == 400
    assert "too big" in answer.json()["error"]


def test_a_text_too_long_leaves_its_page_whole(serve: Callable[[Path], str], archive: Path, tmp_path: Path) -> None:
    long = tmp_path / "archive.db"
    long.write_bytes(archive.read_bytes())
    with sqlite3.connect(long) as conn:
        conn.execute("update revisions set text = text || printf('%.*c', 1500000, 'x') where article_id = 1")
    conn.close()
    with httpx.Client(base_url=serve(long)) as client:
        tree = _tree(client.get("/article/1"))
    assert "The text is too long to be shown" in _words(tree)
    assert "Liis Tamm" in _words(tree.find_class("quotes")[0])


def test_a_copy_without_full_text_lists_its_quotes(serve: Callable[[Path], str], archive: Path, tmp_path: Path) -> None:
    published = tmp_path / "archive.db"
    published.write_bytes(archive.read_bytes())
    with sqlite3.connect(published) as conn:
        conn.execute("update revisions set text = substr(text, 1, 180) || ' …'")
    conn.close()
    with httpx.Client(base_url=serve(published)) as client:
        tree = _tree(client.get("/article/1"))
    assert [mark.get("id") for mark in tree.iter("mark")] == ["q-1", "q-2"]
    assert "5 of them stand beyond the part of the text" in _words(tree)
    assert tree.get_element_by_id("q-4").tag == "li"


def test_a_page_of_closed_tables_is_closed(archive: Path, tmp_path: Path) -> None:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
    metadata["databases"]["archive"]["tables"]["revisions"]["allow"] = False
    closed = tmp_path / "metadata.json"
    closed.write_text(json.dumps(metadata), "utf-8")
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--metadata", str(closed)]
    command += ["--plugins-dir", str(ROOT / "reading_room" / "plugins")]
    command += ["--template-dir", str(ROOT / "reading_room" / "templates")]
    for path, code in (("/article/1.json", 1), ("/archive/articles/1", 1), ("/dispute/telegram-estonia.json", 0)):
        answer = subprocess.run([*command, "--get", path], capture_output=True, text=True, check=False)
        assert answer.returncode == code, path
        assert ("No letter of the board" in answer.stdout) == (code == 0), path


def test_exports_of_closed_tables_are_closed(archive: Path, tmp_path: Path) -> None:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
    metadata["databases"]["archive"]["tables"]["quotes"]["allow"] = False
    closed = tmp_path / "metadata.json"
    closed.write_text(json.dumps(metadata), "utf-8")
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--metadata", str(closed)]
    command += ["--plugins-dir", str(ROOT / "reading_room" / "plugins")]
    command += ["--template-dir", str(ROOT / "reading_room" / "templates")]
    shut = [
        "/dispute/telegram-estonia.csv",
        "/dispute/telegram-estonia.atom",
        "/feeds/denials.atom",
        "/article/1/diff.json",
    ]
    for path, code in (*((path, 1) for path in shut), ("/outlet/lantern.json", 0)):
        answer = subprocess.run([*command, "--get", path], capture_output=True, text=True, check=False)
        assert answer.returncode == code, path
        assert "No letter of the board" not in answer.stdout, path
