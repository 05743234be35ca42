"""Which of some pages of the same days tell one story each.

One page after the other, the first ones of a story find nothing to join. Pages are therefore put together in three
steps: each to the nearest story; then stories, as long as their pages are alike on average; then a large story is cut
in two where its pages fall into two camps.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import combinations

from standoff.stories import WINDOW, Story, likeness, nearest

__all__ = ["Leaf", "gather"]

#: Mean likeness of the pages of two stories from which they are one, and what small stories need beyond it: two single
#: pages as much as one needs for joining a story. Chosen with ``CAMP`` and ``APART`` on ECB+: .93 of BCubed F1, .90 on
#: topics that the choice was not made on, .87 without joining and parting.
JOINED, FEW = 0.1, 0.08

#: Pages, no two of them the same text, from which a story may be two; each part has at least ``LEAST``.
CAMP, LEAST = 16, 4

#: Likeness between two parts, against that within them, up to which they are two stories.
APART = 0.7

#: Likeness from which two pages are taken for one text: many copies of a report are no story of their own.
SAME_TEXT = 0.8

#: Terms that a story is compared by: those that weigh most.
HEAVY = 16

#: Pairs of pages that two camps are grown from, fewer in a very large story, and rounds that they grow.
STARTS, ROUNDS, LARGE = 60, 12, 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page: how often its terms stand in it, its vector, its day from 1970, its pairs, and its language."""

    terms: Mapping[str, int]
    vector: Mapping[str, float]
    day: int
    pairs: Sequence[str] = ()
    language: str | None = None


@dataclass(slots=True)
class _Index:
    """Groups by the terms and pairs that they can be found by."""

    by_key: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, number: int, keys: Sequence[str]) -> None:
        for key in keys:
            self.by_key[key].add(number)

    def find(self, keys: Sequence[str]) -> list[int]:
        return sorted({number for key in keys for number in self.by_key.get(key, ())})


def gather(leaves: Sequence[Leaf]) -> list[list[int]]:
    """Return the positions of *leaves* in groups that tell one story each, in the order of their first ones."""
    stories, members = _placed(leaves)
    groups = [sorted(at for number in joined for at in members[number]) for joined in _joined(stories)]
    parted = [part for group in groups for part in _parted(leaves, group)]
    return sorted(parted, key=lambda group: group[0])


def _heavy(vector: Mapping[str, float]) -> list[str]:
    """Return the terms of a page that a story must have one of: the others are too common to find it by."""
    return sorted(vector, key=lambda term: (-vector[term], term))[:HEAVY]


def _placed(leaves: Sequence[Leaf]) -> tuple[list[Story], list[list[int]]]:
    """Put one page after the other into the story nearest to it."""
    stories: list[Story] = []
    members: list[list[int]] = []
    index = _Index()
    for at, leaf in enumerate(leaves):
        near = [stories[number] for number in index.find([*_heavy(leaf.vector), *leaf.pairs])]
        story, _ = nearest(leaf.vector, near, leaf.day, leaf.pairs, leaf.language)
        if story is None:
            story = Story(id=len(stories), first=leaf.day, last=leaf.day)
            stories.append(story)
            members.append([])
        story.add(leaf.vector, leaf.day, leaf.pairs, leaf.language)
        members[story.id].append(at)
        index.add(story.id, [*leaf.pairs, *story.centre])
    return stories, members


def _joined(stories: Sequence[Story]) -> list[list[int]]:
    """Join the two stories that are most alike, page by page on average, until none are alike enough."""
    index = _Index()
    for story in stories:
        index.add(story.id, _heavy(story.total))
    totals = {story.id: story.total for story in stories}
    spans = {story.id: (story.first, story.last) for story in stories}
    sizes = {story.id: story.pages for story in stories}
    groups = {story.id: [story.id] for story in stories}

    def alike(one: int, other: int) -> float:
        """Return how much more alike than needed two groups are."""
        pairs = sizes[one] * sizes[other]
        return likeness(totals[one], totals[other]) / pairs - FEW / math.sqrt(pairs) - JOINED

    def close(one: int, other: int) -> bool:
        return spans[one][0] - WINDOW <= spans[other][1] and spans[other][0] - WINDOW <= spans[one][1]

    heap: list[tuple[float, int, int]] = []

    def offer(one: int, others: Sequence[int]) -> None:
        for other in others:
            if other != one and other in groups and close(one, other) and (found := alike(one, other)) >= 0:
                heappush(heap, (-found, min(one, other), max(one, other)))

    for story in stories:
        offer(story.id, [other for other in index.find(_heavy(story.total)) if other < story.id])
    heapify(heap)
    number = len(stories)
    while heap:
        _, one, other = heappop(heap)
        if one not in groups or other not in groups:
            continue
        groups[number] = groups.pop(one) + groups.pop(other)
        total = Counter(totals.pop(one))
        total.update(totals.pop(other))
        totals[number], sizes[number] = dict(total), sizes[one] + sizes[other]
        first, last = zip(spans[one], spans[other], strict=True)
        spans[number] = min(first), max(last)
        index.add(number, _heavy(totals[number]))
        offer(number, index.find(_heavy(totals[number])))
        number += 1
    return list(groups.values())


