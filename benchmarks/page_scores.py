"""The measures of article extraction: body shingles, titles, days, authors, and a paired bootstrap over pages.

A body counts by its windows of four tokens as a multiset. Precision of a set is the mean over pages with a non-empty
prediction, recall the mean over all pages, F1 comes from the two; because an empty prediction leaves precision alone,
``mean_f1`` (mean of the pages' own F1) and ``empty`` are printed beside it.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any, NamedTuple

Row = Mapping[str, Any]

_TOKEN = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTS = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b)\s*")
_WINDOW = 4


class PageScore(NamedTuple):
    """Precision and recall of one page, and whether nothing was predicted."""

    precision: float
    recall: float
    empty: bool

    @property
    def f1(self) -> float:
        """The harmonic mean of the page's own precision and recall."""
        return harmonic(self.precision, self.recall)


def harmonic(one: float, other: float) -> float:
    """Return the harmonic mean, 0 where both are."""
    return 2 * one * other / (one + other) if one + other else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the windows of four tokens; fewer tokens make one short window, none make none."""
    tokens = _TOKEN.findall(text)
    starts = range(max(1, len(tokens) - _WINDOW + 1)) if tokens else ()
    return Counter(tuple(tokens[at : at + _WINDOW]) for at in starts)


def score_page(gold: str, found: str) -> PageScore:
    """Return how much of *found* is in *gold* and the other way round."""
    wanted, got = shingles(gold), shingles(found)
    both = sum((wanted & got).values())
    precision = both / got.total() if got else float(not wanted)
    return PageScore(precision, both / wanted.total() if wanted else float(not got), not found.strip())


def score_set(pages: Sequence[PageScore]) -> dict[str, float]:
    """Return F1, precision, recall, mean F1 and the number of empty predictions of a set of pages."""
    filled = [page.precision for page in pages if not page.empty]
    precision, recall = mean(filled) if filled else 0.0, mean(page.recall for page in pages)
    return {
        "pages": len(pages),
        "f1": harmonic(precision, recall),
        "p": precision,
        "r": recall,
        "mean_f1": mean(page.f1 for page in pages),
        "empty": sum(page.empty for page in pages),
    }


def difference(ours: Sequence[PageScore], theirs: Sequence[PageScore], draws: int = 1000) -> dict[str, float]:
    """Return ours minus theirs in F1 with a 95 % interval: the same resampled pages on both sides."""
    chance = random.Random(20)
    deltas = []
    for _ in range(draws):
        places = chance.choices(range(len(ours)), k=len(ours))
        deltas.append(
            score_set([ours[at] for at in places])["f1"] - score_set([theirs[at] for at in places])["f1"],
        )
    deltas.sort()
    return {
        "difference": score_set(ours)["f1"] - score_set(theirs)["f1"],
        "low": deltas[int(0.025 * draws)],
        "high": deltas[int(0.975 * draws) - 1],
    }


def key(text: object) -> str:
    """Return letters and digits alone, folded."""
    folded = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return "".join(char for char in folded if char.isalnum())


def day(value: object) -> str | None:
    """Return the first day that *value* holds, as it is printed."""
    found = _DAY.search(str(value or ""))
    return found.group() if found else None


def names(value: object) -> set[str]:
    """Return the folded names in a string or list of bylines."""
    values = value if isinstance(value, list | tuple) else [value] if value else []
    return {key(part) for item in values for part in _PARTS.split(str(item))} - {""}


def score_claims(gold: Sequence[Row], found: Mapping[str, Row]) -> dict[str, float | int]:
    """Return the shares of right titles, days and author sets among the pages whose gold has one."""
    result: dict[str, float | int] = {}
    same = {
        "title": lambda page, answer: key(answer.get("headline")) == key(page["gold_title"]),
        "date": lambda page, answer: day(answer.get("day")) == day(page["gold_date"]),
        "date_utc": lambda page, answer: day(answer.get("day_utc") or answer.get("day")) == day(page["gold_date"]),
        "author": lambda page, answer: names(answer.get("authors")) == names(page["gold_author"]),
    }
    for field, right in same.items():
        pages = [page for page in gold if page.get(f"gold_{field.removesuffix('_utc')}")]
        if pages:
            result[field] = mean(right(page, found.get(page["id"], {})) for page in pages)
            result[f"{field}_n"] = len(pages)
    return result
