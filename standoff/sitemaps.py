"""Sitemaps, sitemap indexes and news sitemaps, read as a stream: 20,000 addresses never stand in memory."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml import etree

from standoff.bounded import Bounded
from standoff.errors import FeedError
from standoff.model import Link
from standoff.text import squash
from standoff.times import read_date
from standoff.urls import absolute_url

__all__ = ["MAX_BYTES", "MAX_ELEMENTS", "MAX_ENTRIES", "Child", "read_sitemap"]

#: The sitemap protocol's own limits: 50 MB unpacked, 50,000 addresses.
MAX_BYTES = 50 * 1024 * 1024
MAX_ENTRIES = 50_000
#: A thousand pictures to an address are allowed, at five elements each.
MAX_ELEMENTS = 10_000

BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that a sitemap index names."""

    url: str
    lastmod: datetime | None = None


def read_sitemap(body: bytes, url: str) -> Iterator[Link | Child]:
    """Yield the entries of a sitemap or sitemap index. Raises FeedError, after what could be read.

    Where a bare ``&`` in an address breaks it, it is read again from there with the sign escaped.
    """
    count = 0
    try:
        for found in _entries(Bounded(body, url, MAX_BYTES), url):
            count += 1
            yield from found
        return
    except etree.XMLSyntaxError as error:
        if "EntityRef" not in str(error.msg) and "Entity '" not in str(error.msg):
            raise FeedError(f"{url}: broken XML after {count} entries: {error.msg}") from error
    try:
        for found in islice(_entries(_Escaped(Bounded(body, url, MAX_BYTES)), url), count, None):
            count += 1
            yield from found
    except etree.XMLSyntaxError as error:
        raise FeedError(f"{url}: broken XML after {count} entries: {error.msg}") from error


class _Escaped(io.RawIOBase):
    """A stream in which every ``&`` that begins no reference of XML's own is written ``&amp;``."""

    def __init__(self, source: Bounded) -> None:
        self.source, self.held = source, b""

    def read(self, size: int = -1) -> bytes:
        part = self.source.read(size)
        text, self.held = self.held + part, b""
        # a reference may be cut by the end of what was read; the longest is 10 bytes
        if part and (last := text.rfind(b"&", -10)) >= 0:
            text, self.held = text[:last], text[last:]
        return BARE_AMPERSAND.sub(b"&amp;", text) or (self.read(size) if part else b"")


def _entries(source: io.RawIOBase, url: str) -> Iterator[tuple[Link | Child, ...]]:
    count = inside = 0
    elements = etree.iterparse(
        source,
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in elements:
        inside += 1
        if inside > MAX_ELEMENTS:
            raise FeedError(f"{url}: more than {MAX_ELEMENTS} elements in one entry; not read further")
        root = element.getparent()
        if root is None or root.getparent() is not None:
            continue
        if (count := count + 1) > MAX_ENTRIES:
            raise FeedError(f"{url}: more than {MAX_ENTRIES} entries; the rest is not read")
        found, inside = _entry(element, url), 0
        # the whole tree would be kept unless what was read is taken out of it
        element.clear()
        while (before := element.getprevious()) is not None:
            root.remove(before)
        yield (found,) if found else ()


def _entry(entry: etree._Element, url: str) -> Link | Child | None:
    # by hand: QName refuses the name of an element whose prefix is not declared
    space, brace, name = entry.tag.rpartition("}")
    space += brace
    if name not in ("url", "sitemap"):
        return None
    # images and videos have a loc of their own: only the entry's own namespace counts
    address = (entry.findtext(f"{space}loc") or "").strip()
    if not address:
        return None
    lastmod = read_date(entry.findtext(f"{space}lastmod"))
    if name == "sitemap":
        return Child(url=absolute_url(address, url), lastmod=lastmod)
    return Link(
        url=absolute_url(address, url),
        channel=url,
        headline=squash(entry.findtext("{*}news/{*}title")) or None,
        language=squash(entry.findtext("{*}news/{*}publication/{*}language")) or None,
        lastmod=lastmod,
        published_at=read_date(entry.findtext("{*}news/{*}publication_date")),
    )
