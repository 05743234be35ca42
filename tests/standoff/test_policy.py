import json
import time

import pytest

from standoff.model import Article, Policy
from standoff.policy import EXCERPT, Rule, obey, read_tdmrep, reserved_by

URL = "https://harbour.example/news/one.html?page=2"
TEXT = "word " * 200


def rules(*locations: tuple[str, object]) -> tuple[Rule, ...]:
    entries = [{"location": location, "tdm-reservation": value} for location, value in locations]
    return read_tdmrep(200, json.dumps(entries).encode())


@pytest.mark.parametrize(
    ("given", "reserved"),
    [
        ([("/", 1)], True),
        ([("/", 1), ("/news/", 0)], False),
        ([("/news/", 0), ("/news/", 1)], True),
        ([("/*.html$", 1)], None),
        ([("/*.html", 1)], True),
        ([("/news/*page=2$", 1)], True),
        ([("/news/one.html?page=2$", 1)], True),
        ([("/news/one.html$", 1)], None),
        ([("/n%65ws/", 1)], True),
        ([("/images/", 1)], None),
        ([("/news/", "1")], True),
        ([("/news/", 2)], None),
        ([(7, 1)], None),
    ],
)
def test_longest_rule_of_the_host_counts(given: list[tuple[str, object]], reserved: bool | None) -> None:
    rule = reserved_by(rules(*given), URL)
    assert (rule.reserved if rule else None) is reserved


@pytest.mark.parametrize("body", [b"", b"{", b"[[[[", b"[" * 100_000, b"null", b'["/"]', b"\xff\xfe", b"[1, {}]"])
def test_what_is_no_such_file_reserves_nothing(body: bytes) -> None:
    assert read_tdmrep(200, body) == ()
    assert read_tdmrep(404, b'[{"location": "/", "tdm-reservation": 1}]') == ()


def test_hostile_locations_end() -> None:
    start = time.process_time()
    found = rules(("/" + "a*" * 200 + "b$", 1), ("*" * 400 + "b$", 1))
    assert reserved_by(found, "https://harbour.example/" + "a" * 2000) is None
    assert time.process_time() - start < 1


def test_excerpt_ends_with_a_word_and_pages_without_text_are_left() -> None:
    article = Article(url=URL, page_type="article", text=TEXT, rights={"paywall": "yes"})
    cut = obey(article, Policy(paywall="excerpt"))
    assert cut.text == TEXT[: len(cut.text)]
    assert cut.text.endswith("word")
    assert len(cut.text) <= EXCERPT
    assert obey(article, Policy()) is article
    video = Article(url=URL, page_type="video", rights={"paywall": "yes"})
    assert obey(video, Policy(paywall="skip")) is video
