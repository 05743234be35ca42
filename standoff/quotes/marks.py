"""Quotation marks: which stretches of a text stand within them.

Marks are paired by language (“ closes in German and opens in English), paragraph by paragraph, since a speech of
several paragraphs opens each of them anew and closes only the last. One pass over the text, however long.
"""

import re
from dataclasses import dataclass
from functools import cache

#: Opening mark: the marks that may close it. Straight marks open and close.
MARKS: dict[str, dict[str, str]] = {
    "en": {"“": "”", "„": "”“", "«": "»", "‹": "›", '"': '"'},
    "de": {"„": "“”", "»": "«", "«": "»", "‚": "‘", '"': '"', "”": "”"},
    "ru": {"«": "»", "„": "“”", "“": "”", '"': '"'},
}
MARKS["uk"] = MARKS["kk"] = MARKS["ru"]

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
#: The mark stands in front of what is asked of its neighbours: so the search runs from mark to mark.
_SINGLE_OPEN = re.compile(r"[‘'](?<![\w’'.,!?].)(?=\w|\[|…|\.\.\.)")
_SINGLE_CLOSE = re.compile(r"[’'](?<=[.,!?…].)(?!\w)")
_SINGLE_SCARE = re.compile(r"[’'](?<=\w.)(?!\w)")

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
    pairing = _Pairing(text, start, end, marks, left_open)
    for number, (offset, char) in enumerate(_marks_within(text, start, end, marks)):
        pairing.read(offset, char, first=not number)
    return [pair for pair in pairing.finished() if text[pair.start : pair.end].strip()]


class _Pairing:
    """The marks of one paragraph from left to right: what is open, how deep, and what is closed already."""

    def __init__(self, text: str, start: int, end: int, marks: dict[str, str], left_open: str) -> None:
        self.text, self.start, self.end, self.marks, self.left_open = text, start, end, marks, left_open
        self.pairs: list[Pair] = []
        self.opener, self.depth, self.at, self.inner = "", 0, start, False

    def read(self, offset: int, char: str, *, first: bool) -> None:
        """Take one mark."""
        text, left_open = self.text, self.left_open
        if char in _DOUBLED:
            # Two single marks for a double one close a double mark alone.
            if self.opener in {"“", '"'}:
                self._close(offset, offset + 2)
        elif not self.opener:
            late = first and bool(left_open) and char in self.marks.get(left_open, "")
            if late and _looks_closing(text, offset, self.end):
                self.pairs.append(Pair(self.start, offset + 1, self.start, offset, resumed=True))
            elif char in self.marks and not (
                char == '"' and _looks_closing(text, offset, self.end) and offset > self.start
            ):
                self.opener, self.depth, self.at, self.inner = char, 1, offset, False
        elif _mixed_up(text, offset, self.opener, self.inner):
            self._read_other(offset)
        elif char in self.marks[self.opener] and not (char == '"' and _looks_opening(text, offset, self.start)):
            self.depth -= 1
            if not self.depth:
                self._close(offset)
        elif char == self.opener and char != '"':
            self.depth += 1
        elif char == self.opener:
            # A straight mark that can only open: the one before was never closed, and ends here.
            self.pairs.append(Pair(self.at, offset, self.at + 1, offset))
            self.at = offset

    def _read_other(self, offset: int) -> None:
        """A straight mark within curly ones, or the other way round: a quotation of its own, or a slip at the end."""
        if _looks_opening(self.text, offset, self.start):
            self.inner = True
        elif self.inner:
            self.inner = False
        elif _looks_closing(self.text, offset, self.end) and not self.text[offset - 1].isdigit():
            self._close(offset)

    def _close(self, offset: int, close: int = 0) -> None:
        resumed = bool(self.left_open) and self.at == self.start
        self.pairs.append(Pair(self.at, close or offset + 1, self.at + 1, offset, resumed=resumed))
        self.opener = ""

    def finished(self) -> list[Pair]:
        """Return the pairs, the one that is still open with the end of the paragraph."""
        if self.opener:
            resumed = bool(self.left_open) and self.at == self.start
            self.pairs.append(Pair(self.at, self.end, self.at + 1, self.end, open_ended=True, resumed=resumed))
        return self.pairs


def _mixed_up(text: str, offset: int, opener: str, inner: bool) -> bool:
    """A straight mark within curly ones, or a curly one that closes within straight ones."""
    return (opener == "“" and text[offset] == '"') or (opener == '"' and text[offset] == "”" and not inner)


def _marks_within(text: str, start: int, end: int, marks: dict[str, str]) -> list[tuple[int, str]]:
    """Every mark with its offset; a straight one with white space on both sides belongs to nothing."""
    found = _known(tuple(marks.items())).finditer(text, start, end)
    return [(match.start(), match.group()) for match in found if not _stray(text, match.start(), start, end)]


@cache
def _known(marks: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile(f"’’|''|[{re.escape(''.join(mark for pair in marks for mark in pair))}]")


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
