"""What the optional dependency parse adds, and that nothing changes without it. Every sentence here is invented."""

import importlib.util
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.model import Article, Quote
from standoff.quotes import parse, read_quotes

ROOT = Path(__file__).parents[2]
INSTALLED = importlib.util.find_spec("spacy") is not None and parse.parser() is not None
needs_spacy = pytest.mark.skipif(not INSTALLED, reason="spaCy and its model are not installed (make test-nlp)")

MISSED = (
    "For the ministry, whose staff has shrunk by half since the election, the spokesman yesterday evening admits "
    "the site was blocked by mistake."
)
CUT = "One of the engineers who built the tower for Nordtel said the mast was unsafe."


def read(text: str, language: str = "en") -> list[Quote]:
    found = read_quotes(Article(url="https://paper.example/a", page_type="article", text=text, language=language))
    assert all(text[quote.start : quote.end] == quote.text for quote in found)
    return list(found)


@pytest.fixture
def switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(parse.SWITCH, "1")


@needs_spacy
@pytest.mark.usefixtures("switched_on")
def test_the_parse_finds_a_clause_that_the_rules_miss() -> None:
    [quote] = read(MISSED)
    assert (quote.text, quote.mention, quote.cue) == ("the site was blocked by mistake", "the spokesman", "admits")
    assert quote.rule.startswith("parse-clause")
    assert quote.confidence < 1


@needs_spacy
@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    ("text", "said", "mention"),
    [
        (CUT, "the mast was unsafe", "One of the engineers"),
        (
            "Marta Olsen, once a judge and now, after eleven years in three offices of the state and two of the city, "
            "head of the water office, last week in a long letter to the council argued that the dam would leak.",
            "the dam would leak",
            "Marta Olsen",
        ),
    ],
)
def test_the_parse_names_the_subject_that_the_rules_cut(text: str, said: str, mention: str) -> None:
    [quote] = read(text)
    assert (quote.text, quote.mention) == (said, mention)
    assert "parse-subject" in quote.rule.split("/")


@needs_spacy
@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    "text",
    [
        "The minister wants the network to close.",
        "The minister hopes that the network will close.",
        "Marta Olsen did not say that the ban was lawful.",
        "The spokeswoman would not say whether the order had been served.",
        "Figures show that the network lost users.",
    ],
)
def test_the_parse_takes_no_wish_and_nothing_unsaid_for_speech(text: str) -> None:
    assert [quote for quote in read(text) if "parse" in quote.rule] == []


@needs_spacy
@pytest.mark.usefixtures("switched_on")
def test_the_parse_leaves_other_languages_and_what_is_beyond_its_limit_to_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not any("parse" in quote.rule for quote in read(MISSED, "de"))
    monkeypatch.setattr(parse, "MOST", 20)
    assert read(MISSED) == []


@needs_spacy
def test_the_parse_gives_the_same_answer_in_every_process() -> None:
    script = (
        "from standoff.model import Article\nfrom standoff.quotes import read_quotes\n"
        f"text = {' '.join([MISSED, CUT])!r}\n"
        "print(read_quotes(Article(url='https://paper.example/a', page_type='article', text=text, language='en')))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, parse.SWITCH: "1", "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(answers) == 1
    assert "parse-clause" in answers.pop()


def test_nothing_is_parsed_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(parse.SWITCH, raising=False)
    monkeypatch.setattr(parse, "parser", lambda: pytest.fail("the model is loaded though nobody asked"))
    assert read(MISSED) == []
    [quote] = read(CUT)
    assert "parse" not in quote.rule


def test_the_rules_answer_with_a_warning_where_the_parse_is_asked_for_and_missing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plain = read(CUT)
    monkeypatch.setenv(parse.SWITCH, "1")
    monkeypatch.setitem(sys.modules, "spacy", None)
    parse.parser.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert read(CUT) == plain
        assert read(MISSED) == []
    parse.parser.cache_clear()
    assert len([line for line in caplog.messages if "rules alone" in line]) == 1
