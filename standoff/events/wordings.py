"""Acts by the words that they are made of, in whatever order: "opened an inquiry", "an inquiry that was opened".

``wordings.toml`` lists words by class and, for each act, the classes that have to stand in one clause. The first class
is the word that tells the act; its place is the act's.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from standoff.entities.fold import fold
from standoff.errors import CatalogueError
from standoff.lexicon import load_lexicon, require, words

__all__ = ["Told", "Way", "Wording", "find_wordings", "wordings"]

NAME = "wordings"
KNOWN = frozenset({"action", "by", "all", "none", "passive", "quoted", "service", "stage", "planned", "near"})
NEEDED = frozenset({"action", "by", "all"})

#: Characters around the telling word in which the others stand.
NEAR = 80

#: Where a clause ends: no act is told across it.
CLAUSE = re.compile(
    r"[;:\"“”«»()]|,? \b(?:which|who|whose|whom|while|but|although|because|when|unless|if|whether|котор\w+|хотя"
    r"|поскольку|потому|когда|если|однако|який|яка|яке|які|якщо|коли)\b|, (?:а|но|и|что|що|але|and|saying|as)\b"
    r"| (?:(?<!hours )(?<!days )(?<!weeks )(?<!months )(?:after|before)|after|before|после того|до того) "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What every way to tell an action says of it, by a pattern or by a wording."""

    action: str
    by: str
    passive: bool = False
    quoted: bool = False
    service: bool = True
    stage: str | None = None
    planned: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Way):
    """The classes of words that make up an act, the telling one first; with one of ``without`` it is another."""

    classes: tuple[str, ...]
    without: tuple[str, ...] = ()
    near: int = NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A wording's telling word at ``text[start:end]``."""

    start: int
    end: int
    wording: Wording


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language with an automaton over them, and its wordings by the class that tells them."""

    automaton: AhoCorasick
    entries: tuple[tuple[bool, tuple[str, ...]], ...]  # whether a stem, and its classes
    wordings: tuple[Wording, ...]
    by_telling: dict[str, tuple[int, ...]]


def _read(language: str, at: int, raw: object, known: frozenset[str]) -> Wording:
    key = f"{language} wording {at + 1}"
    entry = require(NAME, key, raw, KNOWN, NEEDED)
    classes, without = words(NAME, f"{key}: all", entry["all"]), words(NAME, f"{key}: none", entry.get("none", []))
    if unknown := {*classes, *without} - known:
        raise CatalogueError(f"{NAME}.toml: {key}: no class of words is called {', '.join(sorted(unknown))}")
    options = {name: entry[name] for name in KNOWN & entry.keys() - {"action", "by", "all", "none"}}
    return Wording(action=entry["action"], by=entry["by"], classes=classes, without=without, **options)


@lru_cache(maxsize=4)
def _vocabulary(language: str) -> Vocabulary:
    table = load_lexicon(NAME).get(language, {})
    classes: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for name, listed in table.get("words", {}).items():
        for word in words(NAME, f"{language}.words.{name}", listed):
            classes[fold(word.removesuffix("*")), word.endswith("*")].append(name)
    known = frozenset(table.get("words", {}))
    made = tuple(_read(language, at, raw, known) for at, raw in enumerate(table.get("wording", ())))
    by_telling: dict[str, list[int]] = defaultdict(list)
    for at, wording in enumerate(made):
        by_telling[wording.classes[0]].append(at)
    return Vocabulary(
        AhoCorasick([word for word, _ in classes]),
        tuple((stem, tuple(named)) for (_, stem), named in classes.items()),
        made,
        {name: tuple(places) for name, places in by_telling.items()},
    )


def wordings(language: str) -> tuple[Wording, ...]:
    """Return the wordings of a language, the closer ones first."""
    return _vocabulary(language).wordings


def _hits(folded: str, vocabulary: Vocabulary) -> list[tuple[int, int, tuple[str, ...]]]:
    """Every listed word of a text with its classes; a stem takes in the rest of its word."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    length = len(folded)
    for index, start, end in vocabulary.automaton.find_matches_as_indexes(folded, overlapping=True):
        stem, named = vocabulary.entries[index]
        if start and folded[start - 1].isalnum():
            continue
        if stem:
            while end < length and folded[end].isalnum():
                end += 1
        elif end < length and folded[end].isalnum():
            continue
        found.append((start, end, named))
    return found


def find_wordings(folded: str, spans: Sequence[tuple[int, int]], language: str) -> Iterator[tuple[int, list[Told]]]:
    """Yield, for each sentence of *spans* that tells something, its number and what it tells, closer wordings first."""
    vocabulary = _vocabulary(language)
    if not vocabulary.wordings:
        return
    ends = [end for _, end in spans]
    by_sentence: dict[int, list[tuple[int, int, tuple[str, ...]]]] = defaultdict(list)
    for hit in _hits(folded, vocabulary):
        at = bisect_right(ends, hit[0])
        if at < len(spans) and spans[at][0] <= hit[0]:
            by_sentence[at].append(hit)
    for at, hits in by_sentence.items():
        if told := _told(folded, spans[at], hits, vocabulary):
            yield at, told


def _told(
    folded: str, span: tuple[int, int], hits: list[tuple[int, int, tuple[str, ...]]], vocabulary: Vocabulary
) -> list[Told]:
    present = {name for _, _, named in hits for name in named}
    wanted = {
        number
        for name in present & vocabulary.by_telling.keys()
        for number in vocabulary.by_telling[name]
        if present.issuperset(vocabulary.wordings[number].classes)
    }
    if not wanted:
        return []
    breaks = [match.start() for match in CLAUSE.finditer(folded, *span)]
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for start, end, named in hits:
        for name in named:
            places[name].append((start, end, bisect_right(breaks, start)))
    told: list[Told] = []
    for number in sorted(wanted):
        wording = vocabulary.wordings[number]
        for telling in sorted(places[wording.classes[0]]):
            if _stands(telling, wording, places):
                told.append(Told(start=telling[0], end=telling[1], wording=wording))
    return told


def _stands(telling: tuple[int, int, int], wording: Wording, places: dict[str, list[tuple[int, int, int]]]) -> bool:
    """Whether all other classes of a wording, and none that it must be without, stand in the clause of its word."""

    def beside(name: str) -> bool:
        return any(
            clause == telling[2]
            and not (start < telling[1] and telling[0] < end)
            and max(start - telling[1], telling[0] - end) <= wording.near
            for start, end, clause in places.get(name, ())
        )

    return all(map(beside, wording.classes[1:])) and not any(map(beside, wording.without))
