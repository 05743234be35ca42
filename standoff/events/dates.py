"""Days, months and years that a text gives for an act, resolved against the day on which it was published."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from standoff.lexicon import load_lexicon, words

__all__ = ["Day", "find_days"]

#: Stands for the year when no day of publication is known; what resolves to within a century of it is dropped.
NO_YEAR = 1000

#: Before a count of three digits: the rest of "10,000 years ago".
THOUSANDS = re.compile(r"\d[,.\u00a0 ]\d{3}(?!\d)")

#: An hour without a day means the day spoken of before.
CLOCK = re.compile(
    r"\b(?:at|by|around|about|before|after|until) (?:about |around |nearly )?"
    r"(?:noon|midday|midnight|dawn|dusk|sunrise|sunset|lunch|lunchtime|breakfast|dinner)\b"
    r"|\b(?:late )?in the evening\b|\bthat (?:evening|night|afternoon|morning)\b"
    r"|\b(?:an hour|minutes|two hours|three hours|a few hours) later\b"
    r"|\bat \d{1,2}(?::\d\d)? ?(?:a\.?m|p\.?m)\b|(?<!\w)(?:в|о|об) \d{1,2}[:.]\d\d\b"
    r"|(?<!\w)(?:в полдень|в полночь|к полудню|к полуночи|на рассвете|часом позже|через час|опівночі|опівдні)(?!\w)"
)

#: What is to come: "would take effect on November 15".
AHEAD = re.compile(
    r"\b(?:will|would|shall|is to|are to|due to|scheduled to|expected to|планирует\w*|будет|будут) "
    r"(?:\w+ ){1,4}(?:on |from |in )?$"
)

#: "Until midnight on Wednesday" is a deadline as "until Wednesday" is.
UNTIL = re.compile(
    r"\b(?:until|till) (?:midnight|noon|dawn|early|late|the end of|the evening of)(?: on)? $|до (?:полуночи|конца) $"
)

#: Without one of these "by Tuesday" looks back.
MODAL = re.compile(r"\b(?:will|would|must|should|if|unless|deadline|has to|have to|ordered|told|gave|demanded)\b")

#: What happened on a day of its own: "the February 8 elections", "the bombings of 21 April" date no act.
_HAPPENED = (
    r"(?:elections?|votes?|polls?|referendum|attacks?|bombings?|protests?|invasion|coup|summit|shootings?|stabbings?|riots?"
    r"|massacre|uprising|earthquake|war|demonstrations?|anniversary|rally|выбор\w+|теракт\w*|протест\w*|референдум\w*)"
)
HAPPENED = re.compile(rf" (?:\w+ )?{_HAPPENED}\b")
HAPPENED_ON = re.compile(rf"\b{_HAPPENED} (?:of|on) $")

#: "May" is a month only behind one of these.
MAY = re.compile(r"(?:in|since|last|of|early|mid|late|this)[ -]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date at ``text[start:end]``: ``value`` is ISO 8601, cut to the month or year that ``precision`` names.

    ``due`` marks a day by which something is to happen: it dates no act. ``ahead`` marks one that dates only what
    stands behind it ("a day after the regulator announced").
    """

    start: int
    end: int
    value: str
    precision: str
    due: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The patterns of one language, and what number each of its words stands for."""

    pattern: re.Pattern[str]
    due: re.Pattern[str]
    numbers: dict[str, dict[str, int]]
    published: frozenset[str]
    after: frozenset[str]
    later: frozenset[str]


def _either(listed: tuple[str, ...]) -> str:
    spelled = [word for entry in listed for word in entry.split("|")]
    return "|".join(sorted(map(re.escape, spelled), key=len, reverse=True))


def _numbered(listed: tuple[str, ...]) -> dict[str, int]:
    return {word: number for number, entry in enumerate(listed, 1) for word in entry.split("|")}


@lru_cache(maxsize=4)
def _calendar(language: str) -> Calendar:
    table = {key: words("dates", f"{language}.{key}", value) for key, value in load_lexicon("dates")[language].items()}
    month, back = _either(table["months"]), _either(table["ago"] + table["earlier"] + table["after"] + table["later"])
    last = _either(table["last_year"])
    year = rf"(?:,? ?(?:of )?(?P<{{0}}>(?:19|20)\d\d)\b|,? (?P<{{0}}past>{last})(?!\w))?"
    named = "|".join(
        rf"(?P<{key}>{_either(table[key])})"
        for key in (
            "day_before",
            "same_day",
            "day_after",
            "yesterday",
            "today",
            "last_month",
            "this_month",
            "last_year",
            "this_year",
        )
    )
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<md>{month})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d| percent){year.format('y1')}"
        rf"|(?P<d2>\d{{1,2}}) (?P<dm>{month})(?!\w){year.format('y2')}|{named}"
        rf"|(?:(?P<count>\d{{1,3}}|{_either(table['counts'])}) )?(?P<unit>{_either(table['units'])}) (?P<back>{back})"
        rf"|(?P<month>{month})(?!\w)\.?{year.format('y3')}|(?P<weekday>{_either(table['weekdays'])})"
        rf"|(?:in|since|в|у|с|з) (?P<year>(?:19|20)\d\d))(?!\w)"
    )
    due = re.compile(rf"(?<!\w)(?:{_either(table['deadline'])})(?: the)? $")
    numbers = {key: _numbered(table[key]) for key in ("months", "weekdays", "counts", "units")}
    return Calendar(
        pattern, due, numbers, frozenset(table["ago"]), frozenset(table["after"]), frozenset(table["later"])
    )


def _past(month: int, day: int, published: date) -> date | None:
    """The last such day up to the day of publication (a day later, for zones east of UTC)."""
    for year in (published.year, published.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= published + timedelta(days=1):
            return found
    return None


def _month_back(day: date, months: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return f"{year:04d}-{month + 1:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a date in words counts from: the day of publication, the last day in the sentence, and in the text."""

    calendar: Calendar
    published: date
    anchor: date | None
    last: date | None
    month: date | None = None  # where the last date was a month, its first day


