"""Days and months as languages write them, in the calendars that news pages use: Gregorian, Persian and Thai."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from standoff.lexicon import load_lexicon

__all__ = ["day_of", "month_of"]

_PERSIAN, _THAI = frozenset({"fa", "ps", "prs"}), frozenset({"th"})
_NEW_YEAR = datetime(2020, 3, 20, tzinfo=UTC)  # the first of Farvardin 1399
_BUDDHIST = 543  # years by which the Thai calendar is ahead
_MORE = {"ar": ("ar_SY", "ar_DZ"), "sr": ("sr_Latn",), "no": ("nb",)}  # names of months differ within a language
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": None, "\u0640": None})


@lru_cache(maxsize=64)
def _months(language: str) -> Mapping[str, int]:
    """Return the numbers of months by their names and short names in *language*."""
    names: dict[str, int] = {}
    for tag in (language, *_MORE.get(language, ())):
        try:
            locale = Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, locale).items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names


@lru_cache(maxsize=1)
def _persian() -> Mapping[str, int]:
    months = load_lexicon("pages")["days"]["persian_months"]
    return {name: number for number, names in enumerate(months, 1) for name in names.split("|")}


def month_of(word: str, languages: tuple[str, ...], year: str) -> int | None:
    """Return the number of the month that *word* names in the first of *languages* that has it; None for no month.

    "أغسطس/آب" names one month twice. Which calendar is meant is seen from *year*.
    """
    for part in (word, *word.split("/")):
        folded = part.casefold().rstrip(".")
        if int(year) < 1500:
            if languages[0] in _PERSIAN and (found := _persian().get(folded.translate(_LETTERS))):
                return found
        elif found := next((found for tag in languages if (found := _months(tag).get(folded))), None):
            return found
    return None


def _elapsed(year: int, month: int, day: int) -> int:
    """Return the days since a fixed day of the Persian calendar, by its cycle of 33 years with 8 leap years."""
    years = year - 979
    leaps = years // 33 * 8 + (years % 33 + 3) // 4
    return 365 * years + leaps + (month - 1) * 31 - max(0, month - 7) + day


def day_of(year: str, month: int | None, day: str, languages: tuple[str, ...]) -> datetime | None:
    """Return the midnight in UTC of a day, or None where there is no such day.

    A *year* below 1500 is of the Persian calendar, one above 2500 of the Thai: each in its own languages alone.
    """
    number = int(year)
    if number < 1500:
        if languages[0] not in _PERSIAN or not 1 <= (month or 0) <= 12 or not 1 <= int(day) <= 31:
            return None
        return _NEW_YEAR + timedelta(_elapsed(number, month or 1, int(day)) - _elapsed(1399, 1, 1))
    if number > 2500:
        if languages[0] not in _THAI:
            return None
        number -= _BUDDHIST
    try:
        return datetime(number, month or 0, int(day), tzinfo=UTC)
    except ValueError:
        return None
