import pytest

from standoff.errors import FeedError
from standoff.sections import MAX_ANCHORS, MAX_SECTION, read_section

URL = "https://harbour.example/politics"
HTML = (("Content-Type", "text/html; charset=windows-1251"),)


def links(body: str, headers: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str | None]]:
    return [(link.url, link.headline) for link in read_section(body.encode(), headers, URL)]


def test_each_address_once_with_its_longest_words() -> None:
    body = """<a href="/news/1?utm_source=top"><img></a><a href="/news/1"><h3>Telegram</h3> <span>blocked</span></a>
    <a href="#top">Up</a><a>None</a><a href="two.html">More</a><a href="https://elsewhere.example/x">Elsewhere</a>"""
    assert links(body) == [
        ("https://harbour.example/news/1", "Telegram blocked"),
        ("https://harbour.example/two.html", "More"),
        ("https://elsewhere.example/x", "Elsewhere"),
    ]


def test_base_and_charset_of_the_page_count() -> None:
    body = '<base href="https://harbour.example/en/"><a href="a/1">Суд</a>'
    [link] = read_section(body.encode("cp1251"), HTML, URL)
    assert (link.url, link.headline) == ("https://harbour.example/en/a/1", "Суд")


def test_hostile_pages_end() -> None:
    nested = "".join(f'<a href="/{number}"><b>' for number in range(20_000)) + "word " * 100_000
    assert len(links(nested)) <= MAX_ANCHORS
    with pytest.raises(FeedError, match="more than"):
        links("x" * (MAX_SECTION + 1))
    with pytest.raises(FeedError, match="no HTML"):
        links("")
