"""Who a text speaks of, named or not: platforms, bodies, countries, persons and words such as "the regulator".

This is what relevance and events are read from; ``read_mentions`` shows the named part of it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from standoff.entities.entries import side_of
from standoff.entities.fold import fold
from standoff.entities.forms import name_forms
from standoff.entities.gazetteer import Hit, entities, find_names
from standoff.entities.persons import find_persons
from standoff.entities.shapes import Shape, find_shapes, short_of
from standoff.lexicon import load_lexicon, words
from standoff.text import occurrences

__all__ = ["Party", "dominant_country", "find_nouns", "read_parties"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party at one place of a text.

    ``kind`` is platform, company, body, country, person or noun ("the regulator"); ``side`` a word of the vocabulary;
    ``name`` what it is called in this text, in the nominative; ``word`` the noun, folded, of an unnamed one; ``role``
    of a country is name, people or capital; ``of`` names whom a person speaks for.
    """

    start: int
    end: int
    kind: str
    side: str
    name: str
    entity: str = ""
    country: str | None = None
    word: str = ""
    role: str = "name"
    of: str | None = None
    body_kind: str | None = None


@lru_cache(maxsize=1)
def _nouns() -> tuple[AhoCorasick, list[tuple[str, str, str]]]:
    """The unnamed parties: for each form its side, its nominative and the language."""
    forms: dict[str, tuple[str, str, str]] = {}
    for language, table in load_lexicon("parties").items():
        for part in ("nouns", "platforms"):
            for side, listed in table[part].items():
                for entry in words("parties", f"{language}.{part}.{side}", listed):
                    noun, _, _ = entry.partition(":")
                    for form in name_forms(noun, language):
                        forms.setdefault(fold(form), ("platforms" if part == "platforms" else side, noun, language))
    return AhoCorasick(list(forms)), list(forms.values())


@lru_cache(maxsize=1)
def country_words() -> frozenset[str]:
    """English country names and demonyms of one word, which may stand before a body's name without being part of it."""
    listed = load_lexicon("countries").values()
    found = {word.lstrip("=?") for entry in listed for word in entry.get("people", ()) if word.isascii()}
    return frozenset(
        found
        | {entity.name for entity in entities().values() if entity.kind == "country"}
        | {"U.S.", "US", "UK", "U.K.", "EU"}
    )


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether *start*–*end* touches one of the sorted, disjoint spans."""
    at = bisect_left(taken, (start, start))
    return (at < len(taken) and taken[at][0] < end) or (at > 0 and taken[at - 1][1] > start)


def _from_hit(hit: Hit) -> Party:
    entity = hit.entity
    return Party(
        start=hit.start, end=hit.end, kind=entity.kind, side=entity.side, name=hit.called, entity=entity.id,
        country=entity.country, role=hit.role, word=hit.base if entity.kind == "country" else "", of=entity.of,
        body_kind=entity.body_kind,
    )  # fmt: skip


def _from_shape(shape: Shape, country: str | None) -> Party:
    slug = re.sub(r"[\W_]+", "-", fold(shape.name)).strip("-")
    return Party(
        start=shape.start, end=shape.end, kind="body", side=side_of(shape.body_kind), name=shape.name,
        entity=f"{(country or 'xx').lower()}-{slug}", country=country, body_kind=shape.body_kind,
    )  # fmt: skip


#: No name in the lexicon is longer, in characters.
LONGEST = 120

#: Behind a country's name or demonym: where a platform sits.
SEAT = re.compile(r"-based|\W+(?:owner|compan|firm|giant|компани|корпорац|гигант|владел)")


def dominant_country(text: str, hits: Iterable[Party]) -> str | None:
    """Return the country that *text* speaks of most as a state: its name, capital or bodies, the opening counted twice.

    A demonym before a word for a company ("the US firm") says where a platform sits and does not count.
    """
    votes = country_votes(text, hits)
    return votes.most_common(1)[0][0] if votes else None


def country_votes(text: str, hits: Iterable[Party]) -> Counter[str]:
    """Count for each country how often *text* speaks of it as a state (see ``dominant_country``)."""
    votes: Counter[str] = Counter()
    opening = text.find("\n\n")
    for hit in hits:
        if hit.country and hit.kind in ("country", "body", "person"):
            if hit.kind == "country" and SEAT.match(text, hit.end):
                continue
            named = hit.kind == "body" and "court" not in hit.name
            people = hit.role == "people"  # "the Indian Ocean", "a French firm": a demonym says less than a name
            votes[hit.country] += 1 + (hit.start < opening) + named + (not people)
    return votes


def _near(parties: Sequence[Party], starts: Sequence[int], start: int, end: int) -> Sequence[Party]:
    """The parties that begin at most a name's length before *start* and before *end*."""
    return parties[bisect_left(starts, start - LONGEST) : bisect_left(starts, end)]


