"""Sentences and quotation marks as offsets."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.sentences import marked_spans, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained. It stopped.", 2),
        ("On Jan. 5 the U.S. firm left. Mr. Roo stayed.", 2),
        ('"Go," she said. "Now."', 2),
        ("Закон принят в 2020 г. в Москве. Он действует.", 2),
        ("One\n\nTwo", 2),
        ("Sales rose 3.5 percent to 1.2 million.", 1),
        ("", 0),
        (" \n\n ", 0),
    ],
)
def test_sentences_end_at_stops_and_paragraphs_only(text: str, count: int):
    assert len(sentences(text)) == count


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='aB.!? "\n«»“”', max_size=60))
def test_sentences_are_ordered_trimmed_and_lose_no_word(text: str):
    spans = sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('He said "no" and left.', ['"no"']),
        ("«Да», – сказал он.", ["«Да»"]),
        ("“It runs on\n\n“and on.”", ["“It runs on", "“and on.”"]),
    ],
)
def test_marked_spans_hold_their_marks_and_end_with_the_paragraph(text: str, marked: list[str]):
    assert [text[start:end] for start, end in marked_spans(text)] == marked