def _parted(leaves: Sequence[Leaf], group: list[int]) -> list[list[int]]:
    """Cut a large story where its pages in the language of most of them fall into two camps."""
    if len(group) < CAMP:
        return [group]
    language = Counter(leaves[at].language for at in group).most_common(1)[0][0]
    texts: dict[int, list[int]] = {}  # the first page of each text with its copies
    for at in group:
        if leaves[at].language == language:
            like = (one for one in texts if likeness(leaves[at].vector, leaves[one].vector) >= SAME_TEXT)
            texts.setdefault(next(like, at), []).append(at)
    if len(texts) < CAMP or not (camps := _camps([leaves[at] for at in texts], list(texts))):
        return [group]
    parts = sorted(([at for one in camp for at in texts[one]] for camp in camps), key=len, reverse=True)
    parts[0] += [at for at in group if leaves[at].language != language]
    return [part for half in parts for part in _parted(leaves, sorted(half))]


def _camps(pages: Sequence[Leaf], order: Sequence[int]) -> tuple[list[int], list[int]] | None:
    """Return two camps of pages, far from each other against how near their own are; None where there are none."""
    vectors = {at: page.vector for at, page in zip(order, pages, strict=True)}
    local = _local({at: page.terms for at, page in zip(order, pages, strict=True)})
    best: tuple[float, list[int], list[int]] | None = None
    starts = max(8, min(STARTS, LARGE // len(order)))
    for start in range(starts):
        one, other = start * len(order) // starts, (start * 7 + 3) * len(order) // (7 * starts) + len(order) // 2
        found = _two_means(local, order, order[one], order[other % len(order)])
        if found and (best is None or found[0] > best[0]):
            best = found
    if best is None or min(len(best[1]), len(best[2])) < LEAST:
        return None
    _, left, right = best

    def mean(pairs: Sequence[tuple[int, int]]) -> float:
        return math.fsum(likeness(vectors[one], vectors[other]) for one, other in pairs) / max(1, len(pairs))

    between = mean([(one, other) for one in left for other in right])
    within = sum(mean(list(combinations(camp, 2))) * len(camp) for camp in (left, right)) / len(order)
    return (left, right) if between <= APART * within else None


def _local(pages: Mapping[int, Mapping[str, int]]) -> dict[int, dict[str, float]]:
    """Weigh what tells pages of one story apart: a term that all of them have says nothing here."""
    count = Counter(term for terms in pages.values() for term in terms)
    rare = {term: math.sqrt(math.log((len(pages) + 1) / n)) for term, n in count.items() if 1 < n < len(pages)}
    return {
        at: _unit({term: (1 + math.log(n)) * rare[term] for term, n in terms.items() if term in rare})
        for at, terms in pages.items()
    }


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values()) or 1.0
    return {term: weight / length for term, weight in vector.items()}


def _two_means(
    vectors: Mapping[int, Mapping[str, float]], order: Sequence[int], one: int, other: int
) -> tuple[float, list[int], list[int]] | None:
    """Return how well two camps that grow around two pages hold together, and the camps."""
    centres: list[Mapping[str, float]] = [vectors[one], vectors[other]]
    camps: tuple[list[int], list[int]] = ([], [])
    nearer: Callable[[int], int] = lambda at: int(  # noqa: E731
        likeness(vectors[at], centres[1]) > likeness(vectors[at], centres[0])
    )
    for _ in range(ROUNDS):
        sides = [nearer(at) for at in order]
        found = tuple([at for at, side in zip(order, sides, strict=True) if side == camp] for camp in (0, 1))
        if not found[0] or not found[1]:
            return None
        if found == camps:
            break
        camps = (found[0], found[1])
        centres = [_unit(_sum([vectors[at] for at in camp])) for camp in camps]
    holds = math.fsum(likeness(vectors[at], centres[side]) for side in (0, 1) for at in camps[side])
    return holds, *camps


def _sum(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    return dict(total)
