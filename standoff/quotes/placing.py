"""Where and on which day a statement was made, from the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from standoff.quotes.outlets import called_outlet, outlet_in, paper_before
from standoff.quotes.tokens import Token
from standoff.quotes.tongue import Tongue

#: A year is left out where it is clear: the day lies in the year before the page, at most this many days ahead.
AHEAD = 1


@dataclass(frozen=True, slots=True)
class Day:
    """A day that the words name: ``iso``, the words themselves, and where they stand."""

    iso: str
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words for days of one language, compiled."""

    dates: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, int]
    same: frozenset[str]
    earlier: frozenset[str]
    barred: frozenset[str]


@lru_cache(maxsize=8)
def calendar_of(code: str, tongue: Tongue) -> Calendar:
    """Return the calendar of the language with *code*."""
    table = tongue.tables.get("days", {})
    months = {form.lower(): number for number, forms in enumerate(table.get("months", ()), 1) for form in forms.split()}
    weekdays = {
        form.lower(): number for number, forms in enumerate(table.get("weekdays", ())) for form in forms.split()
    }
    relative = {word.lower(): step for word, step in table.get("relative", {}).items()}
    same = frozenset(word.lower() for word in table.get("same", ()))
    earlier = frozenset(word.lower() for word in table.get("earlier", ()))
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    single = "|".join(sorted(map(re.escape, {*weekdays, *relative, *same, *earlier}), key=len, reverse=True))
    pattern = (
        rf"(?<!\w)(?:(?P<m1>{month})\s+(?P<d1>\d{{1,2}})(?!\d)(?:,?\s+(?P<y1>(?:19|20)\d\d))?"
        rf"|(?P<d2>\d{{1,2}})\.?(?:st|nd|rd|th)?\s+(?P<m2>{month})(?:,?\s+(?P<y2>(?:19|20)\d\d))?"
        rf"|(?P<word>{single}))(?!\w)"
    )
    return Calendar(
        re.compile(pattern),
        months,
        weekdays,
        relative,
        same,
        earlier,
        frozenset(table.get("barred", ())),
    )


def lowered(text: str) -> str:
    """Return *text* in lower case, letter for letter, so that its offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char if len(char.lower()) > 1 else char.lower() for char in text)


def days_in(
    text: str, low: str, start: int, end: int, published: date | None, last: date | None, tongue: Tongue
) -> list[Day]:
    """Return the days named in ``text[start:end]``, resolved against the page's day and the day named last.

    *low* is the text in lower case.
    """
    calendar = calendar_of(tongue.code, tongue)
    found: list[Day] = []
    for match in calendar.dates.finditer(low, start, end):
        if _barred(text, start, match.start(), calendar) or _in_a_name(text, match, calendar):
            continue
        day = _day(match, calendar, published, last)
        if day is not None:
            found.append(Day(day.isoformat(), text[match.start() : match.end()], match.start(), match.end()))
            last = day
    return found


def _in_a_name(text: str, match: re.Match[str], calendar: Calendar) -> bool:
    """``USA TODAY``, ``USA Today``: a part of a paper's name."""
    word = text[match.start() : match.end()]
    if match.group() not in calendar.relative or not word[0].isupper():
        return False
    before = text[max(0, match.start() - 12) : match.start()].split()
    return word.isupper() or bool(before and before[-1].isalpha() and before[-1][0].isupper())


def _barred(text: str, start: int, at: int, calendar: Calendar) -> bool:
    words = text[max(start, at - 24) : at].lower().split()
    return bool(words) and words[-1] in calendar.barred


def _day(match: re.Match[str], calendar: Calendar, published: date | None, last: date | None) -> date | None:
    if word := match["word"]:
        low = " ".join(word.split())
        if low in calendar.same:
            return last
        if low in calendar.earlier:
            return last - timedelta(days=1) if last else None
        if published is None:
            return None
        if low in calendar.relative:
            return published + timedelta(days=calendar.relative[low])
        return published - timedelta(days=(published.weekday() - calendar.weekdays[low]) % 7)
    month = calendar.months[match["m1"] or match["m2"]]
    year = match["y1"] or match["y2"]
    return _dated(int(match["d1"] or match["d2"]), month, int(year) if year else None, published)


def _dated(day: int, month: int, year: int | None, published: date | None) -> date | None:
    if year is None and published is None:
        return None
    try:
        if year is not None:
            return date(year, month, day)
        assert published is not None
        found = date(published.year, month, day)
        return found if found <= published + timedelta(days=AHEAD) else date(published.year - 1, month, day)
    except ValueError:
        return None


def venue_in(text: str, tokens: Sequence[Token], tongue: Tongue, own: str) -> str | None:
    """Return the medium or forum that *tokens*, the words around a cue, name; *own* is the outlet's host."""
    if forms := tongue.tables.get("venue_forms"):
        return _bent_venue(text, tokens, tongue, forms)
    roles = tongue.tables["roles"]
    platforms = roles.get("media", {}).get("platforms", ())
    found: str | None = None
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.low in tongue.of("venue_prepositions") or (found is None and token.low in tongue.of("telling")):
            name = _venue_behind(text, tokens, index + 1, tongue, platforms, token.low)
            if name in platforms:
                return name
            found = found or name
        elif token.low == "which" and index > 1 and tokens[index - 1].low == "in":
            found = found or paper_before(text, tokens, index, tongue)
        elif token.low in tongue.of("posting"):
            place: str | None = tongue.tables.get("posting_places", {}).get(token.low, found)
            return place
        index += 1
    return found or outlet_in(text, tokens, tongue, own)


