"""Plain text: white space, keys and the digest of a body."""

from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.text import JOIN, fold, guarded, paragraphs, squash, text_digest


def test_squash_takes_hard_spaces_and_drops_what_has_no_width() -> None:
    assert squash(" a\u00a0b\n\tc\u200bd\u00ad ") == "a b cd"
    assert squash(None) == ""


def test_squash_keeps_the_joiner_that_persian_needs() -> None:
    assert squash("می\u200cشود") == "می\u200cشود"


def test_fold_keeps_letters_and_digits() -> None:
    assert fold("“Big Tech”, №2 — Straße!") == fold("big tech no2 strasse")


def test_text_digest_ignores_spaces_and_the_shape_of_marks() -> None:
    assert text_digest("“One” –  two\n\nthree") == text_digest('"One" - two\n\nthree')
    assert text_digest("one\n\ntwo") != text_digest("one two")


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=40), max_size=6))
def test_squashed_paragraphs_survive_joining(parts: list[str]) -> None:
    kept = [part for part in map(squash, parts) if part]
    assert paragraphs(JOIN.join(kept)) == kept
    assert text_digest(JOIN.join(kept)) == text_digest(JOIN.join(f" {part} " for part in kept))


def test_guarded_words_are_no_formulas() -> None:
    for odd in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
        assert guarded(odd) == "'" + odd
    assert [guarded(plain) for plain in ("1+1", "", None, -2.0)] == ["1+1", "", None, -2.0]
