"""The short texts are consistent with themselves and with the vocabulary, the two halves also with each other."""

import importlib.util
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from newsroom.answers import PLATFORM_RESPONSES

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("benchmark_texts", ROOT / "benchmarks" / "texts.py")
assert SPEC is not None
assert SPEC.loader is not None
texts = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(texts)

ACTIONS = texts.GOVERNMENT_ACTIONS | PLATFORM_RESPONSES
SIDES = {"government", "platform", "court", "parliament", "civil_society", "other"}
STAGES = {"introduced", "first_reading", "passed", "signed", "in_force"}
STANCES = set("asserts denies confirms qualifies accuses demands promises threatens declines_to_comment".split())
STYLES = {"wire", "broadcaster", "local", "business", "explainer", "agency"}
KEYS = set(
    "headline standfirst language style published relevant platforms countries bodies body quotes events people".split()
)
MARKS = '"“«'

TEXTS: list[dict[str, Any]] = [text for part in texts.PARTS for text in texts.load_texts(part)]
EACH = pytest.mark.parametrize("text", TEXTS, ids=[text["url"].split("/", 3)[3] for text in TEXTS])


def first_day(written: str) -> date:
    """Return the earliest day that a date of day, month or year can mean; raise ValueError where there is none."""
    return date.fromisoformat(written + {4: "-01-01", 7: "-01", 10: ""}[len(written)])


@EACH
def test_text_is_short_and_clean(text: dict[str, Any]) -> None:
    assert 85 <= len(text["text"].split()) <= (335 if "/wide/" in text["url"] or "/apart/" in text["url"] else 225)
    assert not re.search(r"\n{3}| \n|\n |  ", text["text"])
    assert text["style"] in STYLES
    assert text["headline"]


@EACH
def test_quotes_are_exact_and_in_order(text: dict[str, Any]) -> None:
    start = 0
    for quote in text["quotes"]:
        assert text["text"].count(quote["text"]) == 1, quote["text"]
        start, last = text["text"].index(quote["text"]), start
        assert start >= last, quote["text"]
        behind_tag = quote["kind"] == "direct" and text["text"][start - 2 : start] in {"— ", "– "}
        assert (quote["kind"] == "direct") == (text["text"][start - 1] in MARKS or behind_tag), quote["text"]
        assert quote["kind"] != "mixed" or any(mark in quote["text"] for mark in MARKS), quote["text"]
        assert not quote["text"].endswith((",", " "))


@EACH
def test_quotes_use_the_vocabulary(text: dict[str, Any]) -> None:
    for quote in text["quotes"]:
        assert quote["kind"] in {"direct", "mixed", "indirect"}
        assert quote["stance"] in STANCES
        assert quote["cue"] in text["text"], quote["cue"]
        if quote["said_on"]:
            assert date.fromisoformat(quote["said_on"]) <= datetime.fromisoformat(text["published_at"]).date()


@EACH
def test_speakers_are_named_in_the_text(text: dict[str, Any]) -> None:
    if text["language"] != "en":
        pytest.skip("names stand in the nominative in the answer and in other cases in the text")
    page = f"{text['headline']}\n{text['text']}"
    for quote in text["quotes"]:
        for part in ("speaker", "role", "organisation", "venue"):
            assert (quote[part] or "") in page, quote[part]
    for event in text["events"]:
        assert (event["actor"] or "") in page, event["actor"]
    for name in text["platforms"] + text["bodies"]:
        assert name in page


@EACH
def test_events_are_exact_and_use_the_vocabulary(text: dict[str, Any]) -> None:
    for event in text["events"]:
        assert event["evidence"] in text["text"] or event["evidence"] in text["headline"], event["evidence"]
        assert event["action"] in ACTIONS
        assert event["side"] in SIDES
        assert (event["action"] in PLATFORM_RESPONSES) == (event["side"] == "platform"), event["evidence"]
        assert event["platform"] is None or event["platform"] in text["platforms"], event["platform"]
        assert event["country"] in text["countries"]
        assert (event["action"] == "bill") == (event["stage"] in STAGES), event["evidence"]
        assert (event["action"] == "fine") == bool(event["amount"] and event["currency"]), event["evidence"]


@EACH
def test_events_lie_before_the_publication(text: dict[str, Any]) -> None:
    for event in text["events"]:
        assert (event["date"] is None) == (event["precision"] == "none")
        if event["date"]:
            assert first_day(event["date"]) <= datetime.fromisoformat(text["published_at"]).date()


@EACH
def test_only_relevant_texts_have_parties(text: dict[str, Any]) -> None:
    parties = [text["platforms"], text["countries"], text["events"]]
    assert [bool(part) for part in parties] == [text["relevant"]] * 3
    assert all(re.fullmatch("[A-Z]{2}", country) for country in text["countries"])
    assert text["relevant"] or not text["bodies"]


@pytest.mark.parametrize("part", texts.PARTS)
def test_files_have_no_unknown_keys(part: str) -> None:
    for file in (texts.FOLDER / part).iterdir():
        assert file.suffix == ".toml"
        raw = texts.tomllib.loads(file.read_text("utf-8"))
        assert set(raw) <= KEYS, file.name
        assert set(raw.get("people", {})) <= {quote["by"] for quote in raw.get("quotes", [])}, file.name


def test_halves_have_the_same_make_up() -> None:
    dev, held = (texts.make_up(texts.load_texts(half)) for half in texts.HALVES)
    assert dev["language"] == held["language"] == {"en": 17, "ru": 5, "uk": 1, "kk": 1}
    assert dev["relevant"] == held["relevant"] == {"True": 18, "False": 6}
    for kind in ("action", "kind", "stance", "precision"):
        assert 0.8 < dev[kind].total() / held[kind].total() < 1.25
    assert set(dev["action"]) == set(held["action"]) == ACTIONS
    assert set(dev["stance"]) == set(held["stance"]) == STANCES
    assert set(dev["stage"]) == set(held["stage"]) == STAGES


def test_halves_are_wide() -> None:
    whole = texts.make_up([text for half in texts.HALVES for text in texts.load_texts(half)])
    assert min(whole["action"].values()) >= 3
    assert min(whole["stage"].values()) >= 2
    assert len(whole["country"]) >= 20
    assert len(whole["platform"]) >= 20
    assert len(whole["currency"]) >= 8


def test_no_text_stands_twice() -> None:
    paragraphs = [paragraph for text in TEXTS for paragraph in text["text"].split("\n\n") if len(paragraph) > 40]
    assert len(paragraphs) == len(set(paragraphs))


def test_numbers_are_given_once_and_run_on_in_more() -> None:
    numbers = [[int(file.name[:2]) for file in sorted((texts.FOLDER / part).iterdir())] for part in texts.PARTS]
    assert numbers[:3] == [[*range(1, 25)], [*range(1, 25)], [*range(25, 25 + len(numbers[2]))]]
    assert numbers[3:] == [[*range(1, 44)], [*range(1, 19)], [*range(1, 33)], [*range(1, 17)]]


def test_more_goes_beyond_dev() -> None:
    dev, more = (texts.make_up(texts.load_texts(part)) for part in ("dev", "more"))
    assert set(more["action"]) == ACTIONS
    assert set(more["stance"]) == STANCES
    assert set(more["language"]) == {"en", "ru", "uk", "kk"}
    for kind in ("country", "platform"):
        assert len(set(more[kind]) - set(dev[kind])) >= 20, kind


def test_load_texts_knows_its_parts() -> None:
    with pytest.raises(ValueError, match="no texts are called 'third'"):
        texts.load_texts("third")
