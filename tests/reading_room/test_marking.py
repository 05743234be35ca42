"""The cutting of a text at its quotes, and the addresses a reader may follow."""

import importlib.util
import sqlite3
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

PLUGINS = Path(__file__).resolve().parents[2] / "reading_room" / "plugins"


def load_plugin(name: str) -> ModuleType:
    """A plugin as a module, loaded from its file as Datasette does."""
    spec = importlib.util.spec_from_file_location(f"reading_room_{name}", PLUGINS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


marking = load_plugin("marking")


def _quote(text: str, number: int, start: int, end: int) -> dict[str, Any]:
    return {"id": number, "start": start, "end": end, "text": text[start:end]}


def _shape(text: str, quotes: list[dict[str, Any]]) -> list[list[tuple[str, tuple[int, ...]]]]:
    cut = marking.paragraphs(text, quotes)
    return [[(piece.text, tuple(quote["id"] for quote in piece.quotes)) for piece in pieces] for pieces in cut]


def test_a_quote_is_cut_out_of_its_paragraph() -> None:
    text = "He said yes.\n\nShe did not."
    assert _shape(text, [_quote(text, 1, 8, 11)]) == [
        [("He said ", ()), ("yes", (1,)), (".", ())],
        [("She did not.", ())],
    ]


def test_offsets_count_code_points() -> None:
    text = "📬📬 ё̆ “да”"
    start = text.index("да")
    assert _shape(text, [_quote(text, 1, start, start + 2)])[0][1] == ("да", (1,))


def test_nested_and_overlapping_quotes_share_pieces() -> None:
    text = "abcdefgh"
    quotes = [_quote(text, 1, 0, 6), _quote(text, 2, 2, 4), _quote(text, 3, 5, 8)]
    assert _shape(text, quotes) == [[("ab", (1,)), ("cd", (1, 2)), ("e", (1,)), ("f", (1, 3)), ("gh", (3,))]]


def test_a_quote_over_two_paragraphs_opens_once() -> None:
    text = "one two\n\nthree four"
    cut = marking.paragraphs(text, [_quote(text, 7, 4, 14)])
    assert [piece.opens for pieces in cut for piece in pieces if piece.quotes] == [(7,), ()]


def test_a_quote_that_begins_between_paragraphs_opens_with_the_next() -> None:
    text = "one\n\ntwo"
    cut = marking.paragraphs(text, [_quote(text, 7, 4, 8)])
    assert [(piece.text, piece.opens) for pieces in cut for piece in pieces] == [("one", ()), ("two", (7,))]


def test_words_that_do_not_stand_there_mark_nothing() -> None:
    assert _shape("some other text", [{"id": 1, "start": 0, "end": 4, "text": "Some"}]) == [[("some other text", ())]]
    assert marking.paragraphs("", [{"id": 1, "start": 0, "end": 4, "text": "Some"}]) == []


@given(st.text("ab \n📬", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_nothing_of_a_text_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    quotes = [_quote(text, number, *sorted(span)) for number, span in enumerate(spans)]
    cut = marking.paragraphs(text, quotes)
    shown = ["".join(piece.text for piece in pieces) for pieces in cut]
    assert shown == [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    for quote in quotes:
        opened = [piece for pieces in cut for piece in pieces if quote["id"] in piece.opens]
        assert len(opened) <= 1
        for piece in (piece for pieces in cut for piece in pieces if quote in piece.quotes):
            assert piece.text in quote["text"]


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://lantern.example/a/1.html?x=1#y", True),
        ("http://lantern.example", True),
        ("HTTPS://lantern.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example/", False),
        ("https:///path", False),
        ("https:\\\\evil.example", False),
        ("http://[broken", False),
        ("/a/1.html", False),
        ("", False),
        (None, False),
    ],
)
def test_only_the_web_is_followed(address: str | None, followed: bool) -> None:
    assert marking.web_href(address) == (address if followed else None)


@pytest.mark.parametrize(
    ("language", "way"), [("fa", "rtl"), ("ar-EG", "rtl"), ("ps", "rtl"), ("ru", "ltr"), ("", "auto")]
)
def test_direction(language: str, way: str) -> None:
    assert marking.direction(language) == way


@pytest.mark.parametrize("language", ["en", "fa", "zh-Hant", "sr-Latn-RS", "kk"])
def test_a_language_tag_is_kept(language: str) -> None:
    assert marking.tag(language) == language


@pytest.mark.parametrize("language", [None, "", "e", 'en" onload="alert(1)', "en_US", "english speaking", "кк", "en\n"])
def test_what_is_no_language_tag_is_left_out(language: str | None) -> None:
    assert marking.tag(language) == ""


@pytest.mark.parametrize(
    ("stored", "shown"),
    [('["a", "b"]', ["a", "b"]), ('{"k": "v"}', ["k: v"]), ("[]", []), (None, []), ("not json", ["not json"])],
)
def test_listed(stored: str | None, shown: list[str]) -> None:
    assert marking.listed(stored) == shown


def test_found_words_are_marked_and_nothing_else() -> None:
    stock = load_plugin("stock")
    shown = stock.marked_snippet("a ⟦board⟧ <b> ⟦open")
    assert shown == "a <mark>board</mark> &lt;b&gt; ⟦open"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-11-24T05:57:48Z", "2026-11-24 05:57"),
        ("2026-11-24T00:00:00Z", "2026-11-24"),
        ("2026-11-24T00:00:01Z", "2026-11-24 00:00"),
        ("2026-11", "2026-11"),
        (None, ""),
    ],
)
def test_a_day_is_not_shown_as_a_time(value: str | None, shown: str) -> None:
    assert marking.moment(value) == shown


def test_words_in_a_list_lead_to_their_pages() -> None:
    stock = load_plugin("stock")
    asked = "select 'a' as headline, 'b' as quote, 'c' as evidence, 'd' as title, 'e-f' as slug, 7 as article_id"
    asked += ", 8 as revision_id, 9 as quote_id, null as event_id"
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    row = conn.execute(asked).fetchone()
    site = SimpleNamespace(urls=SimpleNamespace(path=lambda path: path))

    def shown(column: str, of: sqlite3.Row = row) -> str:
        return str(stock.render_cell(of, of[column], column, None, site))

    assert shown("headline") == '<a href="/article/7">a</a>'
    assert shown("quote") == '<a href="/article/7?revision=8#q-9">b</a>'
    assert shown("evidence") == "None", "the row has no number of an act"
    assert shown("title") == '<a href="/dispute/e-f">d</a>'
    assert shown("title", conn.execute("select 'Word' as title").fetchone()) == "None"
    hostile = conn.execute("select '<script>' as headline, 'javascript:1' as article_id, 'x y' as slug").fetchone()
    assert (shown("headline", hostile), shown("slug", hostile)) == ("None", "None")
    conn.close()
