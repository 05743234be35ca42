"""Do two texts carry the same wire story? Fingerprints find the candidates, narrative containment decides.

Quotations are masked first: below about 0.4 containment what two texts share is mostly the same *quotation* in
stories written independently, and with it in place copies and independent texts cannot be told apart.
"""

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

__all__ = [
    "COPY",
    "SHARES",
    "WHOLE",
    "Narrative",
    "Overlap",
    "Sketch",
    "fold",
    "narrative_words",
    "overlap",
    "read_narrative",
    "relation_of",
    "sketch",
]

#: Narrative containment from which a text is a copy, and from which it shares text. Read on 71 pairs of the hard band.
COPY = 0.45
SHARES = 0.25

#: A copy whose narrative is below this part of the original's is a cut one.
CUT = 0.8

#: Words in a shingle.
WIDTH = 5

#: Containment of fewer shingles than this is counted as if there were so many: a stub proves nothing.
FEWEST = 20

#: One shingle in ``EVERY`` is kept as a fingerprint; in a text under ``SHORT`` words of narrative one in
#: ``EVERY_SHORT``, as a brief of 120 words may have a single one otherwise. The one rate divides the other, so that a
#: short text and a long one keep the same shingles.
EVERY, EVERY_SHORT, SHORT = 16, 4, 200

#: Block quotations that hold more than this part of a text are how the page is set.
WHOLE = 0.9

#: Quoted spans of up to so many words are names and scare quotes; they belong to the narrative.
SCARE = 3

_MASK = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_POWERS = tuple(pow(_BASE, WIDTH - 1 - at, 1 << 64) for at in range(WIDTH))
_SPREAD = 0xFF51AFD7ED558CCD  # the low bits, which decide what is kept, come to depend on all
_ONE = (1).to_bytes(16, "little")
_LANE = 128
_WORD = re.compile(r"\w+(?:['’]\w+)*")

# Straight and curly marks by their pairs. A mark that is never closed runs to the end of its paragraph, which is how
# a quotation over several paragraphs is printed; a single mark counts only where no letter touches it from outside.
_QUOTED = re.compile(
    r"“[^”\n]*(?:”|$)|„[^“”\n]*(?:[“”]|$)|«[^»\n]*(?:»|$)|\"[^\"\n]*(?:\"|$)"
    r"|‘(?<!\w‘)(?:[^’\n]|’(?=\w))*’(?!\w)|'(?<!\w')(?=\w)(?:[^'\n]|(?<=\w)'(?=\w))*'(?!\w)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is kept of a text to find it again: signed 64-bit ``hashes``, sorted.

    ``shingles`` is the number that they were chosen from, ``kept`` the number kept at the rate of long texts, by
    which a short text and a long one are compared.
    """

    hashes: tuple[int, ...]
    shingles: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """The shingles of a text outside quotation marks, as hashes, and those of its block quotations.

    ``words`` counts the words outside quotation marks.
    """

    shingles: frozenset[int]
    words: int
    asides: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How two narratives relate: ``containment`` in the smaller one, 0 to 1, and ``kind``: copy, shares or None."""

    containment: float
    kind: str | None


def fold(text: str) -> str:
    """Return *text* in NFKC and lower case, with ё as е: spellings that reprints change."""
    return unicodedata.normalize("NFKC", text).lower().replace("ё", "е")


def narrative_words(text: str) -> Iterator[list[str]]:
    """Yield the runs of folded words between quotations in *text*; a shingle never spans a quotation."""
    run: list[str] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        run += _words(text[at : quoted.start()])
        at = quoted.end()
        inside = _words(quoted[0])
        if len(inside) <= SCARE:
            run += inside
        elif run:
            yield run
            run = []
    run += _words(text[at:])
    if run:
        yield run


def read_narrative(text: str, asides: Iterable[str] = ()) -> Narrative:
    """Return the narrative of *text*. *asides* are the passages that its page prints as block quotations.

    A page whose whole body is set as a block quotation has a template, not a quotation: its asides do not count.
    """
    runs = list(narrative_words(text))
    found = frozenset(chain.from_iterable(map(_shingles, runs)))
    quoted = frozenset(chain.from_iterable(_shingles(_words(aside)) for aside in asides))
    if len(found & quoted) > WHOLE * len(found):
        quoted = frozenset()
    return Narrative(shingles=found, words=sum(map(len, runs)), asides=quoted)


def sketch(narrative: Narrative) -> Sketch:
    """Return the fingerprints of a text: the same on every machine and in every run."""
    every = EVERY_SHORT if narrative.words < SHORT else EVERY
    kept = sorted(_signed(shingle) for shingle in narrative.shingles if shingle % every == 0)
    common = sum(shingle % EVERY == 0 for shingle in kept)
    return Sketch(hashes=tuple(kept), shingles=len(narrative.shingles), kept=common)


def overlap(left: Narrative, right: Narrative) -> Overlap:
    """Return what *left* and *right* share of the smaller of the two, the block quotations of either aside."""
    asides = left.asides | right.asides
    one, other = left.shingles - asides, right.shingles - asides
    share = len(one & other) / max(FEWEST, min(len(one), len(other)))
    return Overlap(containment=share, kind="copy" if share >= COPY else "shares" if share >= SHARES else None)


def relation_of(original_shingles: int, shingles: int, kind: str) -> str:
    """Return the word for a member of a group, from its size, that of the original, and the *kind* of overlap."""
    if kind != "copy":
        return "rewrite"
    return "excerpt" if shingles < CUT * original_shingles else "copy"


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _shingles(words: list[str]) -> list[int]:
    """Return a 64-bit hash for every ``WIDTH`` words in a row, a polynomial of the hashes of the words, spread.

    All of a run at once: each has a lane of 128 bits in one large number, which holds the product of two hashes.
    """
    if len(words) < WIDTH:
        return []
    lanes = int.from_bytes(b"".join(map(_word_hash, words)), "little")
    ones = int.from_bytes(_ONE * len(words), "little")
    low = ones * _MASK
    rolled = 0
    for power in _POWERS:  # the first is that of the first word in a shingle
        rolled += (lanes * power) & low
        lanes >>= _LANE
    rolled &= low
    high = ones * (_MASK >> 33)
    rolled ^= (rolled >> 33) & high
    rolled = (rolled * _SPREAD) & low
    rolled ^= (rolled >> 33) & high
    told = struct.unpack(f"<{2 * len(words)}Q", rolled.to_bytes(len(words) * _LANE // 8, "little"))
    return list(told[: 2 * (len(words) - WIDTH + 1) : 2])


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> bytes:
    """The 64-bit hash of *word*, as a lane of :func:`_shingles`."""
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()[::-1] + bytes(8)