def _shape_country(shape: Shape, hits: Sequence[Party]) -> str | None:
    """The country named inside a body's name or right before it."""
    for hit in hits:
        if hit.kind == "country" and (shape.start <= hit.start < shape.end or 0 <= shape.start - hit.end <= 3):
            return hit.country
    return None


def _common(name: str) -> bool:
    """Whether a body's name could be another country's as well ("National Security Service", not "Roskomnadzor")."""
    if not name.isascii() or name.isupper() or " " not in name:
        return False
    return not any(word in country_words() for word in re.split(r"[\s']+", name))


def _bodies(text: str, hits: list[Party]) -> list[Party]:
    """Named bodies of the lexicon and of the shapes together; the longer name wins, the country follows the text."""
    home = dominant_country(text, [hit for hit in hits if hit.kind == "country"])
    named = {hit.country for hit in hits if hit.kind == "country"}
    settled = [hit for hit in hits if hit.kind != "body" or hit.country in named or not named or not _common(hit.name)]
    starts, every = [hit.start for hit in settled], [hit.start for hit in hits]
    found: list[Party] = []
    shorts: dict[str, Party] = {}  # each abbreviation with the first body that has it
    for shape in find_shapes(text, country_words()):
        near = _near(settled, starts, shape.start, shape.end)
        inside = [hit for hit in near if hit.start < shape.end and hit.end > shape.start]
        if any(hit.kind == "body" and hit.end - hit.start >= shape.end - shape.start for hit in inside):
            continue
        if any(hit.kind in ("platform", "company") for hit in inside):
            continue
        found.append(_from_shape(shape, _shape_country(shape, _near(hits, every, shape.start, shape.end)) or home))
        if shape.short:
            shorts.setdefault(shape.short, found[-1])
    for hit in settled:
        if hit.kind == "body" and (short := short_of(text, hit.end)):
            shorts.setdefault(short, hit)
    found += [
        replace(shorts[short], start=start, end=end)
        for start, end, short in occurrences(text, sorted(shorts, key=len, reverse=True))
    ]
    spans = sorted((party.start, party.end) for party in found)
    kept = [hit for hit in settled if not (hit.kind in ("body", "country") and _overlaps(spans, hit.start, hit.end))]
    return _disjoint([*kept, *found])


def _disjoint(parties: Iterable[Party]) -> list[Party]:
    """The parties in order; of two that overlap the longer stays, of two alike the first given."""
    chosen: list[Party] = []
    for party in sorted(parties, key=lambda one: (one.start, -one.end)):
        if not chosen or party.start >= chosen[-1].end:
            chosen.append(party)
        elif party.end - party.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = party
    return chosen


def find_nouns(folded: str, taken: Sequence[tuple[int, int]] = ()) -> list[Party]:
    """Return the words of *folded* that mean a party without naming it, outside the sorted spans *taken*."""
    automaton, forms = _nouns()
    found: list[Party] = []
    edge = 0
    matches = sorted(automaton.find_matches_as_indexes(folded, overlapping=True), key=lambda one: (one[1], -one[2]))
    for index, start, end in matches:
        if start < edge or folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum():
            continue
        if _overlaps(taken, start, end):
            continue
        side, noun, _ = forms[index]
        found.append(Party(start=start, end=end, kind="noun", side=side, name=noun, word=noun))
        edge = end
    return found


@lru_cache(maxsize=16)
def read_parties(text: str) -> tuple[Party, ...]:
    """Return every party that *text* names or means, none overlapping, in order of their offsets."""
    if not text:
        return ()
    named = _bodies(text, [_from_hit(hit) for hit in find_names(text)])
    taken = [(party.start, party.end) for party in named]
    nouns = find_nouns(fold(text), taken)
    known = sorted([*named, *nouns], key=lambda party: party.start)
    persons = [
        Party(start=one.start, end=one.end, kind="person", side=one.side, name=one.name, country=one.country, of=one.of)
        for one in find_persons(text, [(p.start, p.end, p.kind, p.side, p.name, p.country) for p in known])
    ]
    return tuple(_disjoint([*known, *persons]))