def _whole(match: re.Match[str], clock: Clock) -> tuple[str, str] | None:
    month = clock.calendar.numbers["months"][match["md"] or match["dm"]]
    number, year = int(match["d1"] or match["d2"]), match["y1"] or match["y2"]
    if match["y1past"] or match["y2past"]:
        year = str(clock.published.year - 1)
    try:
        day = date(int(year), month, number) if year else _past(month, number, clock.published)
    except ValueError:
        return None
    return (day.isoformat(), "day") if day else None


def _month(match: re.Match[str], clock: Clock) -> tuple[str, str] | None:
    if (
        match["month"] == "may"
        and not match["y3"]
        and not MAY.search(match.string, max(0, match.start() - 8), match.start())
    ):
        return None
    month, published = clock.calendar.numbers["months"][match["month"]], clock.published
    year = int(match["y3"] or (published.year if month <= published.month else published.year - 1))
    if match["y3past"]:
        year = published.year - 1
    return f"{year:04d}-{month:02d}", "month"


def _weekday(match: re.Match[str], clock: Clock) -> tuple[str, str]:
    weekday = clock.calendar.numbers["weekdays"][match["weekday"]] - 1
    return (clock.published - timedelta(days=(clock.published.weekday() - weekday) % 7)).isoformat(), "day"


def _interval(match: re.Match[str], clock: Clock) -> tuple[str, str] | None:
    """ "Two days earlier" counts from the day in the sentence, "two days ago" from the day of publication.

    None for what is no year of a calendar: "10,000 years ago", and any count of years where no day is known.
    """
    if THOUSANDS.match(match.string, max(0, match.start("count") - 2)):
        return None
    numbers = clock.calendar.numbers
    count = numbers["counts"].get(match["count"] or "") or int(match["count"] or 1)
    unit = numbers["units"][match["unit"]]
    start = (
        clock.published if match["back"] in clock.calendar.published else clock.anchor or clock.last or clock.published
    )
    if match["back"] in clock.calendar.later:
        start, count = clock.anchor or clock.last or clock.published, -count
    if clock.month and match["back"] not in clock.calendar.published:
        if unit <= 2:  # days around a month are in that month, as far as one can tell
            return clock.month.isoformat()[:7], "month"
        start = clock.month
    if unit <= 2:
        try:
            return (start - timedelta(days=count * (7 if unit == 2 else 1))).isoformat(), "day"
        except OverflowError:
            return None
    if not date.min.year <= start.year - (count / 12 if unit == 3 else count) <= date.max.year:
        return None
    return (_month_back(start, count), "month") if unit == 3 else (f"{start.year - count:04d}", "year")


