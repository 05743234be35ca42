"""The headline of a page: the heading that agrees with what the page says of itself elsewhere."""

import re

from lxml.html import HtmlElement

from standoff.readers.jsonld import articles_in, texts_in
from standoff.readers.page import Page, text_of
from standoff.text import fold, squash, words

__all__ = ["headings_of", "headline_of", "site_names", "without_site"]

_SEPARATOR = re.compile(r"(\s+(?:[|•·»«:]+|::|[-–—―])\s+|\s*[|｜ㅣ_]\s*)")
_NO_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:seo\w*|breadcrumbs?|site-title|blog-title|logo|site-name|brand|hidden)(?:$|[\s_-])", re.IGNORECASE
)
_SHORTEST = 9  # characters; shorter first headings were section names (31 of 34 on the dev pages)
_ALIKE = 0.3  # share of common words from which a single heading and a claim speak of one story
_Claim = tuple[str, str]  # where from, text


def site_names(page: Page) -> tuple[str, ...]:
    """Return the names under which the site goes: ``og:site_name``, its host, the host's first label."""
    host = page.url.split("/")[2] if page.url.count("/") > 1 else ""
    host = host.rpartition("@")[2].partition(":")[0].removeprefix("www.")
    labels = host.split(".")
    names = [page.meta("og:site_name"), page.meta("application-name"), host, *labels[:-1]]
    names += [text for node in page.nodes for text in texts_in(node.get("publisher"))[:1]]
    return tuple(dict.fromkeys(name for name in names if name and len(fold(name)) > 2))


def without_site(title: str, sites: tuple[str, ...]) -> str:
    """Return *title* without the site's name before or after a bar or dash."""
    keys = [fold(site) for site in sites if fold(site)]
    pieces = _SEPARATOR.split(title)  # texts at even places, separators at odd ones

    def names_site(piece: str) -> bool:
        key = fold(piece)
        return bool(key) and any(key == site or (len(site) > 3 and (key in site or site in key)) for site in keys)

    def goes(separator: str, piece: str) -> bool:
        return names_site(piece) or (any(mark in separator for mark in "|｜ㅣ") and len(piece) < 30)

    head, colon, tail = title.rpartition(":")
    if colon and head.strip() and names_site(tail) and fold(tail) in keys:
        return without_site(head, sites)
    while len(pieces) > 2 and goes(pieces[-2], pieces[-1]):
        del pieces[-2:]
    if len(pieces) > 2 and names_site(pieces[0]):
        del pieces[:2]
    return squash("".join(pieces)) or title


def _claims(page: Page, sites: tuple[str, ...]) -> list[_Claim]:
    """Return what the page says its title is, with where it says so, most trusted first."""
    claims = [("json-ld", text) for node in articles_in(page.nodes) for text in texts_in(node.get("headline"))[:1]]
    names = ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title")
    claims += [(f"meta:{name}", page.metas[name][0]) for name in names if name in page.metas]
    return [(source, without_site(text, sites)) for source, text in claims]


def _furniture(heading: HtmlElement) -> bool:
    """Tell whether a first-level heading is the site's own: its logo, a link home, a line for search engines."""
    names = f"{heading.get('class') or ''} {heading.get('id') or ''}"
    if len(names) < 200 and _NO_HEADLINE.search(names):
        return True
    link = heading.find(".//a")
    return (
        link is not None
        and (link.get("href") or "").rstrip("/").count("/") in {0, 2}
        and "#" not in (link.get("href") or "")
    )


def headings_of(page: Page) -> list[str]:
    """Return the texts of the first-level headings that are no furniture, in order."""
    return [text for text in (text_of(heading) for heading in page.h1s if not _furniture(heading)) if text]


def _without_kicker(page: Page, keys: list[str]) -> str | None:
    """Return the last part of a heading of several parts that alone is what the page claims, or ends it."""
    for heading in page.h1s[:3]:
        children = [text_of(child) for child in heading]
        last = next((text for text in reversed(children) if len(text) > _SHORTEST), "")
        apart = len(children) > 1 and last and fold(last) != fold(text_of(heading))
        if apart and any(key.endswith(fold(last)) for key in keys):
            return last
    return None


def _alike(one: str, other: str) -> float:
    left, right = {word.casefold() for word in words(one)}, {word.casefold() for word in words(other)}
    return len(left & right) / max(1, min(len(left), len(right)))


def _by_title(page: Page) -> str | None:
    """Return the first heading or titled block that the document's title contains."""
    title = fold(page.title)
    if page.absurd or not title:
        return None
    for element in page.tree.iter("h2", "h3", "div", "span", "td", "b"):
        marked = element.tag in {"h2", "h3"} or "title" in (element.get("class") or "").lower()
        if marked and len(element) < 4:
            key = fold(text_of(element))
            if len(key) >= _SHORTEST and key in title:
                return text_of(element)
    return None


def headline_of(page: Page) -> _Claim | None:
    """Return the headline, as (text, source), or None.

    A first-level heading that equals a claim of the page (JSON-LD, Open Graph, ``title``), contains it or is contained
    in it wins; then a single heading with the words of a claim; then the first claim; then the first long heading; then
    a lesser heading within the document's title; then that title without the site's name.
    """
    sites = site_names(page)
    headings, claims = headings_of(page), _claims(page, sites)
    titles = [*(text for _, text in claims), without_site(page.title, sites)]
    keys = [fold(text) for text in titles if fold(text)]
    for heading in headings:
        if fold(heading) in keys:
            return heading, "h1"
    if last := _without_kicker(page, keys):
        return last, "h1"
    long = [heading for heading in headings if len(heading) >= _SHORTEST]
    for heading in long:
        if any(fold(heading) in key or key in fold(heading) for key in keys if len(key) >= _SHORTEST):
            return heading, "h1"
    if len(long) == 1 and any(_alike(long[0], title) >= _ALIKE for title in titles):
        return long[0], "h1"
    if claims:
        hidden = {fold(text_of(heading)) for heading in page.h1s}
        source, text = next((claim for claim in claims if fold(claim[1]) not in hidden), claims[0])
        return text, source
    if long:
        return long[0], "h1"
    if found := _by_title(page):
        return found, "heading"
    return (titles[-1], "title") if titles[-1] else None
