"""What leaves the reading room in other formats: whole, harmless in a spreadsheet, valid as a feed."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import feedparser
import httpx
import pytest
from lxml import etree, html

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = (
    "/dispute/telegram-estonia.atom",
    "/dispute/hostile-dispute.atom",
    "/feeds/denials.atom",
    "/feeds/changes.atom",
)
FEEDS += ("/search.atom?q=alert", "/search.atom?q=stamps&outlet=cable", "/search.atom", "/search.atom?q=%00%08")


def _feed(room: httpx.Client, path: str) -> Any:
    answer = room.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


def test_csv_has_every_move_with_its_place(room: httpx.Client) -> None:
    answer = room.get("/dispute/telegram-estonia.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    fine = next(row for row in rows if row["move"] == "fine")
    assert (fine["date"], fine["precision"], fine["actor"], fine["side"]) == (
        *("2026-11-18", "day"),
        *("Postal and Telecom Board", "government"),
    )
    assert (fine["amount"], fine["first_source"], fine["reports"]) == ("40000.0", "The Lantern", "1")
    assert fine["archived_version"].startswith(str(room.base_url))
    path, place = fine["archived_version"].split("#")
    assert html.fromstring(room.get(path).text).get_element_by_id(place).text_content() == fine["words"]
    shown = room.get("/dispute/telegram-estonia.json").json()
    assert len(rows) == len(shown["steps"]) + len(shown["statements"])


def test_csv_cells_are_no_formulas(plugin: Callable[[str], ModuleType], room: httpx.Client) -> None:
    exports = plugin("exports")
    row = dict.fromkeys(exports.COLUMNS, "=cmd|' /C calc'!A0")
    read = next(csv.DictReader(io.StringIO(exports.csv_of([row]))))
    assert all(cell.startswith("'=") for cell in read.values())
    hostile = csv.reader(io.StringIO(room.get("/dispute/hostile-dispute.csv").text))
    assert not [cell for line in hostile for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_ndjson_has_everything(room: httpx.Client) -> None:
    lines = [json.loads(line) for line in room.get("/dispute/telegram-estonia.ndjson").text.splitlines()]
    shown = room.get("/dispute/telegram-estonia.json").json()
    for name in ("steps", "statements", "sources", "parties"):
        assert len([line for line in lines if line["record"] == name]) == len(shown[name]) > 0


def test_every_hit_of_a_search_is_in_its_csv(room: httpx.Client) -> None:
    answer = room.get("/search/quotes.csv", params={"q": "stamps", "outlet": "cable"})
    assert answer.headers["content-disposition"] == 'attachment; filename="quotes.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["speaker"], row["outlet"]) == ("Liis Tamm", "cable")
    articles = csv.DictReader(io.StringIO(room.get("/search/articles.csv", params={"q": "stamps"}).text))
    assert sorted(row["outlet"] for row in articles) == ["cable", "lantern"]
    assert len(room.get("/search/articles.csv").text.splitlines()) == 1
    hostile = csv.reader(io.StringIO(room.get("/search/quotes.csv", params={"q": "alert"}).text))
    assert not [cell for line in hostile for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_are_valid_and_lead_nowhere_bad(room: httpx.Client, path: str) -> None:
    feed = _feed(room, path)
    for need in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']"):
        assert feed.find(need, ATOM) is not None, need
    ids = [node.text for node in feed.iterfind("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids)) <= 50
    assert all(
        re.fullmatch(r"tag:127\.0\.0\.1,2026:\w+/[\w-]+", name) for name in (*ids, feed.findtext("a:id", None, ATOM))
    )
    for entry in feed.iterfind("a:entry", ATOM):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext("a:updated", None, ATOM))
        assert entry.findtext("a:title", None, ATOM)
    assert all(re.match("https?://", link.get("href")) for link in feed.iter("{*}link"))
    assert {node.tag.split("}")[1] for node in feed.iter()} <= set(
        "feed id title updated author name link entry summary".split()
    )
    read = feedparser.parse(room.get(path).content)
    assert not read.bozo
    assert len(read.entries) == len(ids)


def test_feeds_hold_what_they_promise(room: httpx.Client) -> None:
    words = [node.text for node in _feed(room, "/feeds/denials.atom").iterfind("a:entry/a:summary", ATOM)]
    assert "No letter of the board ever reached us," in words
    assert "</mark><script>alert('quote')</script> & ⟦so \u202eon" in words
    titles = [node.text for node in _feed(room, "/feeds/changes.atom").iterfind("a:entry/a:title", ATOM)]
    assert titles == ["edit: Board Threatens Telegram With A Block, Company Denies Ever Being Asked"]
    assert len(_feed(room, "/search.atom?q=stamps&outlet=cable").findall("a:entry", ATOM)) == 2
    assert _feed(room, "/search.atom").findall("a:entry", ATOM) == []


def test_ids_stay_when_row_numbers_move(plugin: Callable[[str], ModuleType]) -> None:
    feeds = plugin("feeds")
    one = feeds.Entry("act", "title", "words", "outlet", "/article/1?revision=1#e-1", "https://a.example/1", "2026")
    two = feeds.Entry("act", "other", "words", "outlet", "/article/1?revision=9#e-9", "https://a.example/1", "2027")
    assert one.mark == two.mark
    moments = [feeds.moment(*odd) for odd in ((None, "2026-01-02"), ("soon",), ("2026-01-02T03:04:05.678+02:00",))]
    assert moments == ["2026-01-02T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-02T01:04:05Z"]


def test_a_feed_has_fifty_entries_at_most(plugin: Callable[[str], ModuleType]) -> None:
    feeds = plugin("feeds")
    held = [
        feeds.Entry("act", "t\x00", f"w{n}\x1b", "o", "/", "javascript:1", f"2026-01-01T00:00:{n:02}Z")
        for n in range(60)
    ]
    ways = {"address": lambda path: f"http://x{path}", "href": lambda address: None}
    read = etree.fromstring(feeds.atom("t", "m", "x", {"self": "http://x/"}, held, **ways).encode())
    assert len(read.findall("a:entry", ATOM)) == 50
    assert read.findtext("a:updated", None, ATOM) == "2026-01-01T00:00:59Z"


def test_pages_name_their_feeds(room: httpx.Client) -> None:
    for path, feeds in (("/", 2), ("/dispute/telegram-estonia", 1), ("/search?q=stamps", 1)):
        tree = html.fromstring(room.get(path).text)
        named = [link.get("href") for link in tree.iter("link") if link.get("type") == "application/atom+xml"]
        assert len(named) == feeds
        assert all(room.get(feed).status_code == 200 for feed in named)


def test_what_is_not_there_has_no_export(room: httpx.Client) -> None:
    for form in ("csv", "ndjson", "atom"):
        assert room.get(f"/dispute/none.{form}").status_code == 404


THINGS = (
    "/article/1",
    "/speaker/6",
    "/outlet/lantern",
    "/platform/Telegram",
    "/country/EE",
    "/dispute/telegram-estonia",
)


@pytest.mark.parametrize("path", THINGS)
def test_every_thing_has_json_and_csv_behind_it(room: httpx.Client, path: str) -> None:
    tree = html.fromstring(room.get(path).text)
    offered = {link.get("type"): link.get("href") for link in tree.iter("link") if link.get("rel") == "alternate"}
    linked = {link.get("href") for link in tree.find_class("exports")[0].iter("a")}
    for kind in ("application/json", "text/csv"):
        assert offered[kind] in linked
        assert room.get(offered[kind]).headers["content-type"].startswith(kind)
    for link in linked:
        assert room.get(link).status_code == 200, link
    rows = list(csv.DictReader(io.StringIO(room.get(offered["text/csv"]).text)))
    assert rows
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_the_csv_of_a_thing_has_what_its_page_shows(room: httpx.Client) -> None:
    read = {path: list(csv.DictReader(io.StringIO(room.get(f"{path}.csv").text))) for path in THINGS}
    shown = {path: room.get(f"{path}.json").json() for path in THINGS}
    article = shown["/article/1"]
    assert len(read["/article/1"]) == len(article["quotes"]) + len(article["events"])
    assert {row["quote_id"] for row in read["/speaker/6"]} == {
        str(row["quote_id"]) for row in shown["/speaker/6"]["said"]
    }
    assert len(read["/outlet/lantern"]) == shown["/outlet/lantern"]["outlet"]["articles"]
    moves = [row for row in read["/platform/Telegram"] if row["dispute"] == "telegram-estonia"]
    assert [row | {"dispute": ""} for row in moves] == [
        row | {"dispute": ""} for row in read["/dispute/telegram-estonia"]
    ]
    assert [row for row in read["/country/EE"] if row["dispute"] == "telegram-estonia"] == moves
    place = read["/article/1"][0]["archived_version"]
    path, mark = place.split("#")
    assert html.fromstring(room.get(path).text).get_element_by_id(mark).text_content() == read["/article/1"][0]["words"]
    older = room.get("/article/1.json?revision=1").json()
    assert room.get("/article/1.csv?revision=1").text.count("\n") - 1 == len(older["quotes"]) + len(older["events"])


def test_a_csv_is_whole_however_long_it_is(serve: Callable[[Path], str], archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    file.write_bytes(archive.read_bytes())
    with sqlite3.connect(file) as conn:
        names = [
            row[1] for row in conn.execute("pragma table_info(articles)") if row[1] not in ("id", "url", "identity")
        ]
        columns = ", ".join(f'"{name}"' for name in names)
        conn.execute(
            f"""with recursive n(i) as (select 1 union all select i + 1 from n where i < 10500)
            insert into articles(url, identity, {columns})
            select 'https://lantern.example/' || i, 'more/' || i, {columns} from n join articles on articles.id = 1"""
        )
        held = conn.execute("select count(*) from articles where outlet = 'lantern'").fetchone()[0]
    conn.close()
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{serve(file)}/outlet/lantern.csv", timeout=60).text)))
    assert len(rows) == len({row["article_id"] for row in rows}) == held > 10_000


def test_a_csv_that_is_not_there_is_not_found(room: httpx.Client) -> None:
    for path in ("/article/999", f"/speaker/{10**30}", "/outlet/none", "/platform/%00", "/country/ZZ", "/charts"):
        assert room.get(f"{path}.csv").status_code == 404, path
