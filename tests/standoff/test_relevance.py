"""Relevance of headlines, addresses and pages."""

import pytest

from standoff.entities import read_mentions
from standoff.model import Article, Relevance
from standoff.relevance import read_relevance, triage
from standoff.relevance.triage import slug_words


@pytest.mark.parametrize(
    ("url", "spoken"),
    [
        ("https://paper.example/a/latvia-fines-tiktok/31000001.html", "latvia fines tiktok"),
        ("https://paper.example/a/31000001.html", ""),
        ("https://paper.example/2024/05/06/riga_blocks--telegram/", "riga blocks telegram"),
        ("https://paper.example/a/%D0%B2%D0%BB%D0%B0%D1%81%D1%82%D0%B8-%D0%B8-telegram/1.html", "власти и telegram"),
        ("https://[broken/latvia-fines-tiktok", ""),
    ],
)
def test_slug_words_are_the_words_of_an_address(url: str, spoken: str):
    assert slug_words(url) == spoken


@pytest.mark.parametrize(
    "headline",
    [
        "Latvia Fines TikTok Over Election Videos",
        "Telegram refuses to hand over keys to Riga court",
        "Regulator gives Reddit a week to delete posts",
        "Estonian lawmakers pass law to curb social networks",
        "Латвия оштрафовала TikTok",
        "Роскомнадзор замедлит WhatsApp",
        "Telegram подал апелляцию на решение суда",
        "Латвія заблокувала Telegram",
        "Үкімет Telegram-ды бұғаттады",
    ],
)
def test_triage_takes_headlines_about_disputes(headline: str):
    assert triage(headline, "https://paper.example/a/1.html", None).relevant


@pytest.mark.parametrize(
    "headline",
    [
        "Mayor Posts Video On Facebook",
        "The Week In Facebook",
        "Blogger jailed for Instagram posts",
        "Snapchat owner's revenue rises",
        "Bus crash kills six near Riga",
        "Foreign Media Sowing Discord, Cleric Says",
        "Блогера арестовали за пост в Instagram",
        "Хакеры взломали аккаунт министра в Twitter",
        "",
    ],
)
def test_triage_leaves_headlines_where_a_platform_is_only_a_place(headline: str):
    assert not triage(headline, "https://paper.example/a/1.html", None).relevant


def test_triage_reads_the_address_when_there_is_no_headline():
    judged = triage(None, "https://paper.example/a/latvia-blocks-signal-messaging-app/1.html", "en")
    assert judged.relevant
    assert judged.platforms == ("Signal",)
    assert judged.countries == ("LV",)


def test_triage_says_why():
    assert triage("Latvia bans TikTok", "", "en").reasons == ("platform: TikTok", "a measure: bans")


def judge(headline: str | None, text: str, language: str | None = None) -> Relevance:
    page = Article(
        url="https://paper.example/a/1.html", page_type="article", headline=headline, text=text, language=language
    )
    return read_relevance(page, read_mentions(page))


DISPUTE = """Latvia's Media Safety Commission said on Monday that it had blocked Telegram after the company refused to
name the owners of four channels.

The commission had asked the company for the names in March. A Riga court upheld the request.

"We name nobody," Telegram spokesman Tam Ware wrote on Facebook.

Users shared the news on TikTok and through Signal, an app that France and Germany recommend.""".replace(
    "\nname", " name"
)


def test_read_relevance_names_the_parties_and_only_them():
    judged = judge("Latvia Blocks Telegram", DISPUTE)
    assert judged.relevant
    assert judged.platforms == ("Telegram",)
    assert judged.countries == ("LV",)
    assert judged.bodies == ("Media Safety Commission", "Riga court")
    assert judged.score > 0.5
    assert judged.reasons[0] == "headline: Latvia Blocks Telegram (3.0)"


def test_a_service_and_its_owner_are_both_parties_where_both_are_named():
    text = "Latvia fined Meta 2 million euros on Monday. The regulator had asked it to close Instagram accounts in May."
    assert set(judge("Latvia fines Meta over Instagram", text).platforms) == {"Meta", "Instagram"}


def test_a_page_that_is_not_relevant_has_no_parties():
    text = (
        "The Forestry Ministry banned fires on Monday. Forestry Minister Ilja Roo wrote on Facebook that police would "
        "fine those who break the rule.\n\nA video on TikTok showed smoke over Riga. The government declared a day off."
    )
    judged = judge("Latvia bans fires", text)
    assert not judged.relevant
    assert (judged.platforms, judged.countries, judged.bodies) == ((), (), ())


def test_a_users_trial_is_no_dispute_with_a_platform():
    text = (
        "A Riga court sentenced a teacher to a year in prison on Monday for comments that he posted on Telegram.\n\n"
        "Judge Una Brill said the posts insulted the army. His lawyer will appeal."
    )
    assert not judge("Teacher Jailed Over Telegram Posts", text).relevant


def test_a_headline_alone_is_judged_when_there_is_no_text():
    assert judge("Latvia blocks Telegram over channel owners", "").relevant
    assert not judge("Night market goes online", "").relevant
    assert not judge(None, "").relevant


def test_a_russian_page_names_bodies_in_the_nominative():
    text = (
        "Министерство транспорта и связи Латвии 3 марта заблокировало Telegram.\n\n"
        "В Министерстве транспорта и связи Латвии сообщили, что просили компанию удалить два канала."
    )
    judged = judge("Латвия заблокировала Telegram", text, "ru")
    assert judged.relevant
    assert judged.bodies == ("Министерство транспорта и связи Латвии",)
    assert judged.countries == ("LV",)
