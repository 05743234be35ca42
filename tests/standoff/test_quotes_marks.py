"""Quotation marks in pairs, by language and over paragraphs."""

import pytest

from standoff.quotes.marks import pair_marks


def inner(text: str, language: str = "en") -> list[str]:
    return [text[pair.start : pair.end] for pairs in pair_marks(text, language) for pair in pairs]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", 'He said "yes" and "no".', ["yes", "no"]),
        ("en", "He said “yes” and left.", ["yes"]),
        ("en", "“They told me ‘go home,’” she said.", ["They told me ‘go home,’"]),
        ("en", "'Go home,' she said to the baker's son.", ["Go home,"]),
        ("en", "The baker's sons' shop isn't open.", []),
        ("de", "Er sagte „ja“ und »nein«.", ["ja", "nein"]),
        ("ru", "Он сказал «да, „да“ и да».", ["да, „да“ и да"]),
        ("ru", "Он сказал «да», она — «нет».", ["да", "нет"]),
        ("en", 'A 6" pipe burst.', []),
    ],
)
def test_pair_marks_by_language(language: str, text: str, expected: list[str]) -> None:
    assert inner(text, language) == expected


def test_pair_marks_leaves_a_speech_open_at_the_end_of_its_paragraph() -> None:
    first, second = pair_marks("“One.\n\n“Two,” she said.", "en")
    assert (first[0].open_ended, first[0].resumed) == (True, False)
    assert (second[0].open_ended, second[0].resumed) == (False, True)


def test_pair_marks_resumes_a_speech_that_its_next_paragraph_only_closes() -> None:
    text = '"One day it rained.\n\nIt never stopped."'
    assert inner(text) == ["One day it rained.", "It never stopped."]
