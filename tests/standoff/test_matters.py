"""Two matters of one pair, and one matter over years."""

from collections.abc import Sequence
from typing import Any

import pytest

from standoff.matters import Trace, join_recalled, split_matters


def trace(article: int, day: int, **fields: Any) -> Trace:
    sets = {name: frozenset(value) for name, value in fields.items() if name != "language"}
    return Trace(article=article, day=day, language=fields.get("language", "en"), **sets)


def unlike(_: Sequence[int], __: Sequence[int]) -> bool:
    return False


FINE, BLOCK = ("fine", "2026-01-05"), ("block", "2026-03-01")


@pytest.mark.parametrize(
    ("traces", "groups"),
    [
        ([trace(1, 0, acts=[FINE]), trace(2, 40, acts=[BLOCK])], [(1,), (2,)]),
        ([trace(1, 0, acts=[FINE]), trace(2, 3, acts=[BLOCK])], [(1, 2)]),
        ([trace(1, 0, acts=[FINE]), trace(2, 40, acts=[FINE, BLOCK])], [(1, 2)]),
        ([trace(1, 0, acts=[FINE]), trace(2, 40, acts=[("fine", "2026-01")])], [(1, 2)]),
        ([trace(1, 0, acts=[("refuses", "2026-01")]), trace(2, 40, acts=[("refuses", "2026-01")])], [(1,), (2,)]),
        ([trace(1, 0, persons=["ana brel"]), trace(2, 40, persons=["ana brel"])], [(1, 2)]),
        ([trace(1, 0, persons=["ana brel"]), trace(2, 60, persons=["ana brel"])], [(1,), (2,)]),
        ([trace(1, 0, acts=[FINE], kin=["wire 1"]), trace(2, 20, acts=[BLOCK], kin=["wire 1"])], [(1, 2)]),
        ([trace(1, 0, acts=[FINE]), trace(2, 40, acts=[BLOCK], language="ru")], [(1, 2)]),
        ([trace(1, 0, acts=[FINE]), trace(2, 40)], [(1, 2)]),
        ([trace(1, 0, acts=[FINE]), trace(2, 40, acts=[BLOCK]), trace(3, 60)], [(1,), (2, 3)]),
    ],
)
def test_split_matters(traces: list[Trace], groups: list[tuple[int, ...]]) -> None:
    assert split_matters(traces, unlike) == groups
    assert split_matters(reversed(traces), unlike) == groups


def test_pages_alike_in_their_words_are_one_matter() -> None:
    assert split_matters([trace(1, 0, acts=[FINE]), trace(2, 40, acts=[BLOCK])], lambda one, other: True) == [(1, 2)]


def test_a_later_group_that_recalls_a_measure_is_joined_to_it() -> None:
    # day 20458 is 5 January 2026
    news = [trace(1, 20458, acts=[("block", "2026-01-04")])]
    later = [trace(2, 20858, acts=[("block", "2026-01"), ("restore", "2027-02-09")])]
    other = [trace(3, 21258, acts=[("fine", "2028-03-01")])]
    assert join_recalled([news, later, other]) == [[0, 1], [2]]
    assert join_recalled([[trace(1, 20458, acts=[("refuses", "2026-01-04")])], later]) == [[0], [1]]
