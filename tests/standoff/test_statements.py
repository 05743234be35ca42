"""Statements: the same one in two reports, and words that few quotes have."""

import pytest

from standoff.statements import Pool, Said, is_same_statement


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("we had no part in drafting this text", "we had no part in drafting this text", True),
        ("we had no part in drafting this text and saw nothing of it", "we had no part in drafting this text", True),
        ("we had no part in drafting this text", "we have taken every part in writing that book", False),
        ("we will appeal", "we will appeal", True),
        ("we will appeal", "we will appeal soon", False),
    ],
)
def test_is_same_statement(one: str, other: str, same: bool) -> None:
    assert is_same_statement(one.split(), other.split()) is same
    assert is_same_statement(other.split(), one.split()) is same


def said(quote: int, *stems: str, around: tuple[str, ...] = ()) -> Said:
    return Said(
        quote=quote, statement=quote, article=1, start=quote, paragraph=0, party="", side="other", stance="asserts",
        published=0.0, stems=stems, around=around,
    )  # fmt: skip


def test_likeness_is_a_cosine_in_which_rare_words_weigh_more() -> None:
    quay, tax, both, goose = (
        said(1, "quay", "board"),
        said(2, "tax", "board"),
        said(3, "quay", "board"),
        said(4, "goose"),
    )
    pool = Pool(1, [quay, tax, both, goose])
    assert pool.likeness(quay, both) == pytest.approx(1.0)
    assert 0.0 < pool.likeness(tax, quay) < pool.likeness(quay, both)
    assert pool.likeness(quay, goose) == 0.0


def test_a_word_beside_the_quote_counts_half() -> None:
    inside, beside, other = said(1, "quay"), said(2, "tax", around=("quay",)), said(3, "board")
    pool = Pool(1, [inside, beside, other])
    assert 0.0 < pool.likeness(inside, beside) < 0.5


def test_a_quote_without_words_is_like_none() -> None:
    pool = Pool(1, [said(1), said(2, "quay")])
    assert pool.likeness(pool.quotes[0], pool.quotes[1]) == 0.0


def test_the_day_of_a_quote_is_that_of_its_page_where_it_has_none() -> None:
    assert said(1).on == 0
