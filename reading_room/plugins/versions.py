"""Filters of the page that compares two versions: words that went and came, quotes that were altered.

Comparing is bounded: what would cost too much is shown as taken out and put in whole, and says so.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from datasette import hookimpl

Row = Mapping[str, Any]

#: Words, single signs of scripts without spaces, runs of space, and every other character by itself.
WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|\s+|[^\w\s]")

#: Pairs of equal words that one comparison may look at: 3,000,000 took 0.9 s at worst (two paragraphs of 1,500 words,
#: drawn from eight), so this is about 0.6 s, and paragraphs of up to 1,000 words each are compared.
BUDGET = 2_000_000

#: Two paragraphs are versions of one where they share this part of their words; less reads better as old and new.
ALIKE = 0.4

#: Two quotes of one speaker are versions of one where they share this part of their words.
ALTERED = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``kind`` is same, changed, added or dropped; ``runs`` are ("same", "ins" or "del", words).

    ``whole`` says that it was too long to be compared word by word.
    """

    kind: str
    runs: tuple[tuple[str, str], ...]
    whole: bool = False


@dataclass(slots=True)
class _Purse:
    left: int = BUDGET

    def pays(self, cost: int) -> bool:
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass(slots=True)
class QuoteChanges:
    """Quotes of two versions: ``altered`` with their words compared, ``added`` and ``dropped``."""

    altered: list[tuple[Row, Row, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)


def compared(old: str | None, new: str | None) -> list[Block]:
    """The paragraphs of *old* and *new*, aligned, those that have a counterpart compared word by word."""
    purse = _Purse()
    before, after = _paragraphs(old), _paragraphs(new)
    if not purse.pays(_cost(before, after)):
        return [*(_dropped(words, True) for words in before), *(_added(words, True) for words in after)]
    blocks: list[Block] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            blocks += [Block("same", (("same", words),)) for words in before[a:b]]
        else:
            blocks += _replaced(before[a:b], after[c:d], purse)
    return blocks


def _paragraphs(text: str | None) -> list[str]:
    return [paragraph for paragraph in (text or "").split("\n\n") if paragraph.strip()]


def _dropped(words: str, whole: bool = False) -> Block:
    return Block("dropped", (("del", words),), whole)


def _added(words: str, whole: bool = False) -> Block:
    return Block("added", (("ins", words),), whole)


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """Pairs of equal words: what the first step of the comparison looks at."""
    counted = Counter(new)
    return sum(counted[word] for word in old) + len(old) + len(new)


def _replaced(old: Sequence[str], new: Sequence[str], purse: _Purse) -> Iterator[Block]:
    """Paragraphs that stand in each other's place; each new one meets the next old one that it is like."""
    waiting = list(old)
    for words in new:
        near = waiting[:6]
        best = max(near, key=lambda candidate: _alike(candidate, words, purse), default=None)
        if best is None or _alike(best, words, purse) < ALIKE:
            yield _added(words)
            continue
        place = waiting.index(best)
        yield from (_dropped(gone) for gone in waiting[:place])
        del waiting[: place + 1]
        runs = _runs(best, words, purse)
        yield Block("changed", runs or (("del", best), ("ins", words)), runs is None)
    yield from (_dropped(gone) for gone in waiting)


def _alike(one: str, other: str, purse: _Purse) -> float:
    """Share of the words that two paragraphs have in common, however they are ordered."""
    if not purse.pays((len(one) + len(other)) // 20):
        return 0.0
    first, second = Counter(one.split()), Counter(other.split())
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _runs(old: str, new: str, purse: _Purse) -> tuple[tuple[str, str], ...] | None:
    """The words of both, in runs that stayed, went or came; None where that costs too much."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    left, right = before[first : len(before) - last], after[first : len(after) - last]
    if not purse.pays(_cost(left, right)):
        return None
    runs = [("same", before[:first])]
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        runs += [("same", left[a:b])] if kind == "equal" else [("del", left[a:b]), ("ins", right[c:d])]
    runs.append(("same", before[len(before) - last :]))
    return tuple((kind, "".join(words)) for kind, words in _joined(runs) if words)


def _joined(runs: Iterable[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """*runs* with a lone space between two changes taken into both: words read better than commas of change."""
    held: list[tuple[str, list[str]]] = []
    kept = [run for run in runs if run[1]]
    went: list[str] = []
    came: list[str] = []
    for place, (kind, words) in enumerate(kept):
        lone = kind == "same" and "".join(words).isspace() and 0 < place < len(kept) - 1
        if kind == "same" and not lone:
            held += [("del", went), ("ins", came), (kind, words)]
            went, came = [], []
        if kind == "del" or lone:
            went = went + words
        if kind == "ins" or lone:
            came = came + words
    return [*held, ("del", went), ("ins", came)]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def line_compared(old: str | None, new: str | None) -> tuple[tuple[str, str], ...]:
    """A headline or standfirst compared word by word."""
    return _runs(old or "", new or "", _Purse()) or (("del", old or ""), ("ins", new or ""))


def quote_changes(quotes: Iterable[Row], older: int, newer: int) -> QuoteChanges:
    """What happened to the quotes between the versions *older* and *newer*."""
    purse, changes = _Purse(), QuoteChanges()
    before = [quote for quote in quotes if quote["revision_id"] == older]
    after = [quote for quote in quotes if quote["revision_id"] == newer]
    held = Counter(map(_same, before)) & Counter(map(_same, after))
    before, after = _without(before, held), _without(after, held)
    for quote in after:
        best = max(before, key=lambda old: _likeness(old, quote, purse), default=None)
        if best is None or _likeness(best, quote, purse) < ALTERED:
            changes.added.append(quote)
            continue
        before.remove(best)
        runs = _runs(best["text"], quote["text"], purse) or (("del", best["text"]), ("ins", quote["text"]))
        changes.altered.append((best, quote, runs))
    changes.dropped += before
    return changes


def _same(quote: Row) -> tuple[Any, ...]:
    return quote["text"], quote["speaker"], quote["stance"]


def _without(quotes: Iterable[Row], held: Counter[Any]) -> list[Row]:
    left = held.copy()
    kept = []
    for quote in quotes:
        if left[_same(quote)] > 0:
            left[_same(quote)] -= 1
        else:
            kept.append(quote)
    return kept


def _likeness(old: Row, new: Row, purse: _Purse) -> float:
    if old["text"] == new["text"]:
        return 1.0
    # Other words of another speaker are another quote.
    return _alike(old["text"], new["text"], purse) if old["speaker"] == new["speaker"] else 0.0


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the filters."""
    env.filters.update({function.__name__: function for function in (compared, line_compared, quote_changes)})
