"""Section pages: HTML that lists articles, for outlets whose feeds and sitemaps are not all there is."""

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from standoff.captures import Headers, decode
from standoff.errors import FeedError
from standoff.model import Link
from standoff.text import squash
from standoff.urls import absolute_url, canonical_url

__all__ = ["MAX_ANCHORS", "MAX_SECTION", "read_section"]

#: Bytes of a section page; the longest front pages have 2 MB.
MAX_SECTION = 5 * 1024 * 1024
#: Links that are looked at; long front pages have 900.
MAX_ANCHORS = 5_000
#: Pieces of text within a link, and characters of each: a headline has few.
PIECES, LONGEST = 40, 400


def read_section(body: bytes, headers: Headers, url: str) -> Iterator[Link]:
    """Yield the addresses that the page at *url* links to, in order, each once with the longest words of its links.

    Which of them are articles is for the caller to say. Raises FeedError when it is too large or no HTML.
    """
    if len(body) > MAX_SECTION:
        raise FeedError(f"{url}: a section page of more than {MAX_SECTION} bytes; not read")
    try:
        tree = document_fromstring(decode(body, headers)[0].encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise FeedError(f"{url}: is no HTML page: {error}") from error
    base = next((absolute_url(found, url) for found in _attributes(tree, "base")), url)
    found: dict[str, str] = {}
    for anchor in islice(tree.iter("a"), MAX_ANCHORS):
        address = (anchor.get("href") or "").strip()
        if not address or address.startswith("#"):
            continue
        address = canonical_url(absolute_url(address, base))
        found[address] = max(found.get(address, ""), _words(anchor), key=len)
    for address, words in found.items():
        yield Link(url=address, channel=url, headline=words or None)


def _parser() -> HTMLParser:
    return HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True, no_network=True)


def _attributes(tree: HtmlElement, name: str) -> Iterable[str]:
    return (found for element in islice(tree.iter(name), 1) if (found := (element.get("href") or "").strip()))


def _words(anchor: HtmlElement) -> str:
    """The words of a link, cut short: links that stand in each other would be read over and over."""
    return squash(" ".join(piece[:LONGEST] for piece in islice(anchor.itertext(), PIECES)))[:LONGEST]
