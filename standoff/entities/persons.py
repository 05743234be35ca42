"""Persons by name, and the side they take: from their office ("Culture Minister"), or from whom they speak for."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from standoff.entities.fold import fold
from standoff.entities.forms import name_forms
from standoff.lexicon import load_lexicon, words
from standoff.text import occurrences

__all__ = ["Person", "find_persons"]

#: A party as (start, end, kind, side, name, country).
Known = tuple[int, int, str, str, str, str | None]

NAME = re.compile(
    r"(?<![\w-])[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ](?:\s(?:de|da|di|al|bin|von|van|el|ibn)\s|\s(?:[A-Z]\.\s)?)[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?"
    r"|(?<![\w-])[А-ЯІЇЄҚӘҒҰ][а-яёіїєқәғұүөңһ-]+\s[А-ЯІЇЄҚӘҒҰ][а-яёіїєқәғұүөңһ-]+(?:\s[А-ЯІЇЄҚӘҒҰ][а-яёіїєқәғұүөңһ-]+)?"
)
WINDOW = 600  # characters around a name in which the party that a bare office speaks for may stand
REACH = 70  # characters: longest seen office before a name in Russian, "депутат Жогорку Кенеша" and the like, with room


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person at one place of a text; ``of`` is the party spoken for, by name."""

    start: int
    end: int
    name: str
    side: str
    of: str | None = None
    country: str | None = None


@lru_cache(maxsize=1)
def _offices() -> tuple[re.Pattern[str], dict[str, str]]:
    sides: dict[str, str] = {}
    for language, table in load_lexicon("parties").items():
        for side, listed in table["people"].items():
            for noun in words("parties", f"{language}.people.{side}", listed):
                sides.update((fold(form), side) for form in name_forms(noun, language))
        for noun in words("parties", f"{language}.roles.words", table["roles"]["words"]):
            for form in name_forms(noun, language):
                sides.setdefault(fold(form), "")
    listed_ = sorted(map(re.escape, sides), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed_)})(?!\w)"), sides


def _near(known: Sequence[Known], start: int, end: int) -> Known | None:
    """The first party between two offsets that can be spoken for."""
    inside = [
        party for party in known if start <= party[0] and party[1] <= end and party[2] not in ("country", "person")
    ]
    return inside[0] if inside else None


def _before(folded: str, start: int, known: Sequence[Known]) -> tuple[str, Known | None] | None:
    pattern, sides = _offices()
    left = max(0, start - REACH)
    window = folded[left:start]
    cut = max(window.rfind(mark) for mark in '.;:"“”«»\n,') + 1
    if window[cut:].strip() == "" and window.rstrip().endswith(","):  # "its spokesman, Adilet Joroev"
        cut = max(window.rstrip()[:-1].rfind(mark) for mark in '.;:"“”«»\n,') + 1
    roles = list(pattern.finditer(window, cut))
    if not roles:
        return None
    last = roles[-1]
    owner = _near(known, max(left + cut, left + last.start() - 30), left + last.start())
    if (
        sides[last.group()] == "civil_society"
        and owner
        and re.fullmatch(r"(?:'s)? ", folded[owner[1] : left + last.start()])
    ):
        return "", owner  # "the company's lawyer"
    org = _near(known, left + last.end(), start) or _near(
        known, max(left + cut, left + last.start() - 45), left + last.start()
    )
    if org and org[1] < left + last.start() and left + last.start() - org[1] > 3:
        org = None
    return sides[last.group()], org


def _after(folded: str, end: int, known: Sequence[Known]) -> tuple[str, Known | None] | None:
    if folded[end : end + 1] != "," and not folded.startswith(" of ", end):
        return None
    pattern, sides = _offices()
    stop = min(
        (at for mark in '.;:"“”\n' if (at := folded.find(mark, end, end + 110)) > 0),
        default=min(len(folded), end + 110),
    )
    comma = folded.find(",", end + 1, stop)
    if folded.startswith(" of ", end):  # "Davit Garsevanidze of Open Line, a digital rights group"
        org = _near(known, end, comma if comma > 0 else stop)
        return ("", org) if org else ("civil_society", None)
    stop = comma if comma > 0 else stop
    role = pattern.search(folded, end, stop)
    return (sides[role.group()], _near(known, end, stop)) if role else None


def _sided(folded: str, start: int, end: int, known: Sequence[Known]) -> tuple[str, Known | None] | None:
    office = _before(folded, start, known)
    if office and office[0] == "" and office[1] is None:
        office = _after(folded, end, known) or office
    office = office or _after(folded, end, known)
    if office and office[0] == "" and office[1] is None:
        opening = max(folded.rfind(". ", 0, start), folded.rfind("\n", 0, start), 0)
        sided = [
            party
            for party in known
            if party[1] <= start and party[3] not in ("other", "civil_society") and party[2] != "country"
        ]
        here = [party for party in sided if party[0] >= opening]
        return ("", here[0]) if here else ("", sided[-1]) if sided else None
    return office


def _names(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Spans that look like a person's name, without the office in front ("Judge Una Brill")."""
    _, sides = _offices()
    at = 0
    while match := NAME.search(text, at):
        words_ = list(re.finditer(r"\S+", folded[match.start() : match.end()]))
        offices = [word for word in words_ if word.group() in sides]
        if not offices:
            yield match.span()
            at = match.end()
        else:
            at = match.start() + offices[-1].end()


def find_persons(text: str, known: Sequence[Known]) -> list[Person]:
    """Return the persons in *text* whose side an office or a party beside their name tells, in order.

    ``known`` are the other parties of the text. A surname alone counts once the full name has stood with its office.
    """
    folded = fold(text)
    found: dict[str, Person] = {}
    spans: list[Person] = []
    starts = [party[0] for party in known]
    for start, end in _names(text, folded):
        near = known[bisect_left(starts, start - WINDOW) : bisect_left(starts, end + WINDOW)]
        if any(party[0] < end and party[1] > start for party in near):
            continue
        office = _sided(folded, start, end, near)
        if not office:
            continue
        side, org = office
        person = Person(
            start=start,
            end=end,
            name=text[start:end],
            side=side or (org[3] if org else "other"),
            of=org[4] if org else None,
            country=org[5] if org else None,
        )
        first = found.setdefault(text[start:end].split()[-1], person)
        spans.append(Person(start=start, end=end, name=first.name, side=first.side, of=first.of, country=first.country))
    return sorted(spans + _surnames(text, found, spans, known), key=lambda one: one.start)


def _surnames(text: str, found: dict[str, Person], spans: list[Person], known: Sequence[Known]) -> list[Person]:
    if not found:
        return []
    taken, starts = {one.end for one in spans}, [party[0] for party in known]
    return [
        Person(start=start, end=end, name=one.name, side=one.side, of=one.of, country=one.country)
        for start, end, name in occurrences(text, list(found))
        if end not in taken
        and (one := found[name])
        and not any(party[1] > start for party in known[bisect_left(starts, start - WINDOW) : bisect_left(starts, end)])
    ]
