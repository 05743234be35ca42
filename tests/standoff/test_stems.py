"""Stems: what the forms of a word have in common."""

import pytest

from standoff.stems import stems


@pytest.mark.parametrize(
    ("one", "other"),
    [("opens", "open"), ("videos", "video"), ("blocked", "blocking"), ("блокировка", "блокировки"), ("Ёлка", "елка")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


def test_stems_leaves_words_out_that_say_nothing() -> None:
    assert stems("It was not the regulator, said a 7 t") == ["regul", "7"]
    assert stems("и это в том") == []
