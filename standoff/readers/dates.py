"""Times as pages print them, and the candidates for when a page was published and changed."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from standoff.lexicon import load_lexicon
from standoff.readers.captions import far_from_story, of_article
from standoff.readers.jsonld import articles_in, texts_in, types_of
from standoff.readers.moments import EARLIEST, parse_time, printed_day, zone_in
from standoff.readers.page import TROUBLE, Page
from standoff.readers.printed import printed_days
from standoff.times import printed_day as day_of_readers

__all__ = ["Candidate", "best_of", "modified_candidates", "published_candidates", "searched_dates"]

Candidate = tuple[str, str, datetime | None]  # where from, as printed, the moment

_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?=[/_-]|$)")
_UPDATED = re.compile(r"updat|modif|edit|chang|geändert|aktualis|mis à jour|обновл|оновл|изменен", re.IGNORECASE)


def _from_nodes(page: Page, key: str) -> Iterator[Candidate]:
    for node in articles_in(page.nodes):
        for raw in texts_in(node.get(key))[:1]:
            yield "json-ld", raw, parse_time(raw)
    for node in page.nodes:
        if types_of(node) & {"webpage", "videoobject", "imagegallery", "podcastepisode", "radioepisode", "tvepisode"}:
            for raw in texts_in(node.get(key) or (node.get("uploadDate") if key == "datePublished" else None))[:1]:
                yield f"json-ld:{sorted(types_of(node))[0]}", raw, parse_time(raw)


def _from_metas(page: Page, field: str) -> Iterator[Candidate]:
    for name in load_lexicon("pages")["metas"][field]:
        for raw in page.metas.get(name, [])[:1]:
            yield f"meta:{name}", raw, parse_time(raw)


def _times(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    for element in page.timed[:400]:
        names = element.get("itemprop") or element.get("property")
        raw = element.get("datetime") or (element.get("content") if names else None)
        if element.tag == "abbr":
            raw = raw or element.get("title")
        if raw and (element.tag == "time" or "date" in (names or "").lower()):
            yield element, raw


def _marks(element: HtmlElement) -> str:
    parent = element.getparent()
    parts = [
        element.get(name) or "" for name in ("class", "itemprop", "property", "id", "pubdate", "data-testid", "title")
    ]
    if parent is not None:
        parts += [parent.get("class") or "", (parent.text or "")[:40]]
        before = element.getprevious()
        parts.append((before.tail or "")[-40:] if before is not None else "")
    return " ".join(parts)


def _from_times(page: Page, modified: bool) -> Iterator[Candidate]:
    """Yield the ``time`` elements that speak of this page, those marked for the purpose first."""
    sure: list[Candidate] = []
    plain: list[Candidate] = []
    for element, raw in list(_times(page))[:200]:
        moment = parse_time(raw)
        marks = _marks(element)
        if moment is None or bool(_UPDATED.search(marks)) != modified:
            continue
        if far_from_story(page, element) and not of_article(page, element):
            continue
        marked = (
            bool(re.search(r"publi|entry-date|created", marks, re.IGNORECASE)) or element.get("pubdate") is not None
        )
        marked = marked or "odified" in (element.get("itemprop") or element.get("property") or "")
        (sure if marked else plain).append(("time", raw, moment))
    yield from sure
    if not modified:
        yield from plain


def _from_url(page: Page) -> Iterator[Candidate]:
    if found := _IN_URL.search(urlsplit(page.url).path):
        raw = "-".join(found.groups())
        yield "url", raw, parse_time(raw)


def _printed(page: Page, latest: datetime) -> tuple[list[Candidate], list[Candidate]]:
    published: list[Candidate] = []
    changed: list[Candidate] = []
    for day in printed_days(page):
        if EARLIEST <= day.moment <= latest:
            (changed if day.changed else published).append(("printed", day.raw, day.moment))
    return published[:1], changed[:1]


def _guessed(page: Page, latest: datetime) -> list[Candidate]:
    """Return what htmldate makes of the page: the first of January is what it makes of a year that stands alone.

    A day that the page names as that of a change has a source of its own.
    """
    last = latest.strftime("%Y-%m-%d")
    try:
        day = find_date(page.tree, url=page.url, original_date=True, extensive_search=False, max_date=last)
    except TROUBLE:
        return []
    if not day or day.endswith("-01-01"):
        return []
    changes = {(printed_day(raw) or ("", True))[0] for _, raw, _ in modified_candidates(page)}
    return [("htmldate:changed" if day in changes else "htmldate", day, parse_time(day))]


def searched_dates(page: Page, latest: datetime, guess: bool = True) -> tuple[list[Candidate], list[Candidate]]:
    """Return days of publication and of changes that no field for machines gives.

    They are printed near the headline, or, where a *guess* is wanted, what htmldate makes of the page. None is after
    *latest*. The searches are slow. Where the page prints no day but that of a change it stands for the day of
    publication, which is not later, under a source of its own.
    """
    if page.absurd or len(page.html) > 2_000_000:
        return [], []
    published, changed = _printed(page, latest)
    if not published:
        published = [("printed:changed", raw, moment) for _, raw, moment in changed]
    return published or (_guessed(page, latest) if guess else []), changed


def _off_by_a_zone(one: Candidate, other: Candidate) -> bool:
    """Tell whether *other* is the moment of *one* with an honest zone: the same minutes, whole hours apart.

    So it is where *one* is a local time with a Z behind it and *other* has an offset of zero, and where *one* names no
    zone and *other* does.
    """
    if one[2] is None or other[2] is None:
        return False
    local = (printed_day(one[1]) or ("", True))[1] is False and zone_in(one[1]) is None
    named = zone_in(other[1]) is not None and not (printed_day(other[1]) or ("", True))[1]
    if not (local and named) and not (one[1].endswith("Z") and other[1].endswith(("+00:00", "+0000"))):
        return False
    apart = abs((one[2] - other[2]).total_seconds())
    if local:  # zones of a quarter of an hour are real; no others are
        return apart % 900 == 0 and apart <= 14 * 3600
    return apart % 3600 == 0 and 0 < apart <= 14 * 3600


def _same_day(one: Candidate, day: str) -> bool:
    """Tell whether *one* is a time on *day*, as its readers had it."""
    if one[2] is None:
        return False
    if one[0].startswith("printed"):
        return one[2].time() != time.min and str(day_of_readers(one[2], one[1])) == day
    return printed_day(one[1]) == (day, False)


def best_of(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return the candidate to be believed: the first that could be read, or one that is better in one of three ways.

    A day alone gives way to a time on the same day. A "Z" that a template has put behind a local time gives way to the
    same time with an honest offset, and so does a local time without a zone. A day alone that carries a zone keeps its
    day.
    """
    readable = [candidate for candidate in candidates if candidate[2] is not None]
    if not readable:
        return None
    first = readable[0]
    for other in readable[1:]:
        if _off_by_a_zone(first, other):
            return other
    day = printed_day(first[1])
    if day is None or not day[1]:
        return first
    timed = (other for other in readable[1:] if other[0] != "url" and _same_day(other, day[0]))
    return next(timed, (first[0], first[1], datetime.fromisoformat(day[0]).replace(tzinfo=UTC)))


def published_candidates(page: Page) -> list[Candidate]:
    """Return every sign of the day of publication, the most trusted first, unreadable ones with None."""
    return [
        *_from_nodes(page, "datePublished"),
        *_from_metas(page, "published"),
        *_from_times(page, modified=False),
        *_from_nodes(page, "dateCreated"),
        *_from_url(page),
    ]


def modified_candidates(page: Page) -> list[Candidate]:
    """Return every sign of the last change, the most trusted first."""
    return [
        *_from_nodes(page, "dateModified"),
        *_from_metas(page, "modified"),
        *_from_times(page, modified=True),
    ]
