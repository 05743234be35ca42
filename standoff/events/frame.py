"""A sentence with the parties in it, and which of them can be its subject."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from standoff.entities import Party, fold
from standoff.events.grammar import SPEAKS, grammar

__all__ = ["RULING", "SIDED", "Frame", "Page", "inside_free", "is_free", "span_at", "subjects"]

#: Sides that rule: their acts are measures.
RULING = frozenset({"government", "court", "parliament"})
HOUSE = re.compile(r"(?:в|во|у)\b")
#: Who speaks for a house is its subject: "a spokesperson for the ministry would not comment".
SPEAKS_FOR = re.compile(
    r"\b(?:spokes\w+|officials?|representatives?|advisers?|lawyers?|executives?|heads?|chief|directors?|managers?)"
    r" (?:for|of|at|from|with) (?:the )?(?:[\w.]+'s? )?$"
)
THEY_SAY = re.compile(r" (?:[^,.;:]{0,24} )?(?:не )?\w+(?:ли|лись|ят|ют|ять|ють)\b")
SIDED = RULING | {"platform"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence with the parties in it; ``marked`` are the stretches of direct speech, ``subject`` the party that
    the sentence before was about, ``person`` the last person before it."""

    start: int
    end: int
    parties: tuple[Party, ...]
    marked: tuple[tuple[int, int], ...]
    subject: Party | None = None
    person: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text on the way to its events: folded text, language, sentences as frames, speakers of its marked spans."""

    folded: str
    language: str
    frames: tuple[Frame, ...]
    speakers: dict[tuple[int, int], Party | None] = field(default_factory=dict)
    free: dict[int, bool] = field(default_factory=dict)  # what was said of the party at an offset, see is_free

    def paragraph(self, text: str, frame: Frame) -> tuple[Frame, ...]:
        """Return the sentences of the paragraph of *text* that stand before *frame*."""
        opening = text.rfind("\n\n", 0, frame.start) + 1
        first = bisect_left(self.frames, opening, key=lambda one: one.start)
        return self.frames[first : bisect_left(self.frames, frame.start, key=lambda one: one.start)]


def span_at(frame: Frame, at: int) -> tuple[int, int] | None:
    """The stretch of direct speech around an offset, or None."""
    return next((span for span in frame.marked if span[0] <= at < span[1]), None)


def is_free(page: Page, frame: Frame, party: Party) -> bool:
    """Whether a party can be the subject: it hangs on no preposition and owns nothing."""
    if party.start not in page.free:  # each party is asked about by every act of its sentence
        page.free[party.start] = _free(page, frame, party)
    return page.free[party.start]


def _free(page: Page, frame: Frame, party: Party) -> bool:
    left = page.folded[max(frame.start, party.start - 40) : party.start]
    if party.kind != "country" and SPEAKS_FOR.search(left):
        return True
    if hanging := grammar(page.language).prepositions.search(left):
        return _house(page, frame, party, hanging.group())
    if page.language in ("ru", "uk") and _oblique(page, party):
        return False
    right = page.folded[party.end : party.end + 2]
    if party.kind == "country" and (right in ("'s", "' ") or party.role == "people"):
        return False
    return right != "'s" or party.kind in ("person",)


def _oblique(page: Page, party: Party) -> bool:
    """Whether a Cyrillic name or noun stands in a case that no subject has."""
    if party.kind not in ("country", "body", "noun"):
        return False
    nominative = fold(party.word or party.name)
    printed = page.folded[party.start : party.end]
    if SPEAKS.search(page.folded, max(0, party.start - 24), party.start):
        return False
    if " " not in nominative and printed[:1] > "\u0400" < nominative[:1]:
        return printed != nominative
    return printed[:1] > "\u0400" and nominative[:1] > "\u0400" and not printed.startswith(nominative[: len(printed)])


def _house(page: Page, frame: Frame, party: Party, hanging: str) -> bool:
    """Russian and Ukrainian let a house speak: "в Google заявили"; the preposition then marks the subject."""
    if page.language not in ("ru", "uk") or not HOUSE.match(hanging):
        return False
    return bool(THEY_SAY.match(page.folded, party.end, party.end + 48))


def inside_free(page: Page, frame: Frame) -> Iterator[Party]:
    """Yield the parties of a sentence that can be its subject, outside direct speech, in order."""
    return (party for party in frame.parties if span_at(frame, party.start) is None and is_free(page, frame, party))


def subjects(page: Page, frame: Frame, start: int, end: int, speech: tuple[int, int] | None) -> list[Party]:
    """The parties between two offsets that can be the subject, outside direct speech or within *speech*."""
    return [
        party
        for party in frame.parties
        if start <= party.start
        and party.end <= end
        and span_at(frame, party.start) == speech
        and is_free(page, frame, party)
    ]
