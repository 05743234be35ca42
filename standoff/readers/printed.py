"""Days printed in words near a headline: "13 lutego 2024", "February 13, 2024", "13.02.2024", "2024年2月13日"."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import chain, islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from standoff.languages import primary
from standoff.lexicon import load_lexicon
from standoff.readers.calendars import day_of, month_of
from standoff.readers.captions import far_from_story, is_aside
from standoff.readers.page import Page, pieces_of, text_of
from standoff.text import fold, squash

__all__ = ["Printed", "printed_days"]

_YEAR = r"((?:19|20)\d\d|13[6-9]\d|14[0-4]\d|25[4-9]\d)"
# marks of vowels are no letters to `re`: a word is what has no space, digit or stop in it
_WORD = r"([^\W\d_][^\s\d,()|:«»\"]{1,16}?)"
_NUMBERS = re.compile(rf"(?<!\d)(\d{{1,2}})\s?[./-]\s?(\d{{1,2}})\s?[./-]\s?{_YEAR}(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}\s?[./年년-]\s?(\d{{1,2}})\s?[./月월-]\s?(\d{{1,2}})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?,?\s+(?:de\s+|of\s+|d['’]|tháng\s+)?(?:{_WORD}|(\d{{1,2}}))\.?,?"
    rf"\s+(?:de\s+|del\s+|năm\s+)?(?<!\d){_YEAR}(?!\d)"
)
_MONTH_FIRST = re.compile(rf"{_WORD}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)")
# 2020. augusztus 24. / 2020 m. rugpjūčio 24 d. / 2020. gada 24. augusts
_YEAR_NAMED = re.compile(rf"(?<!\d){_YEAR}(?:\.|,|\s?m\.)?\s+{_WORD}\s+(\d{{1,2}})(?!\d)")
# 2024 жылғы 15 наурыз
_YEAR_BEFORE = re.compile(rf"(?<!\d){_YEAR}[\s-]жыл\w*\s+(\d{{1,2}})[\s-]{_WORD}(?:\s|,|$)")
_YEAR_OF = re.compile(rf"(?<!\d){_YEAR}\.\s+gada\s+(\d{{1,2}})\.\s+{_WORD}(?:\s|,|$)")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?:\s*(?P<half>[ap])\.?m\.?)?\s*(?:[(]?(?P<zone>[^\W\d_]{1,4})"
    r"(?:\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?(?!\w))?",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\((?:GMT|UTC)(?:/(?:GMT|UTC))?\)\s*:?\s*$")  # "Last updated (GMT/UTC): 14.03.2013 15:41"
# what a page says once of all its times: "Время на сайте: Астана, GMT+6"
_SITE = re.compile(
    r"(?:all times|times (?:are|shown|on)|time ?zone|время (?:на|указано)|час на|сайттағы уақыт|сайттагы убакыт)\b"
    r"[^<>]{0,60}?\b(?:GMT|UTC)\s?([+-]\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"date|time|publi|posted|datum|fecha|data\b|meta|info|stand\b|created|byline|header", re.IGNORECASE)
_LABEL = 40  # characters before or after a day in which a word may say what the day is of
_BEFORE, _AFTER = 120, 250  # elements around the headline in which a printed day is looked for
_NEAR = 4  # elements above a printed day in which a link would make it another page's
_TITLE = 30  # characters of a link that is the headline of another page
_HEAD = 40  # characters of a line above the headline from which it says more than the day: the site's weather, its menu
_SURE, _MARKED, _PLAIN, _OTHER = range(4)
_BESIDE = 30  # characters before or after a day in which its time may stand
_SHORTEST, _LONGEST = 6, 160  # characters of a line that prints a day; longer ones are prose


_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩０１２３４５６７８９", "0123456789" * 3)


class Printed(NamedTuple):
    """A day as it is printed, and whether it is the day of a change."""

    raw: str
    moment: datetime
    changed: bool


@cache
def _labels() -> Mapping[str, "re.Pattern[str]"]:
    table = load_lexicon("pages")["days"]
    return {kind: re.compile("|".join(table[kind]), re.IGNORECASE) for kind in ("published", "changed")}


def _numbers(found: re.Match[str], languages: tuple[str, ...], month_first: bool) -> datetime | None:
    """Return the day in digits; the month comes first in American English alone, and there only with slashes."""
    month_first = month_first and "/" in found.group()
    first, second = (found[2], found[1]) if month_first else (found[1], found[2])
    return day_of(found[3], int(second), first, languages) or day_of(found[3], int(first), second, languages)


def _named(text: str, languages: tuple[str, ...]) -> Iterator[tuple[re.Match[str], datetime | None]]:
    for found in _DAY_FIRST.finditer(text):
        month = int(found[3]) if found[3] else month_of(found[2], languages, found[4])
        # two numbers and a year are a day only where the word for month stands between them
        yield found, None if found[3] and "tháng" not in found[0] else day_of(found[4], month, found[1], languages)
    for found in _MONTH_FIRST.finditer(text):
        yield found, day_of(found[3], month_of(found[1], languages, found[3]), found[2], languages)
    for found in _YEAR_NAMED.finditer(text):
        yield found, day_of(found[1], month_of(found[2], languages, found[1]), found[3], languages)
    for found in chain(_YEAR_OF.finditer(text), _YEAR_BEFORE.finditer(text)):
        yield found, day_of(found[1], month_of(found[3], languages, found[1]), found[2], languages)


def _moments(text: str, languages: tuple[str, ...], month_first: bool) -> Iterator[tuple[int, int, datetime]]:
    """Yield (start, end, midnight in UTC) of the days that *text* prints, the surest way of writing first."""
    for found, moment in _named(text, languages):
        if moment:
            yield *found.span(), moment
    for found in _YEAR_FIRST.finditer(text):
        if moment := day_of(found[1], int(found[2]), found[3], languages):
            yield *found.span(), moment
    for found in _NUMBERS.finditer(text):
        if moment := _numbers(found, languages, month_first):
            yield *found.span(), moment


def _changed(text: str, start: int, end: int) -> bool:
    """Tell whether the words at a printed day say that it is the day of a change: the last ones before it decide."""
    before, after = text[max(0, start - _LABEL) : start], text[end : end + _LABEL]
    places = {kind: [found.end() for found in words.finditer(before)] for kind, words in _labels().items()}
    if any(places.values()):
        return max(places["changed"], default=-1) > max(places["published"], default=-1)
    # "11 March (updated 12 March)": words that have a day of their own say nothing of the one before them
    return bool(_labels()["changed"].match(after.strip(" ,:(|"))) and not re.search(r"\d", after)


@cache
def _zones() -> Mapping[str, str | int]:
    return {str(name): zone for name, zone in load_lexicon("pages")["zones"].items()}


def _timed(moment: datetime, beside: str, site: Callable[[], int | None]) -> datetime:
    """Return *moment*, a midnight, with the time that is printed *beside* it where its zone is known.

    The time names it, or else *site*, the minutes by which all times of the page are ahead of UTC.
    """
    for found in _CLOCK.finditer(beside):
        zone = _zones().get(found["zone"].upper()) if found["zone"] else None
        if zone is None and not found["sign"]:
            zone = site()
        hour, minute = int(found["hour"]), int(found["minute"])
        if zone is None or minute > 59 or not (0 < hour <= 12 if found["half"] else hour <= 23):
            continue
        if found["half"]:
            hour = hour % 12 + 12 * (found["half"].lower() == "p")
        local = moment.replace(hour=hour, minute=minute)
        if isinstance(zone, str):
            return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        ahead = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
        return local - timedelta(minutes=zone + (-ahead if found["sign"] == "-" else ahead))
    return moment


def _site_zone(page: Page) -> int | None:
    """Return the minutes by which the times of *page* are ahead of UTC, where it says so once for all of them.

    The zone of another time on the page says nothing of them: it may be that of an event the text tells of.
    """
    said = {int(hours) for hours in _SITE.findall(page.html)}
    return 60 * said.pop() if len(said) == 1 else None


def _read(
    text: str, languages: tuple[str, ...], month_first: bool, site: Callable[[], int | None]
) -> list[tuple[datetime, bool]]:
    """Return the first days of publication and of a change that *text* prints, each with whether it is the latter."""
    found: dict[bool, datetime] = {}
    for start, end, moment in _moments(text.translate(_DIGITS), languages, month_first):
        changed = _changed(text, start, end)
        if changed not in found:
            before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
            ahead = _AHEAD.search(before)
            found[changed] = _timed(moment, f"{after} | {before}", (lambda: 0) if ahead else site)
    return [(moment, changed) for changed, moment in found.items()]


def _line(element: HtmlElement) -> str:
    """Return the text of *element*, or an empty one as soon as it is too long for a line that prints a day."""
    pieces: list[str] = []
    size = 0
    for piece in pieces_of(element):
        pieces.append(piece)
        size += len(piece.strip())
        if size > _LONGEST:
            return ""
    text = squash("".join(pieces))
    return text if len(text) <= _LONGEST else ""


def _with_digits(elements: list[HtmlElement]) -> set[HtmlElement]:
    """Return those of *elements*, which are in document order, that have a digit in them and are no large blocks."""
    found: set[HtmlElement] = set()
    for element in reversed(elements):
        texts = (element.text or "", *(child.tail or "" for child in element))
        if any(_DIGIT.search(text) for text in texts) or any(child in found for child in element):
            found.add(element)
    return found


def _teaser(page: Page, element: HtmlElement, above: frozenset[HtmlElement]) -> bool:
    """Tell whether *element* speaks of another page: it is in a link or aside, or has a headline's link beside it.

    *above* are the elements that hold this page's headline.
    """
    around = [element, *islice(element.iterancestors(), _NEAR)]
    if any(one.tag == "a" and one.get("href") for one in around) or far_from_story(page, element):
        return True
    if element not in above and is_aside(element):
        return True
    small = (one for one in around[:3] if one not in above and _line(one))
    return any(len(text_of(link)) >= _TITLE for one in small for link in one.iter("a"))


def _by_letters(title: str) -> tuple[str, ...]:
    """Return the languages whose months a page may print that names none, by the letters of its *title*."""
    if re.search("[а-яё]", title, re.IGNORECASE):
        return ("ru", "uk", "kk", "bg", "sr")
    return ("fa", "ar") if re.search("[\u0600-\u06ff]", title) else ("en",)


def _headline(page: Page) -> int:
    """Return the place of the headline among the elements: the first heading that the page's titles contain."""
    titles = fold(" ".join([page.title, *page.metas.get("og:title", [])]))
    headings = page.h1s or list(islice(page.tree.iter("h2", "h3"), 40))
    for heading in headings:
        key = fold(text_of(heading))
        if len(key) > 8 and key in titles:
            return page.elements.index(heading)
    return page.elements.index(page.h1s[0]) if page.h1s else 0