def _named(match: re.Match[str], clock: Clock) -> tuple[str, str] | None:
    published = clock.published
    named: dict[str, Callable[[], tuple[str, str] | None]] = {
        "day_before": lambda: (((clock.anchor or clock.last or published) - timedelta(days=1)).isoformat(), "day"),
        "same_day": lambda: (
            (clock.month.isoformat()[:7], "month")
            if clock.month and match["same_day"].endswith("time")
            else (day.isoformat(), "day")
            if (day := clock.anchor or clock.last)
            else None
        ),
        "day_after": lambda: (
            ((day + timedelta(days=1)).isoformat(), "day") if (day := clock.anchor or clock.last) else None
        ),
        "yesterday": lambda: ((published - timedelta(days=1)).isoformat(), "day"),
        "today": lambda: (published.isoformat(), "day"),
        "last_month": lambda: (_month_back(published, 1), "month"),
        "this_month": lambda: (_month_back(published, 0), "month"),
        "last_year": lambda: (f"{published.year - 1:04d}", "year"),
        "this_year": lambda: (f"{published.year:04d}", "year"),
        "year": lambda: (match["year"], "year"),
    }
    return next((read() for key, read in named.items() if match[key]), None)


def _read(match: re.Match[str], clock: Clock) -> tuple[str, str] | None:
    """The value and precision of a match; None when it is no date after all."""
    if match["md"] or match["dm"]:
        return _whole(match, clock)
    if match["month"]:
        return _month(match, clock)
    if match["weekday"]:
        return _weekday(match, clock)
    return _interval(match, clock) if match["unit"] else _named(match, clock)


def _sentence(folded: str, start: int, end: int, clock: Clock) -> list[Day]:
    days: list[Day] = []
    for match in clock.calendar.pattern.finditer(folded, start, end):
        if not (value := _read(match, clock)):
            continue
        left = max(start, match.start() - 60)
        due = (
            clock.calendar.due.search(folded, left, match.start())
            or AHEAD.search(folded, left, match.start())
            or UNTIL.search(folded, left, match.start())
        )
        if due and due.group() == "by " and not MODAL.search(folded, start, end):
            due = None  # "by Tuesday the firm was telling reporters"
        owns = bool(  # "Monday's decision" dates nothing else
            folded.startswith("'s ", match.end())
            or HAPPENED.match(folded, match.end())
            or HAPPENED_ON.search(folded, left, match.start())
        )
        ahead = bool(match["back"] and match["back"] in clock.calendar.after)
        day = Day(
            start=match.start(), end=match.end(), value=value[0], precision=value[1], due=bool(due) or owns, ahead=ahead
        )
        days.append(day)
        if day.precision == "day" and not day.due and not day.ahead:
            clock = replace(clock, anchor=date.fromisoformat(day.value), month=None)
        elif day.precision == "month" and not day.due:
            clock = replace(clock, month=date.fromisoformat(f"{day.value}-01"))
    return days


def find_days(folded: str, spans: list[tuple[int, int]], language: str, published: date | None) -> list[list[Day]]:
    """Return the dates in each sentence of *spans*; without *published* only those with a year of their own."""
    calendar, last, month = _calendar(language), None, None
    found: list[list[Day]] = []
    for start, end in spans:
        clock = Clock(
            calendar=calendar, published=published or date(NO_YEAR, 12, 31), anchor=None, last=last, month=month
        )
        days = _sentence(folded, start, end, clock)
        if not days and last and (hour := CLOCK.search(folded, start, end)):
            days = [Day(start=hour.start(), end=hour.end(), value=last.isoformat(), precision="day")]
        days = [day for day in days if published or int(day.value.partition("-")[0]) > NO_YEAR + 100]
        whole = [day for day in days if day.precision == "day" and not day.due and not day.ahead]
        last = date.fromisoformat(whole[-1].value) if whole else last
        if days and not days[-1].due:
            month = date.fromisoformat(f"{days[-1].value}-01") if days[-1].precision == "month" else None
        found.append(days)
    return found
