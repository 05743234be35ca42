"""The names of the lexicon in one automaton: every spelling of every entity is looked for in a single pass."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from standoff.entities.entries import Entity, Spelling, read_entries
from standoff.entities.fold import fold
from standoff.errors import CatalogueError

__all__ = ["Entity", "Hit", "entities", "find_names", "owner_of"]

#: Characters on each side of an ambiguous name in which a word of its context must stand.
REACH = 250

#: The country before a body's name, which is no part of it.
OWNED = re.compile(r"^[A-Z]\w+'s (?=[A-Z])")

#: Words that settle any ambiguous name of a platform.
SETTLES = (
    "platform",
    " app ",
    "messenger",
    "messaging",
    "social network",
    "streaming",
    "соцсет",
    "мессенджер",
    "платформ",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entity's name in a text; ``base`` is the spelling found, in the nominative."""

    start: int
    end: int
    entity: Entity
    base: str
    role: str = "name"

    @property
    def called(self) -> str:
        """What to call it here: a former or native name that the text uses, a body as printed, else its own name."""
        former = any(old == self.base for old, _ in self.entity.former)
        if self.entity.kind == "body":
            return OWNED.sub("", self.base)
        return self.base if former or self.base in self.entity.native else self.entity.name


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entities by id, and the automaton over their spellings."""

    entities: dict[str, Entity]
    automaton: AhoCorasick
    spellings: list[list[Spelling]]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Build the gazetteer from the lexicon, once. Raises CatalogueError naming the file and key at fault."""
    known: dict[str, Entity] = {}
    by_form: dict[str, list[Spelling]] = defaultdict(list)
    for entity, spelled in read_entries():
        known[entity.id] = entity
        for spelling in spelled:
            by_form[fold(spelling.form)].append(spelling)
    for entity in known.values():
        if entity.owner and entity.owner not in known:
            raise CatalogueError(f"platforms.toml: {entity.id}: unknown owner {entity.owner!r}")
    return Gazetteer(known, AhoCorasick(list(by_form)), list(by_form.values()))


def entities() -> Mapping[str, Entity]:
    """Return every entity of the lexicon by its id."""
    return gazetteer().entities


@lru_cache(maxsize=1)
def _owners() -> dict[str, str]:
    known = entities()
    found: dict[str, str] = {}
    for entity in known.values():
        if entity.kind in ("platform", "company"):
            top = entity
            while top.owner:
                top = known[top.owner]
            for name in (entity.name, *entity.native, *(old for old, _ in entity.former)):
                found[fold(name)] = top.id
    return found


def owner_of(name: str) -> str:
    """Return the id of the company at the top behind a platform (``"Instagram"`` gives ``"meta"``).

    A name that the lexicon does not hold is its own owner, folded.
    """
    folded = fold(name)
    return _owners().get(folded, folded)


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _fits(text: str, start: int, end: int, spelling: Spelling, cased: bool) -> bool:
    if not cased or not spelling.mark:
        return True
    if spelling.mark == "^":
        return text[start].isupper()
    return text[start:end].replace("’", "'") == spelling.form


def find_names(text: str, cased: bool = True) -> list[Hit]:
    """Return the names of the lexicon in *text*, none overlapping, the longest first where several begin.

    With ``cased`` false (addresses, which have lost their capitals) the case of a letter means nothing. An ambiguous
    name counts beside a word of its context or when the text names a platform beyond doubt within reach.
    """
    known = gazetteer()
    folded = fold(text)
    found: list[tuple[int, int, Spelling]] = []
    for index, start, end in known.automaton.find_matches_as_indexes(folded, overlapping=True):
        if _bounded(folded, start, end):
            found += [
                (start, end, spelling)
                for spelling in known.spellings[index]
                if _fits(text, start, end, spelling, cased)
            ]
    found.sort(key=lambda one: (one[0], -one[1], one[2].mark == "?"))
    hits: list[Hit] = []
    doubtful: list[Hit] = []
    edge = 0
    for start, end, spelling in found:
        if start < edge:
            continue
        entity = known.entities[spelling.entity]
        hit = Hit(start=start, end=end, entity=entity, base=spelling.base, role=spelling.role)
        edge = end
        (doubtful if spelling.mark == "?" else hits).append(hit)
    return sorted(hits + _confirmed(folded, hits, doubtful), key=lambda hit: hit.start) if doubtful else hits


def _within(starts: Sequence[int], at: int, reach: int) -> bool:
    """Whether one of the sorted offsets lies within *reach* of *at*."""
    return bisect_left(starts, at - reach) < bisect_left(starts, at + reach)


def _confirmed(folded: str, sure: list[Hit], doubtful: list[Hit]) -> list[Hit]:
    """An ambiguous name counts near its context; once it does, it counts in the whole text."""
    settled = {hit.entity.id for hit in sure}
    platforms = [hit.start for hit in sure if hit.entity.side == "platform" and hit.entity.kind == "platform"]
    for hit in doubtful:
        if hit.entity.id in settled:
            continue
        window = folded[max(0, hit.start - REACH) : hit.start] + " | " + folded[hit.end : hit.end + REACH]
        beside = hit.entity.side == "platform" and _within(platforms, hit.start, REACH // 2)
        context = (*hit.entity.context, *SETTLES) if hit.entity.side == "platform" else hit.entity.context
        if beside or any(word in window for word in context):
            settled.add(hit.entity.id)
    return [hit for hit in doubtful if hit.entity.id in settled]
