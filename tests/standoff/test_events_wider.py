"""Acts in a wider wording: idioms, what users see, lists of services, days told in the next sentence."""

import time
from datetime import UTC, datetime

import pytest

from standoff.entities import find_names, read_mentions
from standoff.events import read_events
from standoff.model import Article, Event, Relevance

TUESDAY = datetime(2025, 6, 10, 12, tzinfo=UTC)
SETTING = {
    "en": "Uganda and the video app TikTok are at odds, the Uganda Communications Commission said.\n\n",
    "ru": "Власти Казахстана спорят с видеосервисом TikTok, сообщил Комитет информации.\n\n",
}


def told(text: str, language: str = "en", platforms: tuple[str, ...] = ("TikTok",)) -> list[Event]:
    """The events of *text*, told behind a sentence that names both sides."""
    setting = SETTING[language]
    page = Article(
        url="https://paper.example/a/2.html",
        page_type="article",
        text=setting + text,
        language=language,
        published_at=TUESDAY,
    )
    judged = Relevance(relevant=True, score=1.0, platforms=platforms, countries=("UG",))
    found = read_events(page, read_mentions(page), (), judged)
    return [event for event in found if event.start >= len(setting)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("TikTok received a 3 million euro fine in March.", "fine"),
        ("TikTok must pay 4 million euros.", "fine"),
        ("The cabinet decided to ban TikTok for a year.", "block"),
        ("TikTok fell silent across the country overnight.", "block"),
        ("The regulator blocked the app in two northern regions.", "block_partial"),
        ("Speeds on TikTok were cut by half on Monday.", "throttle"),
        ("Apple was told to pull TikTok from its store.", "store_or_host_order"),
        ("The commission ordered the app to obtain a licence.", "demand_presence"),
        ("The High Court struck down the ban.", "restore"),
        ("TikTok risks fines of up to 4 percent of its turnover.", "threaten"),
        ("The post was withheld in Uganda.", "restricts_locally"),
        ("TikTok challenged the order in court.", "sues"),
        ("Emails to the company went unanswered.", "no_comment"),
        ("The platform suspended the ministry's page.", "removes_state_account"),
        ("TikTok said it was leaving the market.", "exits"),
    ],
)
def test_wider_wording_in_english(text: str, action: str):
    assert action in [event.action for event in told(text)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("TikTok перестал открываться в понедельник.", "block"),
        ("Доступ к TikTok восстановлен.", "restore"),
        ("TikTok удалил 20 из 45 роликов.", "complies_partly"),
        ("TikTok сменил адреса, чтобы обойти блокировку.", "evades"),
        ("Компания не ответила на запрос.", "no_comment"),
    ],
)
def test_wider_wording_in_russian(text: str, action: str):
    assert action in [event.action for event in told(text, "ru")]


def test_services_listed_before_a_passive_verb_are_all_its_object():
    found = told("Telegram and Viber were blocked on Monday.", platforms=("TikTok", "Telegram", "Viber"))
    assert {event.platform for event in found if event.action == "block"} == {"Telegram", "Viber"}


def test_the_day_of_a_measure_may_stand_in_the_sentence_that_goes_on_about_it():
    found = told(
        "The commission fined TikTok 3 million euros. The penalty, which it announced on Monday, is its first."
    )
    assert [(event.action, event.date) for event in found if event.action == "fine"] == [("fine", "2025-06-09")]


def test_the_fine_of_an_owner_is_about_its_service():
    found = told("The commission fined ByteDance 3 million euros.", platforms=("TikTok", "ByteDance"))
    assert [event.platform for event in found] == ["TikTok"]


@pytest.mark.parametrize("name", ["BitChute", "Polymarket", "Xiaohongshu", "ExpressVPN", "Genshin Impact", "Sci-Hub"])
def test_the_lexicon_knows_less_common_services(name: str):
    assert [hit.entity.name for hit in find_names(f"The court blocked {name} on Monday.")] == [name]


def test_a_service_with_a_cyrillic_name_is_called_as_the_text_prints_it():
    assert [hit.called for hit in find_names("Суд оштрафовал «Одноклассники».")] == ["Одноклассники"]


def test_cost_grows_with_the_length_of_a_text_and_not_with_its_square():
    sentence = "The Uganda Communications Commission (UCC) fined TikTok 3 million euros. The regulator said so. "

    def seconds(times: int) -> float:
        began = time.process_time()
        told(sentence * times)
        return time.process_time() - began

    seconds(10)
    assert seconds(1600) < 12 * max(seconds(400), 0.05)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("three years ago", "2022"),
        ("300 years ago", "1725"),
        ("10,000 years ago", None),
        ("3 days ago", "2025-06-07"),
    ],
)
def test_a_count_of_years_is_a_year_of_the_calendar_or_nothing(when: str, day: str | None):
    assert [event.date for event in told(f"The commission fined TikTok {when}.")] == [day]


@pytest.mark.parametrize("when", ["three years ago", "30 months ago", "900 days ago", "90 weeks ago", "yesterday"])
def test_a_page_without_a_day_gives_no_days_that_count_from_it(when: str):
    text = SETTING["en"] + f"The commission fined TikTok {when}."
    page = Article(url="https://paper.example/a/2.html", page_type="article", text=text, language="en")
    judged = Relevance(relevant=True, score=1.0, platforms=("TikTok",), countries=("UG",))
    assert [event.date for event in read_events(page, read_mentions(page), (), judged)] == [None]
