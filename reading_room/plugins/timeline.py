"""The picture of a dispute: acts and statements by day in three lanes, as numbers that a template draws in SVG.

Across, places are per cent of the width, so that letters and dots keep their size on a phone; down, they are pixels.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from datasette import hookimpl

LANES = {"government": 0, "court": 0, "parliament": 0, "platform": 1}
NAMES = ("Government, courts, parliament", "Platform", "Others")
KINDS = {"body": "government", "company": "platform", "platform": "platform"}

#: Per cent of the width that are left free at either end, for half a label.
MARGIN = 6.0

#: Width of a column of marks, in per cent: 2.4 % of 350 pixels are 8, the width of a mark.
COLUMN = 2.4

#: Marks that stand on each other before the rest is written as a number.
TALLEST = 8

STEP = 10
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
HEAD = 22
DAYS = (1, 2, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 24000)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """An act or a statement. ``until`` is where it ends where only a month or a year is known, else None."""

    lane: int
    kind: str
    label: str
    x: float
    until: float | None = None
    y: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A side, with where its name and its line stand."""

    name: str
    top: int
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn. ``undated`` counts what has no day, ``beyond`` are numbers over columns too tall."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    beyond: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
    first: str
    last: str
    undated: int


def picture(acts: Iterable[Any], statements: Iterable[Mapping[str, Any]]) -> Picture | None:
    """The picture of *acts* and *statements*, or None where none of them has a day, a month or a year."""
    told = [*_of_acts(acts), *_of_statements(statements)]
    dated = [(lane, kind, label, span) for lane, kind, label, span in told if span]
    if not dated:
        return None
    first, last = min(span[0] for *_, span in dated), max(span[1] for *_, span in dated)
    scale = _Scale(first, max(last, first + timedelta(days=1)))
    marks = [
        Mark(lane, kind, label, scale.x(start), scale.x(end) if end > start else None)
        for lane, kind, label, (start, end) in sorted(dated, key=lambda row: (row[3], row[0]))
    ]
    lanes, placed, beyond, height = _stack(marks)
    ticks = tuple((scale.x(day), label) for day, label in _ticks(scale))
    return Picture(lanes, placed, beyond, ticks, height, str(first), str(last), len(told) - len(dated))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def span_of(day: str | None) -> tuple[date, date] | None:
    """The first and the last day of ``2026-11-24``, ``2026-11`` or ``2026``; None for anything else."""
    try:
        if not DAY.fullmatch(day or ""):
            return None
        parts = [int(part) for part in str(day).split("-")]
        if len(parts) == 3:
            only = date(*parts)
            return only, only
        year, month = parts if len(parts) == 2 else (parts[0], 1)
        start = date(year, month, 1)
        return start, _months_on(start, 1 if len(parts) == 2 else 12) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _months_on(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def _of_acts(acts: Iterable[Any]) -> Iterator[tuple[int, str, str, tuple[date, date] | None]]:
    for act in acts:
        step = act.first
        words = f"{step['date'] or ''} {step['actor'] or step['side']}: {step['action'].replace('_', ' ')}"
        yield LANES.get(step["side"], 2), "act", words, span_of(step["date"])


def _of_statements(statements: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str, str, tuple[date, date] | None]]:
    for said in statements:
        side = said["side"] or KINDS.get(said["speaker_kind"] or "", "other")
        words = f"{said['day'] or ''} {said['speaker'] or 'speaker unknown'} {said['stance'].replace('_', ' ')}"
        kind = "denial" if said["position"] == "denial" else "statement"
        yield LANES.get(side, 2), kind, words, span_of(said["day"])


def _stack(marks: Sequence[Mark]) -> tuple[tuple[Lane, ...], tuple[Mark, ...], tuple[Mark, ...], int]:
    """Marks of one column on each other, lane by lane; those beyond the tallest column are counted."""
    lanes, placed, beyond, top = [], [], [], 0
    for lane, name in enumerate(NAMES):
        columns: dict[int, list[Mark]] = {}
        for mark in (mark for mark in marks if mark.lane == lane):
            columns.setdefault(int(mark.x / COLUMN), []).append(mark)
        tallest = max(map(len, columns.values()), default=0)
        line = top + HEAD + STEP * min(max(tallest, 1), TALLEST) + (STEP if tallest > TALLEST else 0)
        lanes.append(Lane(name, top + 14, line))
        for held in columns.values():
            # Acts stand below, so that what is only counted is a statement wherever it can be.
            column = sorted(held, key=lambda mark: mark.kind != "act")
            places = [replace(mark, y=line - STEP // 2 - 1 - STEP * place) for place, mark in enumerate(column)]
            placed += places[:TALLEST]
            if len(column) > TALLEST:
                more = f"+{len(column) - TALLEST}"
                beyond.append(replace(places[TALLEST], label=more, until=None))
        top = line + 8
    return tuple(lanes), tuple(placed), tuple(beyond), top + 20


def _ticks(scale: _Scale) -> list[tuple[date, str]]:
    """At most six days with their labels, as even as the calendar lets them be."""
    length = (scale.last - scale.first).days
    for step in DAYS:
        if length // step < MOST_TICKS:
            days = [scale.first + timedelta(days=n) for n in range(0, length + 1, step)]
            return [(day, day.isoformat()) for day in days]
    for months in MONTHS:
        found = list(_months(scale, months))
        if len(found) <= MOST_TICKS:
            break
    return [(day, day.isoformat()[: 4 if months >= 12 else 7]) for day in found] or [(scale.first, str(scale.first))]


def _months(scale: _Scale, step: int) -> Iterator[date]:
    """Every *step* months a first of the month within *scale*, one more than can be used at most."""
    number = scale.first.year * 12 + scale.first.month - 1
    number += -number % step
    given = 0
    while given <= MOST_TICKS and number < 9999 * 12 and (day := date(number // 12, number % 12 + 1, 1)) <= scale.last:
        if day >= scale.first:
            given += 1
            yield day
        number += step


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the filter."""
    env.filters["picture"] = picture
