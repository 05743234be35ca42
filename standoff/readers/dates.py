"""Times as pages print them, and the candidates for when a page was published and changed."""

import contextlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement

from standoff.lexicon import load_lexicon
from standoff.readers.captions import far_from_story
from standoff.readers.jsonld import articles_in, texts_in, types_of
from standoff.readers.page import TROUBLE, Page
from standoff.readers.paths import elements_at
from standoff.readers.printed import printed_days

__all__ = ["Candidate", "modified_candidates", "parse_time", "published_candidates", "searched_date"]

Candidate = tuple[str, str, datetime | None]  # where from, as printed, the moment

_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T\s,|]+(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?(?:[.,]\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?$"
)
_EPOCH = re.compile(r"^(\d{10}|\d{13})$")
_SCRIPT = re.compile(
    r"([A-Z][a-z]{2})\s+(\d{1,2})\s+((?:19|20)\d\d)\s+(\d\d:\d\d:\d\d)\s*(?:GMT|UTC)?\s*([+-]\d\d):?(\d\d)"
)
_MAIL = re.compile(r"^(?:[A-Z][a-z]{2,8},\s*)?\d{1,2}[ -][A-Z][a-z]{2,8}[ -](?:19|20)\d\d\s+\d{1,2}:\d\d")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAME = r"(?P<month>[A-Z][a-z]{2})[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME}\s+(?P<day>\d{{1,2}}),?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\s+{_NAME},?\s+{_YEAR}",
        rf"{_YEAR}\s+{_NAME}\s+(?P<day>\d{{1,2}})",
    )
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?=[/_-]|$)")
_TIMES = XPath("//time[@datetime] | //abbr[@title] | //*[contains(@itemprop, 'ate') and (@content or @datetime)]")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no web page is older

_UPDATED = re.compile(r"updat|modif|edit|chang|geändert|aktualis|mis à jour|обновл|оновл|изменен", re.IGNORECASE)


def _moment(match: re.Match[str]) -> datetime | None:
    part = match.groupdict()
    zone = (part["zone"] or "Z").upper()
    try:
        offset = UTC if zone in {"Z", "UTC", "GMT"} else _offset(zone)
        hour = int(part["hour"] or 0)
        days = timedelta(days=1) if hour == 24 else timedelta()
        moment = datetime(
            int(part["year"]), int(part["month"]), int(part["day"]), hour % 24,
            int(part["minute"] or 0), min(int(part["second"] or 0), 59), tzinfo=offset,
        )  # fmt: skip
        return (moment + days).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timezone:
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    return timezone((timedelta(hours=hours, minutes=minutes)) * (-1 if zone[0] == "-" else 1))


def _worded(text: str) -> datetime | None:
    """Return the moment in what JavaScript prints, in a mail header's date, or the midnight of a day in English."""
    if (found := _SCRIPT.search(text)) and (number := _MONTHS.get(found[1].lower())):
        with contextlib.suppress(ValueError, OverflowError):
            iso = f"{found[3]}-{number:02}-{int(found[2]):02}T{found[4]}{found[5]}:{found[6]}"
            return datetime.fromisoformat(iso).astimezone(UTC)
    if _MAIL.match(text):
        with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
            moment = parsedate_to_datetime(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    for pattern in _NAMED:
        if (found := pattern.search(text)) and (number := _MONTHS.get(found["month"].lower())):
            with contextlib.suppress(ValueError):
                return datetime(int(found["year"]), number, int(found["day"]), tzinfo=UTC)
    return None


def parse_time(raw: str | None) -> datetime | None:
    """Return the moment in *raw* in UTC, or None. Never raises.

    Read are ISO 8601 with a space or any number of fraction digits, ``2021-03-10 18:20:00Z``, compact digits, seconds
    or milliseconds since 1970, mail dates and JavaScript dates. A time without a zone counts as UTC, a day alone as
    its midnight. Moments before 1990 are none: they are defaults of content systems.
    """
    text = (raw or "").strip()[:120]
    if found := _EPOCH.match(text):
        moment: datetime | None = datetime.fromtimestamp(int(found.group(1)[:10]), UTC)
    elif found := _COMPACT.match(text) or _ISO.search(text):
        moment = _moment(found)
    else:
        moment = _worded(text) if text else None
    return moment.replace(microsecond=0) if moment and moment >= _EARLIEST else None


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
    for element in [] if page.absurd else elements_at(_TIMES, page.tree)[:400]:
        raw = element.get("datetime") or (element.get("content") if element.get("itemprop") else None)
        if element.tag == "abbr":
            raw = raw or element.get("title")
        if raw and (element.tag == "time" or "date" in (element.get("itemprop") or "").lower()):
            yield element, raw


def _marks(element: HtmlElement) -> str:
    parent = element.getparent()
    parts = [element.get(name) or "" for name in ("class", "itemprop", "id", "pubdate", "data-testid", "title")]
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
        if moment is None or bool(_UPDATED.search(marks)) != modified or far_from_story(page, element):
            continue
        marked = element.get("pubdate") is not None or re.search(r"publi|entry-date|created", marks, re.IGNORECASE)
        (sure if marked else plain).append(("time", raw, moment))
    yield from sure
    if not modified:
        yield from plain


def _from_url(page: Page) -> Iterator[Candidate]:
    if found := _IN_URL.search(urlsplit(page.url).path):
        raw = "-".join(found.groups())
        yield "url", raw, parse_time(raw)


def searched_date(page: Page, latest: datetime) -> Candidate | None:
    """Return the day that is printed near the headline, or that htmldate finds, not after *latest*; both are slow."""
    if page.absurd or len(page.html) > 2_000_000:
        return None
    for source, raw, moment in printed_days(page):
        if moment and _EARLIEST <= moment <= latest:
            return source, raw, moment
    try:
        day = find_date(
            page.tree, url=page.url, original_date=True, extensive_search=True, max_date=latest.strftime("%Y-%m-%d")
        )
    except TROUBLE:
        return None
    # the first of January is what it makes of a year that stands alone
    return ("htmldate", day, parse_time(day)) if day and not day.endswith("-01-01") else None


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
