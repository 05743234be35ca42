"""Two versions of an article, word by word."""

import random
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html


@pytest.fixture(scope="module")
def versions(plugin: Callable[[str], ModuleType]) -> ModuleType:
    return plugin("versions")


def _side(blocks: list[Any], gone: str) -> str:
    """One of the two texts, put together again from the comparison."""
    kept = (("".join(words for kind, words in block.runs if kind != gone)) for block in blocks)
    return "\n\n".join(words for words in kept if words)


WORDS = st.lists(st.sampled_from(["a", "b", "суд", "c,", "d.", "新聞", "“x”", "\u202e"]), min_size=1, max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map("\n\n".join)


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_both_texts_can_be_read_from_the_comparison(versions: ModuleType, old: str, new: str) -> None:
    blocks = versions.compared(old, new)
    assert sorted(_side(blocks, "ins").split("\n\n")) == sorted(old.split("\n\n"))
    assert _side(blocks, "del") == new


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("The board wrote twice.", "The board wrote.", [("same", "The board wrote"), ("del", " twice"), ("same", ".")]),
        ("x fine of 5", "x fine of 6", [("same", "x fine of "), ("del", "5"), ("ins", "6")]),
        (
            "no agreement at all",
            "no signed deal at all",
            [("same", "no "), ("del", "agreement"), ("ins", "signed deal"), ("same", " at all")],
        ),
    ],
)
def test_words_that_went_and_came(versions: ModuleType, old: str, new: str, runs: list[tuple[str, str]]) -> None:
    assert list(versions.line_compared(old, new)) == runs


def test_a_new_paragraph_is_added_and_an_old_one_dropped(versions: ModuleType) -> None:
    blocks = versions.compared("one stays here\n\ntwo goes away", "zero is quite new\n\none stays here")
    assert [block.kind for block in blocks] == ["added", "same", "dropped"]


def test_comparing_ends_soon_whatever_the_texts(versions: ModuleType) -> None:
    draw = random.Random(7)
    texts = []
    for alphabet, length, parts in (("ab", 600, 3), ("a", 200_000, 1), ("abcdefgh", 3000, 40), ("ab", 2, 3000)):
        made = ["\n\n".join(" ".join(draw.choices(alphabet, k=length)) for _ in range(parts)) for _ in range(2)]
        texts.append(made)
    started = time.perf_counter()
    for old, new in texts:
        blocks = versions.compared(old, new)
        assert _side(blocks, "del") == new
    assert time.perf_counter() - started < 20


def test_quotes_are_altered_added_and_dropped(versions: ModuleType) -> None:
    def quote(number: int, revision: int, text: str, speaker: str = "Reva", stance: str = "denies") -> dict[str, Any]:
        return {"id": number, "revision_id": revision, "text": text, "speaker": speaker, "stance": stance}

    quotes = [
        *(quote(1, 1, "the same"), quote(2, 1, "no letter ever reached us"), quote(3, 1, "we laughed")),
        *(quote(4, 2, "the same"), quote(5, 2, "no letter reached us"), quote(6, 2, "quite another thing")),
        *(quote(7, 1, "who said it", "Tamm"), quote(8, 2, "who said it", "Reva")),
    ]
    changes = versions.quote_changes(quotes, 1, 2)
    assert sorted((old["id"], new["id"]) for old, new, _ in changes.altered) == [(2, 5), (7, 8)]
    assert [row["id"] for row in changes.added] == [6]
    assert [row["id"] for row in changes.dropped] == [3]


def _tree(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_the_page_marks_what_changed_for_eye_and_ear(room: httpx.Client) -> None:
    tree = _tree(room.get("/article/1/diff?from=1&to=2"))
    heading = tree.find(".//h1")
    assert [_words(ins) for ins in heading.iter("ins")] == ["[put in: , Company Denies Ever Being Asked]"]
    assert "put in: The regulator counts" in _words(tree.find_class("standfirst")[0])
    assert list(tree.find_class("text")[0].iter("ins"))
    quotes = _words(tree.find_class("against")[0])
    assert "Added 7" in quotes
    links = {link.get("href") for link in _tree(room.get("/article/1")).iter("a")}
    assert "/article/1/diff?from=1&to=2" in links


def test_the_current_version_meets_the_one_before(room: httpx.Client) -> None:
    shown = room.get("/article/1/diff.json").json()["diff"]
    assert (shown["from_id"], shown["to_id"]) == (1, 2)
    back = room.get("/article/1/diff.json?from=2&to=1").json()["diff"]
    assert (back["from_id"], back["to_id"]) == (2, 1)


@pytest.mark.parametrize(
    "path",
    ["/article/1/diff?from=1&to=6", "/article/2/diff", "/article/999/diff", "/article/7/diff", "/article/1/diff?to=x"],
)
def test_versions_of_another_article_are_not_compared(room: httpx.Client, path: str) -> None:
    assert room.get(path).status_code == 404


def test_hostile_words_stay_words(room: httpx.Client) -> None:
    identical = room.get("/article/6.json").json()["article"]["revision_id"]
    tree = _tree(room.get(f"/article/6/diff?from={identical}&to={identical}"))
    assert not list(tree.iter("script", "img"))
    assert "<script>alert('text')</script>" in _words(tree.find_class("text")[0])
    assert "Every quote stayed" in _words(tree)
