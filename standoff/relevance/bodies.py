"""Which government bodies act in a page."""

import re
from collections.abc import Sequence

from standoff.entities import Party, entities
from standoff.events.acts import Deed
from standoff.events.frame import Page, is_free
from standoff.events.pages import read_deeds

__all__ = ["acting_bodies"]

VAGUE_COURT = re.compile(r"^[A-Z]\w+(?: \w+)? court$")
AFFILIATED = re.compile(
    r"(?:депутат\w*|сенатор\w*|lawmakers?|member of(?: the)?|deputy|депутати?|"
    r"(?:told|asked|in|with|to|at|before)(?: the| an?)?) $"
)


#: Whom somebody only means to turn to ("would ask the Federal Court to quash the penalty").
TURNED_TO = re.compile(
    r"\b(?:would|will|could|may|might|plans? to|intends? to|going to|vowed to|wants? to|threatened to|ready to)\b"
    r"[^.;,]{0,40}\b(?:in|with|to|at|before|ask|petition|urge)(?: the| an?)?(?: \d+(?:st|nd|rd|th))?(?: u\.s\.)? $"
)
REACH = 70  # characters before a body in which stands what somebody means to do


def _beside(left: str, party: Party, deeds: Sequence[Deed]) -> bool:
    """Whether a parliament or court is only where somebody sits, speaks or means to go ("told parliament").

    A parliament in which a bill is tabled or passed acts, however it is put.
    """
    if party.body_kind == "court":
        return bool(TURNED_TO.search(left))
    billed = any(deed.act.action == "bill" for deed in deeds)
    return party.body_kind == "parliament" and not billed and bool(AFFILIATED.search(left))


def acting_bodies(text: str, page: Page, countries: tuple[str, ...]) -> tuple[str, ...]:
    """Return the bodies that act, each under the fullest name that the text gives it."""
    names: dict[str, str] = {}
    for frame, deeds in zip(page.frames, read_deeds(page), strict=True):
        for party in frame.parties:
            foreign = party.country not in countries and party.entity in entities()  # a shape's country is the text's
            if party.kind != "body" or (party.country and foreign):
                continue
            left = page.folded[max(frame.start, party.start - REACH) : party.start]
            if _beside(left, party, deeds):
                continue
            if len(party.name) > len(names.get(party.entity, "")):
                names[party.entity] = party.name
    names.update(_parliament(page))
    names.update(_acting(text, page))
    courts = [name for name in names.values() if "Court" in name]
    called = [name for name in names.values() if not (courts and VAGUE_COURT.match(name))]
    return tuple(dict.fromkeys(name for name in called if not _is_short(name, called)))


def _is_short(name: str, others: Sequence[str]) -> bool:
    """Whether "the posts ministry" is a ministry that the text gives its full name as well."""
    first, _, last = name.rpartition(" ")
    wanted = first.split(" ")[-1].capitalize()
    return last == "ministry" and any("Ministry" in other and wanted in other.split(" ") for other in others)


def _parliament(page: Page) -> dict[str, str]:
    """The word "parliament" alone is a body where it passes a bill."""
    for frame, deeds in zip(page.frames, read_deeds(page), strict=True):
        for party in frame.parties:
            if (
                party.kind == "noun"
                and party.word in ("parliament", "парламент", "senate")
                and any(deed.act.action == "bill" for deed in deeds)
            ):
                left = page.folded[max(frame.start, party.start - 12) : party.start]
                if not re.search(r"(?:told|of) (?:the )?$", left):
                    return {"parliament": party.word}
    return {}


#: Nouns that are bodies where they act and no name for them is given.
UNNAMED_BODIES = frozenset(
    {
        "police",
        "state security",
        "senate",
        "lower house",
        "полиция",
        "parliament",
        "парламент",
        "cabinet",
        "legislature",
    }
)


def _acting(text: str, page: Page) -> dict[str, str]:
    """The police, the senate and the like, as printed, where they are the subject of a measure."""
    found: dict[str, str] = {}
    for frame, deeds in zip(page.frames, read_deeds(page), strict=True):
        ruling = [deed for deed in deeds if deed.act.by == "government" and not deed.act.passive]
        for party in frame.parties if ruling else ():
            if party.word not in UNNAMED_BODIES or not is_free(page, frame, party):
                continue
            if any(0 <= deed.start - party.end < 40 for deed in ruling):
                found.setdefault(party.word, text[party.start : party.end])
    return found
