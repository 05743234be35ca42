"""Platforms that are only the place where something was said or seen."""

import re
from collections.abc import Sequence
from functools import lru_cache

from standoff.entities.fold import fold
from standoff.entities.parties import Party
from standoff.lexicon import load_lexicon, words

__all__ = ["incidental_spans"]

LEFT, RIGHT = 90, 40  # characters of a sentence that a frame may take up before and behind the name
HINDERED = re.compile(
    r"\b(?:unable|cannot|could not|no longer|trouble|to be (?:slowed|blocked|removed|cut|stopped|banned|deleted))\b"
    r"|не могут|не могли"
)
BREAKS = re.compile(r'[.;!?\n"“”«»](?=\s|$|\w)')


@lru_cache(maxsize=1)
def _frames() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    parts: dict[str, list[str]] = {"before": [], "after": [], "unless": []}
    for language, table in load_lexicon("frames").items():
        for key, listed in table.items():
            parts[key] += words("frames", f"{language}.{key}", listed)
    before, after, unless = (
        re.compile("|".join(f"(?:{part})" for part in parts[key])) for key in ("before", "after", "unless")
    )
    return before, after, unless


def incidental_spans(text: str, parties: Sequence[Party]) -> set[tuple[int, int]]:
    """Return the spans of those platforms among *parties* ("wrote on Facebook", "video on YouTube", photo credits)."""
    before, after, unless = _frames()
    folded = fold(text)
    found: set[tuple[int, int]] = set()
    for party in parties:
        if party.kind != "platform":
            continue
        left = folded[max(0, party.start - LEFT) : party.start]
        breaks = [match.end() for match in BREAKS.finditer(left)]
        left = left[breaks[-1] :].lstrip() if breaks else left
        right = folded[party.end : party.end + RIGHT]
        if (before.search(left) or after.search(right)) and not (
            unless.search(left) or HINDERED.search(left + " | " + right)
        ):
            found.add((party.start, party.end))
    return found
