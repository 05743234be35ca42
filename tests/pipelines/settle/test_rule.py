"""Rulings: an analyst merges, splits, renames and rules out, and every later settling respects it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines import rule
from standoff.errors import StoreError

NOW = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def two(press: Any) -> Any:
    """Two disputes: pages 1 to 3 in the first, page 4 in the second."""
    for at in range(3):
        press.run("Gazette", f"Part {at}.", f"2026-01-1{at}T10:00", parties=[("Telegram", "AM")])
    press.run("Gazette", "Apart.", "2026-01-14T10:00", parties=[("TikTok", "AM")])
    press.settle()
    return press


def places(press: Any) -> dict[int, int]:
    return dict(press.rows("select article_id, dispute_id from dispute_articles order by article_id"))


def test_merge_moves_the_pages_and_can_be_withdrawn(two: Any) -> None:
    ruling = rule.merge(two.db, 2, 1, NOW, by="A. Lund", note="one order against both")
    two.settle()
    assert places(two) == {1: 1, 2: 1, 3: 1, 4: 1}
    assert two.rows("select reason from dispute_articles where article_id = 4") == [("merged from 2",)]
    assert two.rows("select id from disputes") == [(1,)]
    assert rule.find_dispute(two.db, "2") == 1
    rule.withdraw(two.db, ruling, NOW)
    two.settle()
    assert places(two) == {1: 1, 2: 1, 3: 1, 4: 2}
    assert two.rows("select id, slug from disputes order by id") == [(1, "telegram-v-armenia"), (2, "tiktok-v-armenia")]


def test_a_page_that_comes_later_follows_the_merge(two: Any) -> None:
    rule.merge(two.db, 2, 1, NOW)
    two.settle()
    two.run("Mirror", "More on it.", "2026-01-20T10:00", parties=[("TikTok", "AM")])
    two.settle()
    assert places(two)[5] == 1


def test_a_merge_the_other_way_round_takes_the_first_one_back(two: Any) -> None:
    rule.merge(two.db, 2, 1, NOW)
    rule.merge(two.db, 1, 2, NOW)
    two.settle()
    assert set(places(two).values()) == {2}


def test_split_opens_a_dispute_with_its_own_title(two: Any) -> None:
    number = rule.split(two.db, 1, [3], NOW, title="Telegram and the ferry channels")
    two.settle()
    assert places(two) == {1: 1, 2: 1, 3: number, 4: 2}
    assert two.rows(f"select slug, title from disputes where id = {number}") == [
        ("telegram-and-the-ferry-channels", "Telegram and the ferry channels")
    ]


def test_rename_keeps_the_slug_and_can_be_withdrawn(two: Any) -> None:
    ruling = rule.rename(two.db, 1, "The  December blocks", NOW)
    two.settle()
    assert two.rows("select slug, title from disputes where id = 1") == [("telegram-v-armenia", "The December blocks")]
    rule.withdraw(two.db, ruling, NOW)
    two.settle()
    assert two.rows("select title from disputes where id = 1") == [("Telegram v. Armenia",)]


def test_rule_out_takes_a_page_or_a_whole_dispute_away(two: Any) -> None:
    rule.rule_out(two.db, 1, NOW, article=2)
    rule.rule_out(two.db, 2, NOW)
    two.settle()
    assert places(two) == {1: 1, 3: 1}
    assert two.rows("select slug from disputes") == [("telegram-v-armenia",)]


def test_rulings_outlive_a_new_reading_of_the_page(two: Any) -> None:
    number = rule.split(two.db, 1, [1], NOW)
    two.settle()
    two.run("Gazette", "Part 0, corrected.", "2026-01-10T10:00", page="story-1", parties=[("Telegram", "AM")])
    two.settle()
    assert places(two)[1] == number
    assert [row["ruling"] for row in rule.list_rulings(two.db)] == ["split"]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda db: rule.merge(db, 1, 9, NOW), "9: no dispute has this number"),
        (lambda db: rule.merge(db, 1, 1, NOW), "1: a dispute cannot be merged into itself"),
        (lambda db: rule.split(db, 1, [4], NOW), "4: this article is not in dispute 1"),
        (lambda db: rule.split(db, 1, [], NOW), "1: no article to split off is named"),
        (lambda db: rule.rename(db, 1, "  ", NOW), "1: a title is wanted"),
        (lambda db: rule.withdraw(db, 7, NOW), "7: no ruling with this number is in force"),
        (lambda db: rule.find_dispute(db, "nobody-v-nowhere"), "nobody-v-nowhere: no dispute has this slug or number"),
    ],
)
def test_a_ruling_that_makes_no_sense_is_refused(two: Any, call: Any, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        call(two.db)
    assert two.rows("select * from dispute_rulings") == []
