"""Every folder of tests/fixtures/pages is a page, what is known of its fetch, and what it says: one test a field."""

import json
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from standoff.articles import EXTRACTOR, read_article
from standoff.captures import digest_of
from standoff.errors import ExtractionError
from standoff.model import Article, Capture, Outlet

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
FOLDERS = sorted(folder.name for folder in PAGES.iterdir())
FIELDS = [
    (name, field) for name in FOLDERS for field in json.loads((PAGES / name / "expected.json").read_text("utf-8"))
]


def capture_of(body: bytes, **known: Any) -> Capture:
    url = known.get("url", "https://coastwire.test/a/1")
    return Capture(
        url=url,
        final_url=url,
        fetched_at=known.get("fetched_at", datetime(2024, 6, 1, tzinfo=UTC)),
        status=known.get("status", 200),
        headers=tuple(tuple(pair) for pair in known.get("headers", [("Content-Type", "text/html")])),
        body=body,
        digest=digest_of(body),
    )


@cache
def article_in(name: str) -> Article:
    known = tomllib.loads((PAGES / name / "meta.toml").read_text("utf-8"))
    outlet = None
    if "cms" in known:
        languages = tuple(known["languages"])
        outlet = Outlet(
            id="x", name="X", kind="broadcaster", homepage="https://x.test/", languages=languages, cms=known["cms"]
        )
    return read_article(capture_of((PAGES / name / "page.html").read_bytes(), **known), outlet)


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, dict) else value


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_read_article_gives(name: str, field: str) -> None:
    expected = json.loads((PAGES / name / "expected.json").read_text("utf-8"))
    assert plain(getattr(article_in(name), field)) == expected[field]


@pytest.mark.parametrize("name", FOLDERS)
def test_read_article_says_where_each_field_came_from(name: str) -> None:
    article = article_in(name)
    fields = [
        "headline",
        "standfirst",
        "authors",
        "published_at",
        "modified_at",
        "dateline",
        "text",
        "language",
        "section",
    ]
    assert [field for field in fields if getattr(article, field) and field not in article.provenance] == []
    assert article.extractor == EXTRACTOR
    assert all(reason for _, reason in article.cut)


def test_read_article_keeps_all_candidates_of_a_date() -> None:
    sources = [source for source, _ in article_in("pangea_article").dates]
    assert sources == ["json-ld", "time", "pangea:2015", "json-ld"]


def test_read_article_says_what_it_cut() -> None:
    reasons = {text[:30]: reason for text, reason in article_in("newspaper").cut}
    assert reasons["READ MORE: What a regulator ma"] == "only a link"
    assert reasons["HOLM (AP) — "] == "dateline"


def test_read_article_knows_pangea_by_its_marks_alone() -> None:
    body = (PAGES / "pangea_article" / "page.html").read_bytes()
    url = "https://news.pangea.test/a/31000101.html"
    assert read_article(capture_of(body, url=url)).provenance["headline"] == "pangea:2015"


def test_read_article_takes_a_long_body_from_json_ld_but_never_behind_a_paywall() -> None:
    text = " ".join(f"Sentence {number} of a body that only the data block of this page holds." for number in range(9))
    page = (
        '<html><head><title>A page drawn by script</title><script type="application/ld+json">{"@type":"NewsArticle",'
        '"headline":"A page drawn by script","isAccessibleForFree":%s,"articleBody":"%s"}</script></head><body>'
    )
    open_page = read_article(capture_of((page % ("true", text)).encode()))
    assert (open_page.text, open_page.provenance["text"]) == (text, "json-ld")
    assert read_article(capture_of((page % ('"False"', text)).encode())).text != text


@pytest.mark.parametrize(
    ("body", "known", "words"),
    [
        (b"<p>x</p>", {"status": 404}, "HTTP status 404"),
        (b"{}", {"headers": [("content-type", "application/json")]}, "application/json is no HTML"),
        (b"%PDF-1.7", {"headers": [("Content-Type", "application/pdf; x=y")]}, "application/pdf is no HTML"),
        (b" \n ", {}, "empty body"),
        (b"plain words", {}, "no markup"),
    ],
)
def test_read_article_refuses_what_is_no_page_and_names_it(body: bytes, known: dict[str, Any], words: str) -> None:
    with pytest.raises(ExtractionError, match=words) as caught:
        read_article(capture_of(body, **known))
    assert "https://coastwire.test/a/1" in str(caught.value)


def test_what_a_wire_agency_publishes_is_credited_to_it() -> None:
    wire = Outlet(id="n", name="Northwire", kind="wire", homepage="https://n.test/", languages=("en",))
    paragraphs = "".join(
        f"<p>The harbour office counted {n} boats on the quay and wrote them down.</p>" for n in range(9)
    )
    page = f"<html><body><article><h1>Boats are counted</h1>{paragraphs}</article></body></html>"
    article = read_article(capture_of(page.encode()), wire)
    assert (article.wire_credits, article.provenance["wire_credits"]) == (("Northwire",), "outlet")
    assert read_article(capture_of(page.encode())).wire_credits == ()


def test_a_lead_that_the_body_begins_with_once_more_is_no_standfirst() -> None:
    lead = "The harbour office says that no boat may leave before the fog lifts."
    line = "<p>Boat number {} waits at the quay with its lamps lit, and its crew has gone home for the day.</p>"
    more = "".join(line.format(number) for number in range(6))

    def standfirst(first: str) -> str | None:
        body = f"<h1>No boat leaves</h1><p class='lead'>{lead}</p><article><p>{first}</p>{more}</article>"
        return read_article(capture_of(f"<html><body>{body}</body></html>".encode())).standfirst

    assert standfirst("Nobody knows when that will be.") == lead
    assert standfirst(f"{lead} Nobody knows when that will be.") is None
