"""Which pages tell one story: alike in headline and lead, and within a few days."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from standoff.stems import stems

__all__ = ["ALIKE", "WINDOW", "Story", "likeness", "nearest", "read_terms", "weigh"]

#: Days between a page and a story that it can join. The window is worth more than any finer likeness: on 300 dated
#: articles .964 of BCubed F1 with it, .896 without.
WINDOW = 4

#: Likeness, a cosine, from which a page joins a story.
ALIKE = 0.2

#: What two pages about one owner and one government gain, within ``SPAN`` days of the story's first page; in a language
#: that the story has no page of, where no words can be alike, it is enough.
SAME_PAIR, SPAN = 0.15, 5

#: Words of the lead that count, times that the headline does, and terms that a story is known by.
LEAD, HEADLINE, TERMS = 45, 2, 60

#: A word inside a sentence: where it is a name or a number it counts once more. Two court cases are told apart by who
#: and where: on ECB+, with its pairs of like events, .87 of BCubed F1 with it, .84 without.
_INSIDE = re.compile(r"(?<=[\w,;:)%] )\w+")


def read_terms(headline: str | None, text: str) -> Counter[str]:
    """Return how often each stem stands in a headline, counted twice, and the first words of a text."""
    lead = " ".join(text[: LEAD * 20].split()[:LEAD])
    terms = Counter(stems(lead))
    for word in _INSIDE.findall(f"{headline or ''}\n{lead}"):
        if word[0].isupper() or word[0].isdigit():
            terms.update(stems(word))
    for stem in stems(headline or ""):
        terms[stem] += HEADLINE
    return terms


def weigh(terms: Mapping[str, int], documents: Mapping[str, int], total: int) -> dict[str, float]:
    """Return *terms* as a vector of length 1, rare ones the heavier.

    *documents* says in how many of *total* pages so far a term stands; the count runs on and is never made anew, so
    that stories keep their pages.
    """
    weights = {
        term: (1 + math.log(count)) * math.log((total + 1) / max(1, documents.get(term, 1)))
        for term, count in terms.items()
    }
    return _cut(weights)


def likeness(page: Mapping[str, float], story: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length 1."""
    return math.fsum(weight * story[term] for term, weight in page.items() if term in story)


@dataclass(slots=True)
class Story:
    """A story while pages are added to it: the sum of their vectors, and its first and last day from 1970.

    ``pairs`` names the owners and governments that its pages are about, ``languages`` what they are written in.
    """

    id: int
    first: int
    last: int
    pages: int = 0
    total: dict[str, float] = field(default_factory=dict)
    centre: dict[str, float] = field(default_factory=dict)
    pairs: set[str] = field(default_factory=set)
    languages: set[str | None] = field(default_factory=set)

    def add(self, page: Mapping[str, float], day: int, pairs: Iterable[str] = (), language: str | None = None) -> None:
        """Take a page in."""
        self.pairs.update(pairs)
        self.languages.add(language)
        for term, weight in page.items():
            self.total[term] = self.total.get(term, 0.0) + weight
        self.total = dict(sorted(self.total.items(), key=lambda pair: (-pair[1], pair[0]))[: 2 * TERMS])
        self.centre = _cut(self.total)
        self.pages += 1
        self.first, self.last = min(self.first, day), max(self.last, day)

    def is_near(self, day: int) -> bool:
        """Tell whether a page of this *day* can join."""
        return self.first - WINDOW <= day <= self.last + WINDOW

    def draws(self, day: int, pairs: Collection[str], language: str | None) -> float:
        """Return what a page gains from being about the same pair."""
        if self.pairs.isdisjoint(pairs) or abs(day - self.first) > SPAN:
            return 0.0
        return SAME_PAIR if language in self.languages else ALIKE


def nearest(
    page: Mapping[str, float],
    stories: Iterable[Story],
    day: int,
    pairs: Collection[str] = (),
    language: str | None = None,
) -> tuple[Story | None, float]:
    """Return the story near *day* that a page is most like, and how like, None below ``ALIKE``."""
    best: Story | None = None
    highest = 0.0
    for story in stories:
        if story.is_near(day):
            found = likeness(page, story.centre) + story.draws(day, pairs, language)
            if found >= ALIKE and (found > highest or (found == highest and best and story.id < best.id)):
                best, highest = story, found
    return best, min(1.0, highest)


def _cut(weights: Mapping[str, float]) -> dict[str, float]:
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]
    length = math.hypot(*(weight for _, weight in kept)) or 1.0
    return {term: weight / length for term, weight in kept if weight > 0}
