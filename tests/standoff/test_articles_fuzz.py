"""No bytes make the reader raise anything but its declared error."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.articles import read_article
from standoff.captures import digest_of
from standoff.errors import ExtractionError
from standoff.model import TEXT_PAGES, Capture

TAGS = [
    "p",
    "div",
    "h1",
    "span",
    "table",
    "td",
    "br",
    "figure",
    "figcaption",
    "script",
    "article",
    "main",
    "ul",
    "li",
    "a",
    "svg",
]
ATTRIBUTES = [
    "",
    " class='wsw'",
    " class='byline'",
    " id='article-content'",
    " datetime='2020-01-01'",
    " itemprop='datePublished'",
]
WORDS = st.sampled_from(
    ["MOSCOW (AP) - ", "The court said. ", "Reporting by A; Editing by B", "&#0;", "\ufeff", "<!--", "]]>", "ж" * 90]
)
OPEN = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
CLOSE = st.builds("</{}>".format, st.sampled_from(TAGS))
BLOCK = st.builds(
    '<script type="application/ld+json">{}</script>'.format,
    st.recursive(
        st.sampled_from(['"x"', "null", "1", "{", '{"@type":"NewsArticle","author":', "[", '"datePublished":"2020"']),
        lambda inner: st.builds("[{},{}]".format, inner, inner),
        max_leaves=5,
    ),
)
PAGES = st.lists(OPEN | CLOSE | WORDS | BLOCK | st.text(max_size=20), max_size=60).map("".join)


def capture_of(body: bytes) -> Capture:
    url = "https://fuzz.test/a/1.html"
    day = datetime(2024, 1, 1, tzinfo=UTC)
    headers = (("Content-Type", "text/html"),)
    return Capture(
        url=url, final_url=url, fetched_at=day, status=200, headers=headers, body=body, digest=digest_of(body)
    )


def check(body: bytes) -> None:
    """Read *body*: an article that keeps its own rules, or the declared error with the address in it."""
    try:
        article = read_article(capture_of(body))
    except ExtractionError as error:
        named = "https://fuzz.test/a/1.html" in str(error)
    else:
        named = all(reason for _, reason in article.cut)
        assert article.text == "" or article.page_type in TEXT_PAGES
        assert article.published_at is None or article.published_at.tzinfo is not None
    assert named


@settings(derandomize=True, max_examples=60, deadline=None)
@given(PAGES)
def test_read_article_bears_broken_markup(page: str) -> None:
    check(f"<html><body>{page}".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "body", [b"</p>", b"<", b"<!-- -->", b"<?xml version='1.0' encoding='nope'?><a/>", b"<html/>", b"<>"]
)
def test_read_article_bears_next_to_nothing(body: bytes) -> None:
    check(body)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_read_article_bears_any_bytes(body: bytes) -> None:
    check(b"<html>" + body)


@pytest.mark.long
@settings(derandomize=True, max_examples=3000, deadline=None)
@given(PAGES, st.binary(max_size=200))
def test_read_article_bears_a_long_run(page: str, body: bytes) -> None:
    check(page.encode("utf-8", "surrogatepass") + body)


def hostile() -> Iterator[tuple[str, bytes]]:
    line = b"<p>The regulator said on Tuesday that it had fined the company a large sum of money.</p>"
    yield "nested", b"<html><body>" + b"<div>" * 200_000 + line
    yield "flat", b"<html><body>" + line + b"<div>x</div>" * 100_000
    yield "attribute", b"<html><body><p class='" + b"a " * 500_000 + b"'>" + line * 5
    yield "text", b"<html><body><p>" + b"word and more words. " * 500_000
    yield "paragraphs", b"<html><body>" + line * 100_000
    yield "json", b"<html><script type='application/ld+json'>" + b'{"a":[' * 300_000 + b"</script><body>" + line * 5
    yield "headings", b"<html><body>" + b"<h1>a title of a page</h1>" * 50_000 + line


@pytest.mark.parametrize(("name", "body"), list(hostile()), ids=[name for name, _ in hostile()])
def test_read_article_bears_hostile_pages(name: str, body: bytes) -> None:
    check(body)
