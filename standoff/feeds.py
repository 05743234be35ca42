"""Channels: sitemaps, sitemap indexes, news sitemaps, RSS and Atom, from bytes to links.

Every byte here comes from outside, so reading is bounded: an unpacked size, a number of entries, no entities, no
address that a document may make us open.
"""

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from standoff.bounded import Bounded
from standoff.captures import digest_of
from standoff.errors import FeedError
from standoff.model import Link
from standoff.sitemaps import MAX_BYTES, Child, read_sitemap
from standoff.text import squash
from standoff.times import read_date
from standoff.urls import absolute_url

__all__ = [
    "MAX_BYTES",
    "MAX_FEED_BYTES",
    "MAX_FEED_ENTRIES",
    "MAX_FEED_TAGS",
    "Child",
    "listing_digest",
    "read_channel",
]

# Feeds are read whole. 10 MiB holds the longest podcast feeds; 2,000 entries are a hundred times the usual 20.
MAX_FEED_BYTES = 10 * 1024 * 1024
MAX_FEED_ENTRIES = 2_000
# feedparser takes 20 s for a million nested tags, 2 s for this many.
MAX_FEED_TAGS = 100_000

# Declaration, comments, instructions and a document type may stand before the root element.
PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*>\s*)*", re.DOTALL | re.IGNORECASE)
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
CUT_OFF = re.compile("no element found|unclosed")
# What feeds say of their own making: it moves at each request, and lists nothing.
BUILT = re.compile(rb"<(lastBuildDate|pubDate|updated)(?:\s[^>]*)?>[^<]{0,80}</\1>|<!--.{0,500}?-->", re.DOTALL)
ENTRY = re.compile(rb"<(?:item|entry|loc)\b")
TAG = re.compile(r"<[^<>]{1,200}>")


def listing_digest(body: bytes) -> str:
    """Return a digest of what a channel lists: of its bytes, without the times of its own making before the entries."""
    first = ENTRY.search(body)
    head = body[: first.start() if first else 64 * 1024]
    return digest_of(BUILT.sub(b"", head) + body[len(head) :])


def read_channel(body: bytes, url: str) -> Iterator[Link | Child]:
    """Yield what the channel at *url* lists: links, and sitemaps to read next. An empty list is legal.

    Raises FeedError naming *url* when the bytes are not what a channel holds, at the first entry or in the middle;
    what was yielded before is good.
    """
    if not body:
        raise FeedError(f"{url}: the answer is empty")
    head = Bounded(body, url, MAX_BYTES).read(64 * 1024)
    root = _root(head, body, url)
    if root in ("urlset", "sitemapindex"):
        yield from read_sitemap(body, url)
    else:
        yield from _feed(Bounded(body, url, MAX_FEED_BYTES), url)


def _root(head: bytes, body: bytes, url: str) -> str:
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(encoding, errors="replace")
    # An internal subset is where entities are declared; PROLOG stops at it, so it is never taken for a root.
    if "<!ENTITY" in text.upper():
        raise FeedError(f"{url}: declares entities, which no sitemap or feed needs; not read")
    start = PROLOG.match(text)
    found = ROOT.match(text, start.end() if start else 0)
    if not found:
        raise FeedError(f"{url}: is no XML: {len(body)} bytes beginning {text[:40]!r}")
    root = found[1].lower()
    if root == "html":
        raise FeedError(f"{url}: is an HTML page, not a sitemap or feed")
    if root not in ("urlset", "sitemapindex", "rss", "feed", "rdf"):
        raise FeedError(f"{url}: is XML of another kind (<{found[1]}>)")
    return root


def _feed(source: Bounded, url: str) -> Iterator[Link]:
    import feedparser  # not for sitemaps, nor for who reads no channel

    body = source.read()
    if body.count(b"<") > MAX_FEED_TAGS:
        raise FeedError(f"{url}: more than {MAX_FEED_TAGS} tags; not read")
    try:
        # A stream, never a string: feedparser opens a string that looks like an address or a file.
        feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it lets through what its parsers raise: ValueError for &#xFFFFFFF;, and others
        raise FeedError(f"{url}: broken feed: {type(error).__name__}: {error}") from error
    language, links = squash(feed.feed.get("language")) or None, 0
    for count, entry in enumerate(feed.entries):
        if count >= MAX_FEED_ENTRIES:
            raise FeedError(f"{url}: more than {MAX_FEED_ENTRIES} entries; the rest is not read")
        address = str(entry.get("link") or "").strip()
        if not address:
            continue
        links += 1
        yield Link(
            url=absolute_url(address, url),
            channel=url,
            headline=_title(entry),
            language=squash(entry.get("language")) or language,
            # dict's own get: feedparser's answers "updated" with "published" where there is none
            lastmod=read_date(dict.get(entry, "updated")),
            published_at=read_date(dict.get(entry, "published")),
        )
    # A sloppy feed is read well enough; one that ends early, or gave nothing, is a fault to be seen.
    fault = squash(str(feed.get("bozo_exception") or ""))
    if fault and (not links or CUT_OFF.search(fault)):
        raise FeedError(f"{url}: broken feed after {links} entries: {fault}")


def _title(entry: Any) -> str | None:
    title = str(entry.get("title") or "")
    if entry.get("title_detail", {}).get("type") != "text/plain":
        title = html.unescape(TAG.sub("", title))
    return squash(title) or None
