"""Which pages of one owner and one government are about one matter, and which only about the same two parties."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["Trace", "join_recalled", "split_matters"]

#: Days between two pages that are taken to be about one matter whatever they say.
CLOSE = 3

#: Days between two pages in which the same person speaks of one matter.
SAME_PERSON = 45

#: Days around a group in which an act lies that it reports as news.
NEWS = 60

#: Acts that later pages recall; a statement or a silence is not recalled by its month.
RECALLED = frozenset(
    "bill investigate court_order fine block block_partial throttle designate arrest_or_charge seize_or_freeze"
    " announce_agreement restore appoints_presence exits".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a page leaves to know its matter by. ``day`` counts from 1970.

    ``acts`` are pairs of an action and its ISO day or month; ``persons`` the keys of persons who speak in it; ``kin``
    names the story and the wire text that it belongs to.
    """

    article: int
    day: int
    language: str | None = None
    acts: frozenset[tuple[str, str]] = frozenset()
    persons: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Union:
    parents: dict[int, int] = field(default_factory=dict)

    def root(self, item: int) -> int:
        while self.parents.setdefault(item, item) != item:
            self.parents[item] = self.parents[self.parents[item]]
            item = self.parents[item]
        return item

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.parents[high] = low

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for item in sorted(self.parents):
            found.setdefault(self.root(item), []).append(item)
        return list(found.values())


def split_matters(
    traces: Iterable[Trace], is_alike: Callable[[Sequence[int], Sequence[int]], bool]
) -> list[tuple[int, ...]]:
    """Return the articles of one group in as many groups as they have matters; mostly that is one.

    Pages hang together that come within days, date the same act alike, let the same person speak, or tell one story.
    What is left apart is asked of *is_alike*, which compares the texts of two lists of articles. A part without an
    act or a person to know it by, or in a language of its own, is no evidence for a second matter: it goes to the
    part that is nearest in time.
    """
    order = sorted(traces, key=lambda trace: (trace.day, trace.article))
    known = {trace.article: trace for trace in order}
    union = _Union({trace.article: trace.article for trace in order})
    _link(order, union)
    parts = union.groups()
    for at, part in enumerate(parts):
        for other in parts[:at]:
            is_open = union.root(part[0]) != union.root(other[0]) and _speak_alike(known, part, other)
            if is_open and is_alike(part, other):
                union.join(part[0], other[0])
    while len(parts := union.groups()) > 1:
        stray = next((part for part in parts if not _is_known(known, part, parts)), None)
        if stray is None:
            break
        rest = [part for part in parts if part != stray]
        union.join(stray[0], min(rest, key=lambda part: _apart(known, stray, part))[0])
    return [tuple(part) for part in union.groups()]


def join_recalled(groups: Sequence[Collection[Trace]]) -> list[list[int]]:
    """Return which of *groups*, by position, are one dispute after all: a later page recalls an act of an earlier one.

    A block of April 2024 that a page of 2026 tells of is the matter that the pages of April 2024 are about.
    """
    union = _Union({at: at for at in range(len(groups))})
    for at, group in enumerate(groups):
        recalled = {(action, date[:7]) for trace in group for action, date in trace.acts if action in RECALLED}
        for before, earlier in enumerate(groups[:at]):
            if recalled & _news(earlier):
                union.join(at, before)
    return union.groups()


def _news(group: Collection[Trace]) -> set[tuple[str, str]]:
    """Return the acts, by month, that the pages of a *group* tell as news."""
    return {
        (action, date[:7])
        for trace in group
        for action, date in trace.acts
        if action in RECALLED and len(date) >= 7 and abs(trace.day - _days(date)) <= NEWS
    }


def _days(date: str) -> int:
    year, month, day = (int(part) for part in (date + "-15")[:10].split("-"))
    return (year - 1970) * 365 + (year - 1969) // 4 + (month - 1) * 61 // 2 + day


def _link(order: Sequence[Trace], union: _Union) -> None:
    last: dict[object, Trace] = {}
    previous: Trace | None = None
    for trace in order:
        if previous is not None and trace.day - previous.day <= CLOSE:
            union.join(trace.article, previous.article)
        previous = trace
        for key in (*_keys(trace), *trace.kin):
            if key in last:
                union.join(trace.article, last[key].article)
            last[key] = trace
        for person in trace.persons:
            before = last.get(person)
            if before is not None and trace.day - before.day <= SAME_PERSON:
                union.join(trace.article, before.article)
            last[person] = trace


def _keys(trace: Trace) -> set[tuple[str, str]]:
    """Return the acts that two pages share when they date them alike: measures by the month, statements by the day."""
    return {
        (action, date[:7] if action in RECALLED else date)
        for action, date in trace.acts
        if len(date) == 10 or action in RECALLED
    }


def _speak_alike(known: dict[int, Trace], part: Sequence[int], other: Sequence[int]) -> bool:
    return bool({known[article].language for article in part} & {known[article].language for article in other})


def _is_known(known: dict[int, Trace], part: Sequence[int], parts: Sequence[Sequence[int]]) -> bool:
    """Tell whether a part has what it takes to be a matter of its own."""
    if not any(known[article].acts or known[article].persons for article in part):
        return False
    return any(other != part and _speak_alike(known, part, other) for other in parts)


def _apart(known: dict[int, Trace], part: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """Return the days between two parts, and a tie-break."""
    return min(abs(known[one].day - known[two].day) for one in part for two in other), other[0]