def _bent_venue(text: str, tokens: Sequence[Token], tongue: Tongue, forms: dict[str, list[str]]) -> str | None:
    """A venue in an inflected language: the nominative of its word, with the addressee behind it as printed."""
    plain = {form: name for name, group in forms.items() for form in group}
    for index, token in enumerate(tokens):
        if (
            token.kind == "q"
            and (inner := token.text.strip('«»"„“” ').lower()).split()[-1:]
            and inner.split()[-1] in forms
            and len(inner.split()) <= 3
        ):
            return inner
        if token.low not in plain or not _within(tokens, index, tongue):
            continue
        if tongue.code == "kk":
            ahead = tokens[max(0, index - 4) : index] if not plain[token.low].isascii() else ()
            first = next((other for other in ahead if other.capital and other.text.isascii()), token)
            return text[first.start : token.start] + plain[token.low]
        stop = index + 1
        if stop < len(tokens) and tokens[stop].low in tongue.of("telling") | tongue.of("media_nouns") | {"на"}:
            while stop < len(tokens) and tokens[stop].kind in "wq" and stop - index < 6:
                stop += 1
                if tokens[stop - 1].kind == "q":
                    break
            return plain[token.low] + text[token.end : tokens[stop - 1].end]
        return plain[token.low]
    return _told_to(tokens, tongue)


def _told_to(tokens: Sequence[Token], tongue: Tongue) -> str | None:
    """``заявила агентству Reuters``: the medium in the nominative, with its name."""
    told = tongue.tables.get("told", {})
    for index, token in enumerate(tokens[:-1]):
        if token.low in told and (tokens[index + 1].capital or tokens[index + 1].kind == "q"):
            return f"{told[token.low]} {tokens[index + 1].text}"
    return None


def _within(tokens: Sequence[Token], index: int, tongue: Tongue) -> bool:
    """Does "in" or "on" stand before the venue word, its possessive between them at most?"""
    if tongue.code == "kk":
        return not tokens[index].text[0].isascii() or tokens[min(index + 1, len(tokens) - 1)].low in {
            "арнасында",
            "желісінде",
            "парақшасында",
        }
    at = index - 1
    if at > 0 and tokens[at].low in tongue.of("possessive") | tongue.of("own_words"):
        at -= 1
    return at >= 0 and tokens[at].low in tongue.of("venue_prepositions")


def _venue_behind(
    text: str, tokens: Sequence[Token], at: int, tongue: Tongue, platforms: Sequence[str], before: str
) -> str | None:
    first = at
    stops = tongue.of("prepositions") | tongue.of("that") | tongue.of("subject_pronouns") | tongue.of("auxiliaries")
    while at < len(tokens) and at - first < 8:
        token = tokens[at]
        if token.kind == "q":
            inner = token.text.strip("\"“”«»„'‘’ ")
            if (
                len(inner.split()) <= 4
                and inner.lower().split()
                and inner.lower().split()[-1] in tongue.of("venue_words")
            ):
                return inner
            return None
        if token.kind == "p" or (token.low in stops and not (token.low in {"this", "that"} and at == first)):
            if token.kind == "w" and token.low in {"it", "he", "she", "they"} and at > first:
                at += 1
                continue
            return None
        plain = token.text.removesuffix("'s").removesuffix("’s")
        if plain in platforms and before not in tongue.of("telling"):
            return plain
        if token.low in tongue.of("outlet_words") and (called := called_outlet(text, tokens, at + 1, tongue)):
            return called
        if token.low in tongue.of("outlet_words") and token.capital and before in tongue.of("telling"):
            return None
        if token.low in tongue.of("venue_words"):
            return _venue_name(text, tokens, first, at, tongue, platforms)
        at += 1
    return None


def _venue_name(
    text: str, tokens: Sequence[Token], first: int, at: int, tongue: Tongue, platforms: Sequence[str]
) -> str | None:
    end = at + 1
    while end < len(tokens) and tokens[end].low in tongue.of("venue_words"):
        end += 1
    while first < at and (
        tokens[first].low in tongue.of("possessive")
        or tokens[first].low.endswith(("'s", "’s"))
        or tokens[first].low == "own"
    ):
        first += 1
    for index in range(first, end):
        if tokens[index].text in platforms:
            return tokens[index].text
    last = end
    if end + 1 < len(tokens) and tokens[end].low in tongue.of("venue_links"):
        link = tokens[end].low
        stop = end + 1
        while (
            stop < len(tokens)
            and (tokens[stop].capital or (tokens[stop].low in {"the", "a", "an", "this"} and stop == end + 1))
            and tokens[stop].low not in tongue.of("calendar")
        ):
            if tokens[stop].text in platforms and link in {"on", "via", "in"}:
                return tokens[stop].text
            stop += 1
        if stop > end + 1 and tokens[stop - 1].capital and link in {"to", "with", "in", "at"}:
            last = stop
        elif link == "at" and stop == end + 2 and stop < len(tokens) and tokens[stop].text.islower():
            while stop < len(tokens) and tokens[stop].text.islower() and tokens[stop].low not in tongue.openers:
                stop += 1
            last = stop if stop - end <= 5 else last
        elif stop < len(tokens) and tokens[stop].low == "newspaper" and link == "to":
            last = stop + 1
    return text[tokens[first].start : tokens[last - 1].end]
