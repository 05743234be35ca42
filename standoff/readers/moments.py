"""Moments as pages write them for machines: ISO 8601 and what passes for it, mail dates, digits since 1970."""

import contextlib
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

__all__ = ["EARLIEST", "parse_time", "printed_day", "zone_in"]

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
_NUMBERED = re.compile(
    r"(?<![\d.])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)"
    r"(?:[\s,|-]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?!:?\d*\s*[ap]\.?m))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
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
#: No web page is older.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


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


def _numbered(text: str) -> datetime | None:
    """Return the moment in "Thu, 09/25/2025 - 11:38" or "25.09.2025 11:38"; None where either may be the month."""
    if not (found := _NUMBERED.search(text)):
        return None
    one, two, year = int(found["first"]), int(found["second"]), int(found["year"])
    days = []
    for month, day in ((two, one),) if found["mark"] == "." else {(one, two), (two, one)}:
        with contextlib.suppress(ValueError):
            days.append(datetime(year, month, day, int(found["hour"] or 0), int(found["minute"] or 0), tzinfo=UTC))
    if weekday := _WEEKDAY.match(text):
        days = [day for day in days if day.weekday() == _WEEKDAYS.index(weekday[1].lower())]
    return days[0] if len(days) == 1 else None


def parse_time(raw: str | None) -> datetime | None:
    """Return the moment in *raw* in UTC, or None. Never raises.

    Read are ISO 8601 with a space or any number of fraction digits, ``2021-03-10 18:20:00Z``, compact digits, seconds
    or milliseconds since 1970, mail dates, JavaScript dates, and days in numbers of which only one can be the month.
    A time without a zone counts as UTC, a day alone as its midnight. Moments before 1990 are none: they are defaults
    of content systems.
    """
    text = (raw or "").strip()[:120]
    if found := _EPOCH.match(text):
        moment: datetime | None = datetime.fromtimestamp(int(found.group(1)[:10]), UTC)
    elif found := _COMPACT.match(text) or _ISO.search(text):
        moment = _moment(found)
    else:
        moment = (_worded(text) or _numbered(text)) if text else None
    return moment.replace(microsecond=0) if moment and moment >= EARLIEST else None


def printed_day(raw: str) -> tuple[str, bool] | None:
    """Return the day that *raw* prints, in its own zone, and whether it is a day alone: no time, or midnight sharp.

    None where *raw* is not written year first.
    """
    found = _COMPACT.match(raw.strip()[:120]) or _ISO.search(raw[:120])
    if not found:
        return None
    part = found.groupdict()
    alone = not any(int(part[name] or 0) for name in ("hour", "minute", "second"))
    return f"{part['year']}-{int(part['month']):02}-{int(part['day']):02}", alone


def zone_in(raw: str) -> str | None:
    """Return the zone that *raw* names behind a time, or None: for a day alone, a local time, and other notations."""
    found = _COMPACT.match(raw.strip()[:120]) or _ISO.search(raw[:120])
    return found["zone"] if found else None