def printed_days(page: Page) -> list[Printed]:
    """Return the days printed around the headline of *page*: the first in a block marked as a date, else the first."""
    at = _headline(page)
    above = frozenset(page.elements[at].iterancestors()) if at else frozenset()
    own = page.outlet.languages[0] if page.outlet and page.outlet.languages else None
    tag = page.lang or page.meta("og:locale", "content-language") or own or ""
    languages = tuple(dict.fromkeys((*([primary(tag) or "en"] if tag else _by_letters(page.title)), "en")))
    month_first = languages[0] == "en" and not tag.upper().endswith(("GB", "AU", "NZ", "IE", "ZA", "IN"))
    site = cache(lambda: _site_zone(page))
    best: dict[bool, tuple[int, Printed]] = {}
    start = max(0, at - _BEFORE)
    window = page.elements[start : at + _AFTER]
    dated = _with_digits(window)
    for number, element in enumerate(window, start):
        if element not in dated or element.tag in {"script", "style", "option", "title"} or len(element) > 12:
            continue
        text = _line(element)
        if len(text) < _SHORTEST or _teaser(page, element, above):
            continue
        marked = bool(_MARKS.search(f"{element.get('class') or ''} {element.get('id') or ''} {element.tag}"))
        for moment, changed in _read(text, languages, month_first, site):
            rank = _rank(number < at, moment.time() != time.min, marked, text)
            if changed not in best or rank < best[changed][0]:
                best[changed] = rank, Printed(text, moment, changed)
        if False in best and best[False][0] <= (_SURE if number < at else _MARKED):
            break
    return [printed for _, printed in best.values()]


def _rank(above: bool, timed: bool, marked: bool, text: str) -> int:
    """Return how far a day is to be believed, the lowest number most: the head of a site has a day of its own, too."""
    if above and len(text) > _HEAD:
        return _OTHER
    if timed and not above:
        return _SURE
    return _MARKED if marked else _PLAIN
