"""Statements: when two quotes report the same one, and how like two of them are."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Pool", "Said", "is_same_statement"]

#: Words that two reports of one statement share, of the shorter one; below ``FEW`` words they must be the same.
SAME, FEW = 0.8, 4

#: Part that a word of the sentence counts which stands outside the quote.
AROUND = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quote as a claim or an answer.

    ``stems`` are those of the quote, ``around`` those of the sentence it stands in. ``day`` counts days from 1970 as
    the page dates the words, None where it does not; ``published`` does for the page, its hours as a fraction.
    ``statement`` is the number of the statement that this quote reports, ``party`` whom its speaker speaks for,
    ``paragraph`` counts those of the page. ``hits_back`` says that the sentence shows the words to be a reply,
    ``accuses`` that they are about a party of another side.
    """

    quote: int
    statement: int
    article: int
    start: int
    paragraph: int
    party: str
    side: str
    stance: str
    published: float
    day: int | None = None
    stems: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    hits_back: bool = False
    accuses: bool = False

    @property
    def on(self) -> int:
        """The day of the words, the page's where it gives none."""
        return int(self.published) if self.day is None else self.day


def is_same_statement(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two lists of words report one statement: a cut or interrupted quote lies within the whole one."""
    smaller = min(len(one), len(other))
    if smaller < FEW:
        return list(one) == list(other)
    return (Counter(one) & Counter(other)).total() >= SAME * smaller


class Pool:
    """The quotes that those of one page are compared with: words that few of them have weigh more."""

    def __init__(self, article: int, quotes: Sequence[Said]) -> None:
        self.article = article
        self.quotes = quotes
        self._held = Counter(stem for one in quotes for stem in {*one.stems, *one.around})
        self._vectors: dict[int, tuple[dict[str, float], float]] = {}

    def likeness(self, one: Said, other: Said) -> float:
        """Return how like two quotes are, a cosine."""
        mine, length = self._vector(one)
        theirs, width = self._vector(other)
        if not (common := mine.keys() & theirs.keys()):
            return 0.0
        return math.fsum(mine[stem] * theirs[stem] for stem in common) / (length * width)

    def _vector(self, one: Said) -> tuple[dict[str, float], float]:
        if one.quote not in self._vectors:
            inside = set(one.stems)
            total = len(self.quotes)
            weights = {
                stem: (1.0 if stem in inside else AROUND) * math.log(1 + total / max(1, self._held[stem]))
                for stem in inside | set(one.around)
            }
            self._vectors[one.quote] = weights, math.hypot(*weights.values())
        return self._vectors[one.quote]
