"""The pages of the reading room over HTTP, as readers meet them."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html

ROOT = Path(__file__).resolve().parents[2]


def _tree(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_article_shows_its_quotes_in_its_text(room: httpx.Client) -> None:
    tree = _tree(room.get("/article/1"))
    assert _words(tree.find(".//h1")) == "Board Threatens Telegram With A Block, Company Denies Ever Being Asked"
    marks = {mark.get("id"): mark for mark in tree.iter("mark")}
    assert _words(marks["q-4"]) == "No letter of the board ever reached us,"
    assert marks["q-4"].get("title") == "Anton Reva denies"
    assert "stance-denies" in marks["q-4"].get("class")
    # The quote within a quote has its own place, and says both speakers.
    assert marks["q-6"].get("title") == "Anton Reva demands; Postal and Telecom Board asserts"
    text = tree.find_class("text")[0]
    assert (text.get("lang"), text.get("dir")) == ("en", "ltr")
    assert len(text.findall("p")) == 5


def test_article_says_who_speaks_and_links_to_the_place(room: httpx.Client) -> None:
    tree = _tree(room.get("/article/1"))
    beside = tree.find_class("quotes")[0]
    assert "Liis Tamm board head, Postal and Telecom Board" in _words(beside)
    targets = [link.get("href") for link in beside.iter("a") if link.get("href").startswith("#q-")]
    assert targets == [f"#q-{number}" for number in range(1, 8)]
    assert all(tree.get_element_by_id(target[1:]) is not None for target in targets)


def test_article_tells_source_versions_captures_and_copies(room: httpx.Client, db: sqlite3.Connection) -> None:
    tree = _tree(room.get("/article/1"))
    links = {link.get("href") for link in tree.iter("a")}
    assert {
        "https://lantern.example/a/board-telegram/1001.html",
        "/article/1?revision=1",
        "/dispute/telegram-estonia",
    } <= links
    digest = db.execute("select digest from captures order by id desc limit 1").fetchone()[0]
    assert digest.startswith("sha256:")
    shown = db.execute("select digest from captures join revisions on capture_id = captures.id where article_id = 1")
    assert all(row["digest"] in _words(tree) for row in shown)
    assert "copy" in _words(_tree(room.get("/article/2")))
    assert "copy of a Cable story" in _words(_tree(room.get("/article/3")))


def test_an_older_version_can_be_seen(room: httpx.Client) -> None:
    tree = _tree(room.get("/article/1", params={"revision": "1"}))
    assert _words(tree.find(".//h1")) == "Board Threatens Telegram With A Block"
    assert "earlier version" in _words(tree)
    assert not list(tree.iter("mark"))
    for other in ("5", "99", "x"):
        assert room.get("/article/1", params={"revision": other}).status_code == 404


def test_a_page_without_text_says_why(room: httpx.Client) -> None:
    assert "showed no page of the outlet (block page)" in _words(_tree(room.get("/article/7")))
    assert "A video: the page has no text of its own" in _words(_tree(room.get("/article/8")))


def test_right_to_left(room: httpx.Client) -> None:
    text = _tree(room.get("/article/5")).find_class("text")[0]
    assert (text.get("lang"), text.get("dir")) == ("fa", "rtl")


def test_rows_show_the_page_of_their_thing(room: httpx.Client) -> None:
    for path in ("/archive/articles/1", "/archive/disputes/1", "/archive/speakers/1"):
        assert _tree(room.get(path)).find_class("head"), path
        assert not _tree(room.get(path, params={"_stock": "1"})).find_class("head"), path


def test_dispute_sets_claims_against_denials(room: httpx.Client) -> None:
    tree = _tree(room.get("/dispute/telegram-estonia"))
    claims, answers = tree.find_class("against")[0].findall("div")
    assert "Nobody answered" in _words(claims)
    assert "No letter of the board" in _words(answers)
    assert "did not respond" in _words(answers)
    # The copy of the wire story says nothing new.
    assert _words(claims).count("run out of stamps") == 1
    steps = tree.find_class("timeline")[0].findall(".//tbody/tr")
    assert [_words(step.find("td")) for step in steps] == ["2026-10-02", "2026-11 month", "2026-11-18"]
    assert "/article/1?revision=2#e-1" in {link.get("href") for link in tree.iter("a")}


def test_speaker_page_lists_what_was_said(room: httpx.Client) -> None:
    tree = _tree(room.get("/speaker/3"))
    assert _words(tree.find(".//h1")) == "Anton Reva"
    assert "Писем не было" in _words(tree)


def test_front_page_has_search_questions_and_freshness(room: httpx.Client, metadata: dict[str, Any]) -> None:
    tree = _tree(room.get("/"))
    links = {link.get("href") for link in tree.iter("a")}
    assert {f"/archive/{name}" for name in metadata["queries"]} <= links
    assert tree.get_element_by_id("ask").get("name") == "q"
    health = tree.find_class("health")[0]
    assert "10 silent days of 14" in [days.get("aria-label") for days in health.find_class("days")]


def test_search_finds_articles_and_quotes(room: httpx.Client) -> None:
    tree = _tree(room.get("/search", params={"q": "letter"}))
    assert {_words(mark) for mark in tree.find_class("hit")} == {"letter"}
    assert "/article/1#q-4" in {link.get("href") for link in tree.iter("a")}
    # Capitals and diacritics are folded, Cyrillic as Latin.
    assert _tree(room.get("/search", params={"q": "ПИСЕМ"})).find_class("hit")


@pytest.mark.parametrize(
    ("options", "articles", "quotes"),
    [
        ({"q": "stamps"}, 2, 2),
        ({"q": "stamps", "outlet": "cable"}, 1, 1),
        ({"q": "stamps", "stance": "denies"}, 2, 0),
        ({"q": "stamps", "since": "2026-11-17"}, 0, 0),
        ({"q": "stamps", "until": "2026-11-16"}, 2, 2),
        ({"q": '"of stamps"'}, 2, 2),
        ({"q": '"stamps of"'}, 0, 0),
        ({"q": ""}, 0, 0),
        ({"q": '"'}, 0, 0),
        ({"q": "stam\0ps"}, 2, 2),
        ({"q": "((NEAR"}, 0, 0),
        ({"q": "letter", "platform": "Telegram"}, 1, 1),
        ({"q": "letter", "platform": "Signal"}, 0, 0),
        ({"q": "letter", "country": "EE"}, 1, 1),
        ({"q": "letter", "country": "FI"}, 0, 0),
        ({"q": "letter", "speaker": "REVA"}, 1, 1),
        ({"q": "letter", "speaker": "Liis Tamm"}, 1, 0),
        ({"q": "letter", "speaker": "Nobody"}, 0, 0),
        ({"q": "letter", "speaker": '")) OR "'}, 0, 0),
        ({"speaker": "Reva"}, 0, 0),
    ],
)
def test_search_filters(room: httpx.Client, options: dict[str, str], articles: int, quotes: int) -> None:
    hits = room.get("/search.json", params=options).json()
    assert (len(hits["articles"]), len(hits["quotes"])) == (articles, quotes)
    assert room.get("/search", params=options).status_code == 200


def test_things_stand_behind_their_pages_as_json(room: httpx.Client) -> None:
    shown = room.get("/article/1.json").json()
    for quote in shown["quotes"]:
        assert shown["text"][0]["text"][quote["start"] : quote["end"]] == quote["text"]
    assert room.get("/dispute/telegram-estonia.json").json()["dispute"]["id"] == 1
    assert room.get("/speaker/3.json").json()["speaker"]["name"] == "Anton Reva"


@pytest.mark.parametrize(
    "path", ["/article/999", f"/article/{10**30}", "/dispute/none", "/speaker/999", "/no/such/page"]
)
def test_what_is_not_there_is_not_found(room: httpx.Client, path: str) -> None:
    response = room.get(path)
    assert response.status_code == 404
    assert "Traceback" not in response.text


def test_every_question_answers(room: httpx.Client, metadata: dict[str, Any]) -> None:
    asked = {
        "q": "telegram",
        "speaker": "Reva",
        "month": "2026-11",
        "dispute": "telegram-estonia",
        "wire": "Cable",
    }
    asked |= {"since": "2026-11-01", "crawl": "2"}
    for name in metadata["queries"]:
        rows = room.get(f"/archive/{name}.json", params=asked | {"_shape": "array"}).json()
        if name == "search_quotes":
            rows = room.get(f"/archive/{name}.json", params={"q": "letter", "_shape": "array"}).json()
        assert isinstance(rows, list), (name, rows)
        assert rows, name
        assert _tree(room.get(f"/archive/{name}", params=asked)) is not None


def test_every_question_bears_empty_and_odd_parameters(room: httpx.Client, metadata: dict[str, Any]) -> None:
    for name, query in metadata["queries"].items():
        for odd in ("", " ", '"', "((NEAR", "x:y", "%", "'; drop table articles; --"):
            answer = room.get(f"/archive/{name}.json", params=dict.fromkeys(query.get("params", []), odd))
            assert answer.status_code == 200, (name, odd, answer.text)
            if name.startswith(("search", "who_said")) and not odd.strip():
                assert answer.json()["rows"] == [], name


def test_found_words_are_marked_on_the_search_page(room: httpx.Client) -> None:
    tree = _tree(room.get("/archive/search", params={"q": "envelope"}))
    assert [_words(mark) for mark in tree.iter("mark")] == ["envelope"]
    assert "/article/1" in {link.get("href") for link in tree.iter("a")}


def test_csv_is_whole_and_plain(room: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(room.get("/archive/claims_and_denials.csv").text)))
    assert {row["dispute"] for row in rows} == {"telegram-estonia", "hostile-dispute"}
    assert all(row["article_id"].isdigit() and row["revision_id"].isdigit() for row in rows)


def test_an_archive_of_another_name_has_its_pages(serve: Callable[[Path], str], archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "demo.db"
    other.write_bytes(archive.read_bytes())
    with httpx.Client(base_url=serve(other)) as client:
        assert _tree(client.get("/")).find_class("health")
        assert len(list(_tree(client.get("/demo/articles/1")).iter("mark"))) >= 7
        assert json.loads(client.get("/article/1.json").text)["database"] == "demo"


def test_plain_datasette_answers_the_questions(archive: Path, metadata: dict[str, Any]) -> None:
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--metadata", str(ROOT / "metadata.yml")]
    answer = subprocess.run(
        [*command, "--get", "/archive/changed_since.json"], capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout)["rows"]
    page = subprocess.run([*command, "--get", "/archive"], capture_output=True, text=True, check=True).stdout
    assert all(query["title"] in page for query in metadata["queries"].values())


@pytest.mark.parametrize("asked", ["_sort=nosuch", "_sort_desc=nosuch", "_sort=id&_sort_desc=id"])
@pytest.mark.parametrize("form", ["", ".json", ".csv"])
def test_a_sort_that_cannot_be_is_the_readers_mistake(room: httpx.Client, asked: str, form: str) -> None:
    answer = room.get(f"/archive/articles{form}?{asked}")
    assert answer.status_code == 400
    assert "Cannot " in answer.text


def test_a_search_without_words_says_where_to_look(room: httpx.Client) -> None:
    tree = _tree(room.get("/search?q=&outlet=lantern&platform=Telegram&country=EE&speaker=Tamm&stance=threatens"))
    links = [link.get("href") for link in tree.find_class("warning")[0].iter("a")]
    assert len(links) == 4
    for link in links:
        assert room.get(link).status_code == 200, link
    assert not _tree(room.get("/search")).find_class("warning")


def test_denials_stand_by_the_day_with_the_word_that_denies(room: httpx.Client) -> None:
    sections = _tree(room.get("/")).iter("section")
    section = next(part for part in sections if part.findtext("h2") == "Newest denials")
    days = [row.find(".//time").get("datetime") for row in section.iter("li")]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)
    assert all("denies" in row.text_content() for row in section.iter("li"))
    assert section.find_class("cue")


def test_a_speaker_is_called_as_the_article_calls_them(
    serve: Callable[[Path], str], archive: Path, tmp_path: Path
) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(archive.read_bytes())
    with sqlite3.connect(path) as conn:
        conn.execute("update quotes set speaker = 'Антон Рева' where id = 4")
        speaker = conn.execute("select speaker_id from quotes where id = 4").fetchone()[0]
    conn.close()
    address = serve(path)
    assert "Also written Антон Рева." in _words(_tree(httpx.get(f"{address}/speaker/{speaker}")))
    for page in ("/", "/dispute/telegram-estonia", "/search?q=letter"):
        assert "Антон Рева" in httpx.get(address + page).text, page
