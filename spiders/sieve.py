"""What of a channel is kept: addresses of articles, folded, and not older than asked for."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from standoff.errors import FeedError
from standoff.feeds import Child
from standoff.model import Link, Outlet
from standoff.urls import fold_url, host_of, is_web_address

__all__ = ["Sieve"]

#: Longest address kept, as in browsers and proxies.
MAX_ADDRESS = 2048
#: An index may name indexes; deeper than this is a loop.
MAX_DEPTH = 3
#: A sitemap a day for thirteen years.
MAX_CHANNELS = 5000

# Pangea's lists of programmes (14 MB, dates off) and of sections hold no articles.
PANGEA_SKIPPED = re.compile(r"_(?:videos|sections)\.xml(?:\.gz)?$")


@dataclass(frozen=True, slots=True)
class Sieve:
    """Sifts the entries of an outlet's channels. ``count`` is told each reason to pass an entry over."""

    outlet: Outlet
    since: datetime | None
    count: Callable[[str], None]
    named: set[str] = field(default_factory=set)

    def links(self, entries: Iterable[Link | Child]) -> Iterator[Link]:
        """Yield the links to articles among *entries*, their addresses folded."""
        for entry in entries:
            if not isinstance(entry, Link):
                continue
            url = fold_url(entry.url, self.outlet)
            reason = self._passed_over(entry, url)
            if reason:
                self.count(reason)
            else:
                yield replace(entry, url=url)

    def section(self, entries: Iterable[Link], channel: str) -> Iterator[Link]:
        """Yield the links of a section page that lead to articles of the outlet itself, each once.

        Raises FeedError where there is none: a page that lists articles and shows none is another page.
        """
        home = host_of(self.outlet.homepage)
        seen: set[str] = set()
        for entry in entries:
            url = fold_url(entry.url, self.outlet)
            if url not in seen and host_of(url) == home and re.search(self.outlet.discover.article, url):
                seen.add(url)
                yield replace(entry, url=url)
        if not seen:
            raise FeedError(f"{channel}: links to no article; the page has changed, or is another one")

    def children(self, entries: Iterable[Link | Child], depth: int) -> Iterator[Child]:
        """Yield the sitemaps to read next, each once. Raises FeedError where there is no end of them."""
        for entry in entries:
            if not isinstance(entry, Child):
                continue
            if not is_web_address(entry.url):
                self.count("not_an_address")
            elif self.outlet.cms == "pangea" and PANGEA_SKIPPED.search(entry.url):
                self.count("sitemap_without_articles")
            elif self.since and entry.lastmod and entry.lastmod < self.since:
                self.count("sitemap_older_than_since")
            elif depth >= MAX_DEPTH:
                raise FeedError(f"{entry.url}: sitemap indexes nested more than {MAX_DEPTH} deep")
            elif len(self.named) >= MAX_CHANNELS:
                raise FeedError(f"{entry.url}: more than {MAX_CHANNELS} sitemaps; the rest is not read")
            elif entry.url not in self.named:
                self.named.add(entry.url)
                yield entry

    def _passed_over(self, link: Link, url: str) -> str | None:
        if not is_web_address(url):
            return "not_an_address"
        if len(url) > MAX_ADDRESS:
            return "address_too_long"
        if not re.search(self.outlet.discover.article, url):
            return "not_an_article"
        newest = max((day for day in (link.lastmod, link.published_at) if day), default=None)
        if self.since and newest and newest < self.since:
            return "older_than_since"
        return None
