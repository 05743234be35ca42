"""One act told twice is one event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from standoff.model import Event

__all__ = ["merged"]

#: Days between a ruling and its effect.
WEEKS = timedelta(days=21)

PRECISIONS = ("none", "year", "month", "day")


def _same(one: Event, other: Event) -> bool:
    """Whether two events of one action and platform can be the same act: one date holds the other, or one has none."""
    if one.date is None or other.date is None:
        return True
    short, long = sorted((one.date, other.date), key=len)
    return long.startswith(short)


def _near(ruling: Event, lifted: Event) -> bool:
    """Whether a ruling can be the one that lifted a measure: by its days within weeks."""
    if ruling.date is None or lifted.date is None or ruling.precision != "day" or lifted.precision != "day":
        return _same(ruling, lifted)
    return abs(date.fromisoformat(ruling.date) - date.fromisoformat(lifted.date)) <= WEEKS


def _key(event: Event) -> tuple[str | None, ...]:
    """What makes two events one act; a court that lifts a block and the regulator that follows do two things."""
    judged = "court" if event.side == "court" and event.action in ("restore", "block") else None
    return event.action, event.platform, event.country, event.stage, judged


def _settled(events: list[Event]) -> list[Event]:
    """A denial says more than a disputed account; a court that restores access does so by its ruling."""
    actions = {event.action for event in events}
    lifted = next((event for event in events if event.action == "restore" and event.side == "court"), None)
    kept = [event for event in events if not (event.action == "disputes_account" and "denies_claim" in actions)]
    rulings = [event for event in kept if lifted and event.action == "court_order" and _near(event, lifted)]
    if not lifted or not rulings:
        return kept
    told = next((event for event in rulings if event.date), lifted)
    return [
        replace(event, date=told.date, precision=told.precision) if event is lifted else event
        for event in kept
        if event is not (told if told is not lifted else rulings[0])
    ]


def merged(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return *events* with each act once, under its most precise date, in order of evidence."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda one: (-PRECISIONS.index(one.precision), one.start)):
        if not any(_key(one) == _key(event) and _same(one, event) for one in kept):
            kept.append(event)
    return tuple(sorted(_settled(kept), key=lambda one: (one.start, one.end)))
