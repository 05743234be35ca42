"""Speech that dashes set apart: a tag within the marks (``«…, – said X. – …»``) and dialogue without any marks."""

import re
from collections.abc import Sequence

from standoff.quotes.marks import Pair
from standoff.quotes.tongue import Tongue

_TAG = re.compile(r"[,!?…](?P<gap>\s+[—–-]\s+)(?P<cue>\w+)")
_TAG_END = re.compile(r"[.,!?…]\s+[—–-]\s+")
_DIALOGUE = re.compile(r"\s*[—–-]\s+(?=\S)")

#: A tag is short; a longer stretch between two dashes belongs to the speech.
LONGEST_TAG = 200


def part_tags(text: str, span: tuple[int, int], pairs: Sequence[Pair], tongue: Tongue) -> list[Pair]:
    """Return *pairs* with the tags cut out, and the speech of a paragraph that begins with a dash as pairs too."""
    if not pairs and (opening := _DIALOGUE.match(text, *span)):
        whole = Pair(opening.end(), span[1], opening.end(), span[1])
        parts = _parted(text, whole, tongue)
        return parts if len(parts) > 1 or parts[0].close < span[1] else []
    found: list[Pair] = []
    for pair in pairs:
        found += _parted(text, pair, tongue)
    return found


def _parted(text: str, pair: Pair, tongue: Tongue) -> list[Pair]:
    found: list[Pair] = []
    outer, start, at = pair.outer, pair.start, pair.start
    while tag := _TAG.search(text, at, pair.end):
        at = tag.end()
        if not _is_tag(text, tag, pair.end, tongue):
            continue
        close = tag.start("gap")
        found.append(Pair(outer, close, start, close, resumed=pair.resumed and not found))
        ending = _TAG_END.search(text, tag.end(), min(pair.end, tag.end() + LONGEST_TAG))
        if ending is None:
            return found
        outer = start = at = ending.end()
    if start == pair.start:
        return [pair]
    found.append(Pair(outer, pair.close, start, pair.end, open_ended=pair.open_ended))
    return found


def _is_tag(text: str, tag: re.Match[str], end: int, tongue: Tongue) -> bool:
    """A cue stands right behind the dash, or behind one or two words (``– он добавил``)."""
    words = text[tag.start("cue") : min(end, tag.start("cue") + 60)].lower().split()[:2]
    return any(word.strip(".,:») ") in tongue.quote_forms for word in words)
