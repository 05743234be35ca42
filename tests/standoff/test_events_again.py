"""Acts that are told by "followed" or "also covered", and what only looks like an act."""

from datetime import UTC, datetime

import pytest

from standoff.entities import read_mentions
from standoff.events import read_events
from standoff.model import Article
from standoff.relevance import read_relevance

LEAD = "Turkey's regulator BTK blocked Wattpad on Monday and threatened to block Deezer and Vimeo.\n\n"


def acts(text: str) -> list[tuple[str, str | None, str | None]]:
    article = Article(
        url="https://press.example/a",
        page_type="article",
        headline="Turkey blocks Wattpad, threatens Deezer and Vimeo",
        text=LEAD + text,
        language="en",
        published_at=datetime(2025, 3, 12, tzinfo=UTC),
    )
    mentions = read_mentions(article)
    events = read_events(article, mentions, (), read_relevance(article, mentions))
    return [(event.action, event.platform, event.date) for event in events if event.start >= len(LEAD)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The regulator blocked Wattpad on March 3. Deezer followed on March 5.", ("block", "Deezer", "2025-03-05")),
        ("BTK fined Deezer on March 3. Vimeo was next.", ("fine", "Vimeo", None)),
        ("The regulator fined Deezer. The order also covered Vimeo.", ("fine", "Vimeo", None)),
        ("Deezer named a representative in 2023. Vimeo did the same in 2024.", ("appoints_presence", "Vimeo", "2024")),
        ("The ministry lifted the limits, as the companies had done. It sided with Vimeo, which sued the ministry in"
         " January.", ("sues", "Vimeo", "2025-01")),
        ("A spokesman for Deezer declined to comment.", ("no_comment", "Deezer", None)),
    ],
)  # fmt: skip
def test_an_act_is_read_where_its_verb_or_its_subject_stands_elsewhere(
    text: str, wanted: tuple[str, str, str | None]
) -> None:
    assert wanted in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "A bill that obliges Vimeo to open an office is before parliament.",
        "The police arrested a 29-year-old man who wrote on Vimeo.",
        "The ministry told providers to restore Vimeo.",
        "Deezer declined to say how many people it employs.",
        "Users of Vimeo have left the service for other apps.",
        "A spokesman for the ministry declined to comment.",
    ],
)
def test_what_only_looks_like_an_act_is_none(text: str) -> None:
    assert [action for action, _, _ in acts(text) if action != "restore"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # no deadline dates what it is set for
        ("BTK had given Vimeo until midnight on Tuesday to register.", ("demand_presence", "Vimeo", None)),
        # a day before a clause of its own is that of the act behind it
        ("In February, after BTK had threatened Vimeo with a fine, Vimeo deleted 64 videos.",
         ("complies", "Vimeo", "2025-02")),
        # the comma of a number parts nothing
        ("Vimeo handed over 3,000 records to the police in December.", ("complies", "Vimeo", "2024-12")),
    ],
)  # fmt: skip
def test_an_act_has_the_day_that_is_its_own(text: str, wanted: tuple[str, str, str | None]) -> None:
    assert wanted in acts(text)


def test_a_day_of_something_else_dates_no_act() -> None:
    assert ("block", "Vimeo", None) in acts("The regulator blocked Vimeo shortly after the February 8 elections.")


@pytest.mark.parametrize(
    ("headline", "text", "countries"),
    [
        (  # the text names only a seat; the headline the country
            "Cambodia bars Telegram from the Kingdom",
            "The posts ministry blocked Telegram on Monday. A spokesman in London declined to comment. The ministry"
            " fined Telegram as well.",
            ("KH",),
        ),
        (  # a body of another country acts as well
            "Telegram fined in Poland",
            "UOKiK fined Telegram on Monday. Poland wants more. In May the European Commission fined Telegram too."
            " Warsaw was glad.",
            ("PL", "EU"),
        ),
    ],
)
def test_a_country_is_party_whose_bodies_act_or_whom_the_headline_names(
    headline: str, text: str, countries: tuple[str, ...]
) -> None:
    article = Article(url="https://press.example/b", page_type="article", headline=headline, text=text, language="en")
    assert read_relevance(article, read_mentions(article)).countries == countries


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Deezer removed four of the nine songs that the ministry had listed.", "complies_partly"),
        ("Deezer deleted the songs at the ministry's request but left the album.", "complies_partly"),
        ("Deezer took its Kurdish playlists down in Turkey at the ministry's request.", "restricts_locally"),
        ("Deezer took the playlists down at the ministry's order.", "complies"),
        ("The regulator blocked Deezer in several provinces.", "block_partial"),
        ("The ministry banned Deezer for civil servants.", "block_partial"),
        ("The regulator blocked Deezer.", "block"),
    ],
)
def test_the_closer_of_two_like_actions_is_told(text: str, wanted: str) -> None:
    assert [action for action, platform, _ in acts(text) if platform == "Deezer"] == [wanted]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Telegram asked the High Court to lift the ban.", ("High Court",)),
        ("Telegram would ask the High Court to lift the ban.", ()),
        ("The ban was debated by a committee, and Telegram told the Senate that it was unlawful.", ()),
        ("A bill on bans was introduced in the Senate on Tuesday.", ("Senate",)),
        (
            "The Ministry of Posts and Telecommunications blocked Telegram. The posts ministry gave no reason.",
            ("Ministry of Posts and Telecommunications",),
        ),
    ],
)
def test_a_body_counts_that_is_asked_or_acts_not_one_that_somebody_means_to_ask(
    text: str, bodies: tuple[str, ...]
) -> None:
    lead = "Kenya has blocked Telegram. The government fined Telegram as well.\n\n"
    article = Article(url="https://press.example/c", page_type="article", headline="Kenya blocks Telegram",
                      text=lead + text, language="en")  # fmt: skip
    found = read_relevance(article, read_mentions(article)).bodies
    assert [body.lower() for body in found] == [body.lower() for body in bodies]
