"""Times as channels print them, in UTC.

feedparser takes MSK, EET and CEST for UTC, two to three hours off, so what it read is never used: the printed
string is read again here.
"""

import re
import warnings
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

__all__ = ["printed_day", "read_date"]

# W3C date-times with 0 to 9 digits of a second; a blank for the T and a day alone are seen too.
W3C = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.IGNORECASE,
)
# Zones that the standard library reads right; it takes a named zone it does not know for UTC.
PLAIN_ZONE = re.compile(r"(?:[+-]\d{4}|GMT|UTC|Z)$")
# The numbers of days, not those of times.
_NUMBER = re.compile(r"(?<![\d:.])\d{1,2}(?![\d:]|\.\d)")
# Longer than any printed date; dateparser's time grows with the length.
MAX_LENGTH = 80


def read_date(raw: str | None) -> datetime | None:
    """Return the time that *raw* prints, in UTC, or None when it prints none.

    A day alone is its midnight; a time without zone is taken for UTC, as sitemaps are meant to be.
    """
    text = (raw or "").strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        if found := W3C.fullmatch(text):
            return _w3c(found)
        if PLAIN_ZONE.search(text):
            return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None if W3C.fullmatch(text) else _loose(text)
    return _loose(text)


def printed_day(moment: datetime, raw: str | None) -> date:
    """Return the day that readers had: the one that *raw*, from which *moment* was read, begins with; else that in UTC.

    "2020-08-15T20:53:24-04:00" is the 16th in UTC, but what happened "today" happened on the 15th.
    """
    day = moment.astimezone(UTC).date()
    found = W3C.match((raw or "").strip())
    try:
        printed = _w3c_day(found) if found and found["day"] else _worded_day(day, raw or "")
    except ValueError:
        return day
    return printed if abs(printed - day) <= timedelta(days=1) else day


def _worded_day(day: date, raw: str) -> date:
    """Return *day*, or the one beside it whose number *raw* has: "August 18, 2010 9:21 PM PDT" is the 18th."""
    numbers = {int(number) for number in _NUMBER.findall(raw)}
    beside = (day + timedelta(days=apart) for apart in (0, -1, 1))
    return next((near for near in beside if near.day in numbers), day)


def _w3c_day(found: re.Match[str]) -> date:
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def _w3c(found: re.Match[str]) -> datetime:
    part = found.groupdict()
    zone = part["zone"] or "Z"
    offset = timedelta(0)
    if zone.upper() != "Z":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
    return datetime(
        int(part["year"]),
        int(part["month"] or 1),
        int(part["day"] or 1),
        int(part["hour"] or 0),
        int(part["minute"] or 0),
        int(part["second"] or 0),
        int((part["fraction"] or "0").ljust(6, "0")[:6]),
        tzinfo=timezone(offset),
    ).astimezone(UTC)


def _loose(text: str) -> datetime | None:
    # Imported when first needed: it takes 0.3 s, and most channels print W3C dates.
    import dateparser

    # Absolute times with a day, month and year alone: "yesterday" and "May" would be read against the clock.
    settings = {
        "RETURN_AS_TIMEZONE_AWARE": True,
        "TIMEZONE": "UTC",
        "TO_TIMEZONE": "UTC",
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about its own use of the standard library
        try:
            found = dateparser.parse(text, languages=["en", "ru", "uk", "de", "fr", "tr"], settings=settings)
        except (ValueError, OverflowError, RecursionError):
            return None
    return found.astimezone(UTC) if found else None
