"""On which side of a dispute a speaker stands: what the organisation, the name or the role says, else the page."""

import re
from functools import lru_cache

from standoff.entities.parties import read_parties
from standoff.lexicon import load_lexicon, words

__all__ = ["side_of_speaker"]

#: Parties that decide by themselves, the surest first.
_KINDS = ("platform", "company", "body", "person", "noun", "country")


def side_of_speaker(speaker: str, organisation: str | None = None, role: str | None = None, text: str = "") -> str:
    """Return the side of a *speaker*, a word of the vocabulary; *text* is that of the page it speaks in.

    An organisation comes before the speaker's own name, and that before the role: a ministry's lawyer is its voice.
    """
    for name in (organisation, speaker):
        if name and (side := _side(name) or ("" if organisation and name == speaker else _meant(name, text))):
            return side
    if role and (side := _side(f"{role} {speaker}") or _office(role)):
        return side
    return "other"


def _meant(name: str, text: str) -> str | None:
    """Return the side of what *text* means by a *name*, such as initials that it explains or a person it introduces.

    A person whose organisation is known to be none of the parties is not looked up by name.
    """
    for party in read_parties(text):
        if party.side != "other" and (party.name == name or text[party.start : party.end] == name):
            return party.side
    return None


def _side(name: str) -> str | None:
    """Return the side of the party that *name* holds. A country counts alone: the Yerevan Press Desk is no state."""
    parties = [
        party
        for party in read_parties(name)
        if (party.end - party.start >= len(name.strip()) - 4 if party.kind == "country" else party.side != "other")
    ]
    if not parties:
        return None
    first = min(parties, key=lambda party: (_KINDS.index(party.kind) if party.kind in _KINDS else 9, party.start))
    return "government" if first.kind == "country" else first.side


def _office(role: str) -> str | None:
    found = _offices()[0].search(role.lower())
    return _offices()[1][found[0]] if found else None


@lru_cache(maxsize=1)
def _offices() -> tuple[re.Pattern[str], dict[str, str]]:
    sides = {
        word.partition(":")[0]: side
        for language, table in load_lexicon("parties").items()
        for side, listed in table["people"].items()
        for word in words("parties", f"{language}.people.{side}", listed)
    }
    longest = sorted(map(re.escape, sides), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)"), sides
