"""Plain text: white space, paragraphs, keys for comparing, and the digest that names a version of a body."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

__all__ = ["JOIN", "fold", "guarded", "occurrences", "paragraphs", "squash", "text_digest", "words"]

#: What stands between two paragraphs of a body.
JOIN = "\n\n"

# U+200C is left: it joins nothing but is a letter's neighbour in Persian, and dropping it would change words. A pattern
# is ten times quicker here than str.translate.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\x00]+")
_MARKS = (("“”„«»", '"'), ("‘’", "'"), ("–—", "-"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")


def squash(text: str | None) -> str:
    """Return *text* on one line: each run of white space is one space, characters without width are gone."""
    if not text:
        return ""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def guarded(value: object) -> object:
    """Return *value*, with an apostrophe before words that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a body, which blank lines part."""
    return [part for part in text.split(JOIN) if part.strip()]


@lru_cache(maxsize=8192)
def fold(text: str | None) -> str:
    """Return the letters and digits of *text* alone, without case and compatibility forms, for comparing."""
    if not text:
        return ""
    return _NO_WORD.sub("", (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold())


def words(text: str) -> list[str]:
    """Return the runs of letters and digits in *text*, in order, case kept."""
    return _WORD.findall(text)


def occurrences(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of each of *names* that stands in *text* as a whole word, none overlapping, in order.

    Of two at one place the one given first counts. One pass over the text, however many names there are.
    """
    if not names:
        return
    found = AhoCorasick(list(names)).find_matches_as_indexes(text, overlapping=True)
    edge = 0
    for start, number, end in sorted((start, number, end) for number, start, end in found):
        before, after = text[start - 1 : start], text[end : end + 1]
        if start < edge or before.isalnum() or after.isalnum() or "_" in (before, after):
            continue
        edge = end
        yield start, end, names[number]


def text_digest(text: str) -> str:
    """Return ``sha256:`` and the hex digest of the normalised body.

    Two bodies that differ only in white space, invisible characters, compatibility forms or the shape of quotation
    marks and dashes have one digest: such a difference is no new version of what was said.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = JOIN.join(map(squash, paragraphs(plain)))
    for marks, mark in () if plain.isascii() else _MARKS:
        for other in marks:
            plain = plain.replace(other, mark)
    return "sha256:" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
