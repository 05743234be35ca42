"""Quotation marks: which stretches of a text stand within them.

Marks are paired by language (“ closes in German and opens in English), paragraph by paragraph, since a speech of
several paragraphs opens each of them anew and closes only the last. One pass over the text, however long.
"""

import re
from dataclasses import dataclass

#: Opening mark: the marks that may close it. Straight marks open and close.
MARKS: dict[str, dict[str, str]] = {
    "en": {"“": "”", "„": "”“", "«": "»", "‹": "›", '"': '"'},
    "de": {"„": "“”", "»": "«", "«": "»", "‚": "‘", '"': '"', "”": "”"},
    "ru": {"«": "»", "„": "“”", "“": "”", '"': '"'},
}
MARKS["uk"] = MARKS["kk"] = MARKS["ru"]

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_SINGLE_OPEN = re.compile(r"(?<![\w’'.,!?])[‘'](?=\w|\[|…|\.\.\.)")
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])[’'](?!\w)")
_SINGLE_SCARE = re.compile(r"(?<=\w)[’'](?!\w)")

_DOUBLED = frozenset({"’’", "''"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One stretch within quotation marks: ``text[start:end]`` without the marks, ``text[outer:close]`` with them.

    ``open_ended`` says that the paragraph ended before a closing mark came, ``resumed`` that the stretch goes on with
    a speech that the paragraph before left open.
    """

    outer: int
    close: int
    start: int
    end: int
    open_ended: bool = False
    resumed: bool = False


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs of *text*: blocks of lines parted by blank lines."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def pair_marks(text: str, language: str | None) -> list[list[Pair]]:
    """Return, for each paragraph of *text* in order, its pairs of quotation marks."""
    marks = MARKS.get((language or "en")[:2], MARKS["en"])
    found: list[list[Pair]] = []
    left_open = ""
    for start, end in paragraph_spans(text):
        pairs = _pairs_within(text, start, end, marks, left_open)
        left_open = text[pairs[-1].outer] if pairs and pairs[-1].open_ended else ""
        if not pairs:
            pairs = _single_pairs(text, start, end)
        found.append(pairs)
    return found


def _pairs_within(text: str, start: int, end: int, marks: dict[str, str], left_open: str) -> list[Pair]:
    pairs: list[Pair] = []
    opener, depth, at = "", 0, start
    first = True
    for offset, char in _marks_within(text, start, end, marks):
        if char in _DOUBLED:
            # Two single marks for a double one close a double mark alone.
            if opener in {"“", '"'}:
                pairs.append(_pair(text, at, offset, left_open, start, offset + 2))
                opener = ""
            continue
        closes_late = (
            bool(left_open) and first and char in marks.get(left_open, "") and _looks_closing(text, offset, end)
        )
        first = False
        if closes_late and not opener:
            pairs.append(Pair(start, offset + 1, start, offset, resumed=True))
            continue
        if not opener:
            if char in marks and not (char == '"' and _looks_closing(text, offset, end) and offset > start):
                opener, depth, at = char, 1, offset
        elif char in marks[opener] and not (char == '"' and _looks_opening(text, offset, start)):
            depth -= 1
            if not depth:
                pairs.append(_pair(text, at, offset, left_open, start))
                opener = ""
        elif char == opener and char != '"':
            depth += 1
        elif char == opener:
            # A straight mark that can only open: the one before was never closed, and ends here.
            pairs.append(Pair(at, offset, at + 1, offset))
            at = offset
    if opener:
        resumed = bool(left_open) and at == start
        pairs.append(Pair(at, end, at + 1, end, open_ended=True, resumed=resumed))
    return [pair for pair in pairs if text[pair.start : pair.end].strip()]


def _pair(text: str, at: int, offset: int, left_open: str, start: int, close: int = 0) -> Pair:
    return Pair(at, close or offset + 1, at + 1, offset, resumed=bool(left_open) and at == start)


def _marks_within(text: str, start: int, end: int, marks: dict[str, str]) -> list[tuple[int, str]]:
    """Every mark with its offset; a straight one with white space on both sides belongs to nothing."""
    known = "".join(marks) + "".join(marks.values())
    found = re.compile(f"’’|''|[{re.escape(known)}]").finditer(text, start, end)
    return [(match.start(), match.group()) for match in found if not _stray(text, match.start(), start, end)]


def _stray(text: str, offset: int, start: int, end: int) -> bool:
    return text[offset] == '"' and start < offset < end - 1 and (text[offset - 1] + text[offset + 1]).isspace()


def _looks_closing(text: str, offset: int, end: int) -> bool:
    """A mark with something before it and a space, punctuation or nothing after it."""
    before = text[offset - 1] if offset else " "
    after = text[offset + 1] if offset + 1 < end else " "
    return not before.isspace() and before not in "(—–" and not after.isalnum()


def _looks_opening(text: str, offset: int, start: int) -> bool:
    """A mark after a space or at the start, with a word right behind it."""
    before = text[offset - 1] if offset > start else " "
    after = text[offset + 1] if offset + 1 < len(text) else " "
    return before.isspace() and (after.isalnum() or after in "[$€£(…")


def _single_pairs(text: str, start: int, end: int) -> list[Pair]:
    """Single marks in a paragraph that has no double ones: British dialogue. Apostrophes are the trap."""
    pairs: list[Pair] = []
    at = start
    while opening := _SINGLE_OPEN.search(text, at, end):
        closing = _SINGLE_CLOSE.search(text, opening.end(), end) or _SINGLE_SCARE.search(text, opening.end(), end)
        if not closing:
            break
        pairs.append(Pair(opening.start(), closing.end(), opening.end(), closing.start()))
        at = closing.end()
    return pairs
