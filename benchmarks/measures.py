"""Measures of groups and of scores."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any

Labels = Mapping[Hashable, Hashable]
Row = dict[str, Any]


def prf(hits: int, wanted: int, found: int) -> Row:
    """Return precision, recall and F1 with the counts they come from."""
    p, r = hits / found if found else 0.0, hits / wanted if wanted else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "gold": wanted, "found": found}


def pairwise(gold: Labels, found: Labels) -> Row:
    """Return P, R, F1 over pairs with one label; an item without a label is in no pair."""

    def pairs(labels: Labels) -> set[tuple[Hashable, Hashable]]:
        groups: dict[Hashable, list[Hashable]] = defaultdict(list)
        for item, label in labels.items():
            if label not in (None, ""):
                groups[label].append(item)
        return {pair for group in groups.values() for pair in combinations(sorted(group, key=str), 2)}

    wanted, got = pairs(gold), pairs(found)
    return prf(len(wanted & got), len(wanted), len(got))


def bcubed(gold: Labels, found: Labels) -> Row:
    """Return BCubed P, R, F1: for each item over its cluster and its class, itself included, then the means."""
    clusters: dict[Hashable, set[Hashable]] = defaultdict(set)
    classes: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item in gold:
        clusters[found[item]].add(item)
        classes[gold[item]].add(item)
    both = {item: len(clusters[found[item]] & classes[gold[item]]) for item in gold}
    p = sum(both[item] / len(clusters[found[item]]) for item in gold) / len(gold)
    r = sum(both[item] / len(classes[gold[item]]) for item in gold) / len(gold)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r), "gold": len(classes), "found": len(clusters)}


def auc(scored: Sequence[tuple[float, bool]]) -> float:
    """Return how often a pair with the label scores higher than one without it: 1 always, .5 by chance."""
    same = [score for score, label in scored if label]
    other = [score for score, label in scored if not label]
    wins = sum((one > two) + 0.5 * (one == two) for one in same for two in other)
    return wins / (len(same) * len(other))
