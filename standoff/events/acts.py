"""Where a text says that something is done.

The patterns of ``actions.*.toml`` are tried only where an anchor stands; behind them come the looser wordings of
``wordings.toml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from standoff.entities.fold import fold
from standoff.errors import CatalogueError
from standoff.events.wordings import Way, Wording, find_wordings, wordings
from standoff.lexicon import load_lexicon, require, words

__all__ = ["Act", "Deed", "find_deeds", "tongue_of"]

KNOWN = frozenset({"action", "by", "anchors", "pattern", "passive", "quoted", "service", "stage", "planned", "first"})
NEEDED = frozenset({"action", "by", "anchors", "pattern"})
TONGUES = ("en", "ru", "uk", "kk")
WIDER = frozenset({"en", "ru"})  # languages with a second file of acts
BESIDE = 60  # characters behind an act in which stands what makes it none
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
KAZAKH = re.compile(r"[әғқңөұүһ]", re.IGNORECASE)
UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Way):
    """One way to tell an action; ``rank`` is its place, the lower the stronger, ``pattern`` None for a wording."""

    pattern: re.Pattern[str] | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A match of an act's pattern at ``text[start:end]``."""

    start: int
    end: int
    act: Act


@dataclass(frozen=True, slots=True)
class Tongue:
    """The acts of one language, and an automaton over their anchors."""

    acts: tuple[Act, ...]
    automaton: AhoCorasick
    by_anchor: tuple[tuple[int, ...], ...]
    worded: dict[Wording, Act]


def tongue_of(text: str, language: str | None) -> str:
    """Return the language whose patterns fit: the one given, else what the script of *text* says."""
    if language and (base := language.split("-")[0].lower()) in TONGUES:
        return base
    sample = text[:2000]
    if len(CYRILLIC.findall(sample)) * 2 < len(sample) * 0.6:
        return "en"
    if len(KAZAKH.findall(sample)) > 5:
        return "kk"
    return "uk" if len(UKRAINIAN.findall(sample)) > 5 else "ru"


def _expanded(name: str, key: str, pattern: str, shared: dict[str, str]) -> re.Pattern[str]:
    for _ in range(3):  # an entry of [shared] may use another, that one a third
        for word, part in shared.items():
            pattern = pattern.replace("{" + word + "}", part)
    try:
        return re.compile(pattern)
    except re.error as error:
        raise CatalogueError(f"{name}.toml: {key}: bad pattern: {error}") from error


def _listed(language: str) -> Iterator[tuple[str, int, object, dict[str, str]]]:
    """The raw acts of a language with their file, rank and shared parts: closer wording, and what stands ``first``."""
    names = (f"actions.{language}", *(f"actions.{language}.wider" for _ in WIDER & {language}))
    tables: list[tuple[str, dict[str, Any]]] = [(name, load_lexicon(name)) for name in names]
    raw = [(name, act, table.get("shared", {})) for name, table in tables for act in table.get("act", ())]
    raw.sort(key=lambda one: not (isinstance(one[1], dict) and one[1].get("first", False)))
    for rank, (name, act, shared) in enumerate(raw):
        yield name, rank, act, shared


@lru_cache(maxsize=len(TONGUES))
def _tongue(language: str) -> Tongue:
    acts: list[Act] = []
    by_anchor: dict[str, list[int]] = {}
    for name, rank, raw, shared in _listed(language):
        key = f"act {rank + 1}"
        entry = require(name, key, raw, KNOWN, NEEDED)
        said = {field.name: entry[field.name] for field in fields(Way) if field.name in entry}
        acts.append(Act(pattern=_expanded(name, key, entry["pattern"], shared), rank=rank, **said))
        for anchor in words(name, f"{key}: anchors", entry["anchors"]):
            by_anchor.setdefault(fold(anchor), []).append(rank)
    worded = {wording: _worded(wording, len(acts) + at) for at, wording in enumerate(wordings(language))}
    return Tongue(tuple(acts), AhoCorasick(list(by_anchor)), tuple(map(tuple, by_anchor.values())), worded)


def _worded(wording: Wording, rank: int) -> Act:
    return Act(pattern=None, rank=rank, **{field.name: getattr(wording, field.name) for field in fields(Way)})


@lru_cache(maxsize=1)
def _unless() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """What makes no act of an action: expressions from its words on, and before them."""
    table = load_lexicon("unless")
    left, right = ({action: re.compile(text) for action, text in table[key].items()} for key in ("left", "right"))
    return left, right


def _is_act(folded: str, span: tuple[int, int], deed: Deed) -> bool:
    left, right = _unless()
    action = deed.act.action
    if action in right and right[action].search(folded, deed.start, min(span[1], deed.end + BESIDE)):
        return False
    return action not in left or not left[action].search(folded[span[0] : deed.start])


def find_deeds(folded: str, spans: list[tuple[int, int]], language: str, *, first: bool = False) -> list[list[Deed]]:
    """Return, for each sentence of *spans*, the deeds that it states, the strongest of overlapping ones first.

    ``folded`` is the whole text in lower case (see ``fold``); *language* one of en, ru, uk, kk. With *first* a sentence
    is left as soon as one deed is found in it.
    """
    tongue = _tongue(language)
    found: list[list[Deed]] = [[] for _ in spans]
    if not spans:
        return found
    wanted: dict[int, set[int]] = {}
    at = 0
    for index, start, _ in sorted(
        tongue.automaton.find_matches_as_indexes(folded, overlapping=True), key=lambda one: one[1]
    ):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans):
            break
        if spans[at][0] <= start:
            wanted.setdefault(at, set()).update(tongue.by_anchor[index])
    for at, ranks in wanted.items():
        start, end = spans[at]
        for rank in sorted(ranks):
            if first and any(_is_act(folded, spans[at], deed) for deed in found[at]):
                break
            act = tongue.acts[rank]
            found[at] += [
                Deed(start=m.start(), end=m.end(), act=act)
                for m in (act.pattern.finditer(folded, start, end) if act.pattern else ())
                if m.group().strip()
            ]
    for at, told in find_wordings(folded, spans, language):
        if not (first and any(_is_act(folded, spans[at], deed) for deed in found[at])):
            found[at] += [Deed(start=one.start, end=one.end, act=tongue.worded[one.wording]) for one in told]
    return [[deed for deed in deeds if _is_act(folded, span, deed)] for span, deeds in zip(spans, found, strict=True)]
