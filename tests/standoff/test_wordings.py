"""Acts that are told by words in any order, and what keeps a clause from telling one."""

import pytest

from standoff.errors import CatalogueError
from standoff.events import wordings
from standoff.events.acts import find_deeds
from standoff.events.wordings import find_wordings


def told(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [
        (one.wording.action, text[one.start : one.end])
        for _, found in find_wordings(text, [(0, len(text))], language)
        for one in found
    ]


@pytest.mark.parametrize(
    ("language", "text", "action", "word"),
    [
        ("ru", "проверку регулятор начал в январе", "investigate", "начал"),
        ("ru", "регулятор начал проверку в январе", "investigate", "начал"),
        ("ru", "дело против google ведомство возбудило 19 апреля", "investigate", "возбудило"),
        ("ru", "жители не могут открыть без vpn twitter и tiktok", "block", "не могут"),
        ("ru", "в силу они вступили 16 апреля", "bill", "в силу"),
        ("en", "the legislature gave its approval, 41 to 2, to a bill on accounts", "bill", "gave"),
        ("en", "users across the country struggled to open twitter on monday", "throttle", "struggled to"),
        ("en", "the government ordered tiktok to wind up its business in the country", "block_partial", "ordered"),
    ],
)
def test_the_words_of_an_act_stand_in_any_order(language: str, text: str, action: str, word: str) -> None:
    assert (action, word) in told(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "the ministry began a series of dinners, which an inquiry had interrupted",  # another clause
        "no fine was imposed on the company",  # "no" stands with it
        "the regulator began, in a year of floods and of strikes that nobody had foreseen at all, a probe",  # too far
        "beginner's inquiries",  # no word of the list
    ],
)
def test_words_apart_tell_nothing(text: str) -> None:
    assert told(text) == []


def test_a_wording_stands_behind_all_patterns() -> None:
    text = "the commission opened an investigation into telegram"
    [deeds] = find_deeds(text, [(0, len(text))], "en")
    opened = [deed for deed in deeds if deed.act.action == "investigate"]
    assert min(opened, key=lambda deed: deed.act.rank).act.pattern is not None
    assert any(deed.act.pattern is None for deed in opened)


def test_an_unknown_class_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"en": {"words": {"cut": ["cut"]}, "wording": [{"action": "block", "by": "government", "all": ["kut"]}]}}
    monkeypatch.setattr(wordings, "load_lexicon", lambda name: broken)
    wordings._vocabulary.cache_clear()
    try:
        with pytest.raises(CatalogueError, match=r"wordings.toml: en wording 1: no class of words is called kut"):
            wordings.wordings("en")
    finally:
        wordings._vocabulary.cache_clear()
