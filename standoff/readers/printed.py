"""Days printed in words near a headline: "13 lutego 2024", "February 13, 2024", "13.02.2024", "2024年2月13日"."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from standoff.languages import primary
from standoff.readers.page import Page, text_of

__all__ = ["printed_days"]

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[./年년-]\s?(\d{1,2})\s?[./月월-]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,14})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")
_MARKS = re.compile(r"date|time|publi|posted|datum|fecha|data\b|meta|info|stand\b|created|byline|header", re.IGNORECASE)
_BEFORE, _AFTER = 120, 250  # elements around the headline in which a printed day is looked for
_LONGEST = 160  # characters of a line that prints a day; longer ones are prose


@lru_cache(maxsize=64)
def _months(language: str) -> Mapping[str, int]:
    """Return the numbers of months by their names and short names in *language*."""
    names: dict[str, int] = {}
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return names
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context, locale).items():
                names[name.casefold().rstrip(".")] = number
    return names


def _number(word: str, languages: tuple[str, ...]) -> int | None:
    folded = word.casefold().rstrip(".")
    return next((found for language in languages if (found := _months(language).get(folded))), None)


def _day(year: str, month: int | None, day: str) -> datetime | None:
    try:
        return datetime(int(year), month or 0, int(day), tzinfo=UTC)
    except ValueError:
        return None


def _read(text: str, languages: tuple[str, ...], month_first: bool) -> datetime | None:
    """Return the first day that *text* prints, as its midnight in UTC, or None."""
    if (found := _DAY_FIRST.search(text)) and (moment := _day(found[3], _number(found[2], languages), found[1])):
        return moment
    if (found := _MONTH_FIRST.search(text)) and (moment := _day(found[3], _number(found[1], languages), found[2])):
        return moment
    if found := _YEAR_FIRST.search(text):
        return _day(found[1], int(found[2]), found[3])
    if found := _NUMBERS.search(text):
        first, second = (found[2], found[1]) if month_first else (found[1], found[2])
        return _day(found[3], int(second), first) or _day(found[3], int(first), second)
    return None


def printed_days(page: Page) -> Iterator[tuple[str, str, datetime | None]]:
    """Yield the days printed around the headline of *page*, those in blocks marked as dates first."""
    elements = [element for element in page.tree.iter() if isinstance(element.tag, str)]
    at = elements.index(page.h1s[0]) if page.h1s else 0
    tag = page.lang or page.meta("og:locale") or "en"
    languages = tuple(dict.fromkeys((primary(tag) or "en", "en")))
    month_first = languages[0] == "en" and not tag.upper().endswith(("GB", "AU", "NZ", "IE", "ZA", "IN"))
    plain = []
    for element in elements[max(0, at - _BEFORE) : at + _AFTER]:
        if element.tag in {"script", "style", "option", "title"} or len(element) > 12:
            continue
        text = text_of(element)
        if not 6 <= len(text) <= _LONGEST or not any(char.isdigit() for char in text):
            continue
        if moment := _read(text, languages, month_first):
            marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.tag}"
            if _MARKS.search(marks):
                yield "printed", text, moment
                return
            plain.append(("printed", text, moment))
    yield from plain[:1]
