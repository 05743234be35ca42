"""Narrative words, fingerprints, containment, and stars of copies."""

import subprocess
import sys
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.syndication import (
    FEWEST,
    narrative_words,
    overlap,
    read_narrative,
    relation_of,
    sketch,
)

TEXT = (
    "The harbour board of Selm closed two of its five quays on Friday after a crane driver found cracks in the stone. "
    "Ships that were due at the weekend must wait in the bay or sail on to Prell, where berths cost a third more. "
    "A report on the damage is expected in ten days, and engineers have asked for the drawings of the eldest quay."
)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ('He left. "I was never there at all," he said. It rained.', [["he", "left"], ["he", "said", "it", "rained"]]),
        ("Он ушёл. «Меня там никогда не было», – сказал он.", [["он", "ушел"], ["сказал", "он"]]),
        ("She named it “a bad day” and left", [["she", "named", "it", "a", "bad", "day", "and", "left"]]),
        ("„Das war mir wirklich nicht bekannt“, sagte er", [["sagte", "er"]]),
        ("She said: “A first paragraph that goes on\n\nthe next one", [["she", "said"], ["the", "next", "one"]]),
        ("The town's 'very own and quite large crane' stood", [["the", "town's"], ["stood"]]),
        ("The dockers' and the pilots' unions met", [["the", "dockers", "and", "the", "pilots", "unions", "met"]]),
    ],
)  # fmt: skip
def test_narrative_words_leaves_quotations_out(text: str, runs: list[list[str]]) -> None:
    assert list(narrative_words(text)) == runs


def test_sketch_is_the_same_in_every_process() -> None:
    code = f"from standoff.syndication import read_narrative, sketch; print(sketch(read_narrative({TEXT!r})).hashes)"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert runs == {str(sketch(read_narrative(TEXT)).hashes)}


@given(st.lists(st.sampled_from(["суд", "fined", "it’s", "б", "七"]), max_size=30))
def test_shingles_are_the_polynomial_that_archives_hold(words: list[str]) -> None:
    whole, expected = 1 << 64, set()
    for at in range(len(words) - 4):
        value = 0
        for word in words[at : at + 5]:
            digest = blake2b(word.encode(), digest_size=8).digest()
            value = (value * 0x9E3779B97F4A7C15 + int.from_bytes(digest, "big")) % whole
        value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD % whole
        expected.add(value ^ value >> 33)
    assert read_narrative(" ".join(words)).shingles == expected


def test_sketch_holds_signed_64_bit_numbers_that_a_longer_text_keeps() -> None:
    short = sketch(read_narrative(TEXT))
    long = sketch(
        read_narrative(" ".join([TEXT, *(f"Line {at} of a much longer page follows here." for at in range(40))]))
    )
    assert all(-(2**63) <= value < 2**63 for value in short.hashes)
    assert {value for value in short.hashes if value % 16 == 0} <= set(long.hashes)
    assert len(long.hashes) == long.kept


def test_overlap_of_a_text_with_itself_and_with_another() -> None:
    whole, other = (
        read_narrative(TEXT),
        read_narrative("A goose crossed the square twice, said nothing, and went home."),
    )
    assert overlap(whole, whole).containment == 1.0
    assert overlap(whole, whole).kind == "copy"
    assert overlap(whole, other).kind is None


def test_overlap_counts_a_stub_as_if_it_were_longer() -> None:
    stub = read_narrative("closed two of its five quays on Friday")
    assert overlap(read_narrative(TEXT), stub).containment == len(stub.shingles) / FEWEST


def test_overlap_leaves_block_quotations_of_either_side_out() -> None:
    letter = TEXT.split(". ")[1]
    one = read_narrative(f"{letter}. What the board wrote to its captains was read out at noon by the harbour master.")
    two = read_narrative(f"{letter}. Nobody in the inn believed a word of what had come by telegram.", [letter])
    assert overlap(one, two).containment < 0.1
    assert overlap(two, one) == overlap(one, two)


def test_a_page_set_as_one_block_quotation_keeps_its_text() -> None:
    assert overlap(read_narrative(TEXT, [TEXT]), read_narrative(TEXT)).kind == "copy"


@given(st.text(alphabet="абвгд \n\"'“”«»‘’.", max_size=80))
def test_read_narrative_takes_any_text(text: str) -> None:
    narrative = read_narrative(text)
    assert 0.0 <= overlap(narrative, narrative).containment <= 1.0
    assert len(sketch(narrative).hashes) <= len(narrative.shingles)


@pytest.mark.parametrize(
    ("original", "copy", "kind", "relation"),
    [
        (200, 190, "copy", "copy"),
        (200, 150, "copy", "excerpt"),
        (100, 200, "copy", "copy"),
        (200, 190, "shares", "rewrite"),
    ],
)
def test_relation_of(original: int, copy: int, kind: str, relation: str) -> None:
    assert relation_of(original, copy, kind) == relation
