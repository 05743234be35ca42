"""Plain ways in which news tell each action: ``tests/fixtures/acts.tsv`` has language, action and sentence."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standoff.entities import read_mentions
from standoff.events import read_events
from standoff.model import Article
from standoff.relevance import read_relevance

FILE = Path(__file__).parents[1] / "fixtures" / "acts.tsv"
ROWS = [tuple(line.split("\t")) for line in FILE.read_text("utf-8").splitlines()]

#: What stands before each sentence, so that the page is about a dispute.
LEAD = {
    "en": (
        "Regulator blocks TikTok, Telegram and Facebook in standoff",
        "The government and TikTok, Telegram, Facebook, Google, X, Meta, YouTube are at odds over a law, and the"
        " regulator threatened a fine.\n\n",
    ),
    "ru": (
        "Роскомнадзор заблокировал Telegram",
        "Власти России и Telegram спорят о законе: Роскомнадзор потребовал от Telegram удалить ролики.\n\n",
    ),
}


def actions_of(language: str, sentence: str) -> set[str]:
    headline, lead = LEAD[language]
    article = Article(
        url="https://press.example/a",
        page_type="article",
        headline=headline,
        text=lead + sentence,
        language=language,
        published_at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    mentions = read_mentions(article)
    events = read_events(article, mentions, (), read_relevance(article, mentions))
    return {event.action for event in events if event.start >= len(lead)}


@pytest.mark.parametrize(("language", "least"), [("en", 532), ("ru", 112)])
def test_plain_ways_to_tell_an_act_are_read(language: str, least: int) -> None:
    rows = [row for row in ROWS if row[0] == language]
    missed = [row for row in rows if row[1] not in actions_of(language, row[2])]
    assert len(rows) - len(missed) >= least, missed


def test_every_action_is_told_in_several_ways() -> None:
    counts = Counter(action for language, action, _ in ROWS if language == "en")
    assert len(counts) == 34
    assert min(counts.values()) >= 3


DATED = [
    ("The regulator blocked Telegram. The decision was taken on 11 March and published a week later.", "2025-03-11"),
    ("The regulator blocked Telegram. It issued the order late on Friday.", "2025-05-02"),
    ("The court fined Telegram $400,000 in its ruling of 20 April.", "2025-04-20"),
    ("Telegram was blocked in July 2024. It appealed a month later.", "2024-08"),
    ("Meta refused that request on 3 March.", "2025-03-03"),
    ("Google on Friday deleted a channel run by the interior ministry, and labelled M1 as state media.", "2025-05-02"),
]


@pytest.mark.parametrize(("text", "day"), DATED)
def test_the_day_of_an_act_may_stand_further_on(text: str, day: str) -> None:
    headline, lead = LEAD["en"]
    article = Article(
        url="https://press.example/a",
        page_type="article",
        headline=headline,
        text=lead + text,
        language="en",
        published_at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    mentions = read_mentions(article)
    events = read_events(article, mentions, (), read_relevance(article, mentions))
    assert day in {event.date for event in events if event.start >= len(lead)}


def test_what_another_state_did_once_is_no_act_of_the_dispute() -> None:
    text = "Peru's regulator blocked WhatsApp on Friday. Brazil blocked WhatsApp for two days in December 2015."
    article = Article(
        url="https://press.example/a",
        page_type="article",
        headline="Peru blocks WhatsApp",
        text=text,
        language="en",
        published_at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    mentions = read_mentions(article)
    found = read_events(article, mentions, (), read_relevance(article, mentions))
    assert [(event.action, event.country, event.date) for event in found] == [("block", "PE", "2025-05-02")]
