"""Acts in a dispute: action, actor, platform, day, amount, stage, and what does not count."""

from datetime import UTC, datetime

import pytest

from standoff.entities import read_mentions
from standoff.events import read_events
from standoff.model import Article, Event, Quote, Relevance

MONDAY = datetime(2024, 6, 17, 12, tzinfo=UTC)


def events(
    text: str, language: str = "en", platforms: tuple[str, ...] = ("Telegram",), country: str = "LV"
) -> tuple[Event, ...]:
    page = Article(
        url="https://paper.example/a/1.html", page_type="article", text=text, language=language, published_at=MONDAY
    )
    judged = Relevance(relevant=True, score=1.0, platforms=platforms, countries=(country,))
    return read_events(page, read_mentions(page), (), judged)


def acts(text: str, language: str = "en", platforms: tuple[str, ...] = ("Telegram",)) -> list[str]:
    return [event.action for event in events(text, language, platforms)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Latvia blocked Telegram on Friday.", "block"),
        ("Access to Telegram was restricted in Riga on June 3.", "block"),
        ("Police blocked two Telegram channels.", "block_partial"),
        ("The regulator has been slowing Telegram since May.", "throttle"),
        ("A Riga court fined Telegram 3,000 euros.", "fine"),
        ("The regulator threatened to block Telegram.", "threaten"),
        ("The ministry warned Telegram that it would be blocked if it stayed silent.", "threaten"),
        ("The regulator asked Telegram to delete 12 posts.", "demand_removal"),
        ("The security service ordered Telegram to hand over the encryption keys.", "demand_data"),
        ("The government told Telegram to open an office in Riga.", "demand_presence"),
        ("The regulator requires Telegram to store its data in Latvia.", "data_localisation"),
        ("Prosecutors launched an investigation into Telegram.", "investigate"),
        ("A Riga court ruled that Telegram must answer.", "court_order"),
        ("A Riga court declared Telegram an extremist organization.", "designate"),
        ("Police arrested the founder of Telegram.", "arrest_or_charge"),
        ("Police seized two of Telegram's servers.", "seize_or_freeze"),
        ("The regulator ordered providers to block Telegram.", "store_or_host_order"),
        ("The ministry announced an agreement with Telegram.", "announce_agreement"),
        ("The regulator lifted its ban on Telegram.", "restore"),
        ("Lawmakers passed a bill on messengers.", "bill"),
        ("Telegram complied with the order.", "complies"),
        ("Telegram removed only two of the channels.", "complies_partly"),
        ("Telegram has restricted the posts for users in Latvia.", "restricts_locally"),
        ("Telegram refused to name the owners.", "refuses"),
        ("Telegram denied that it had signed anything.", "denies_claim"),
        ("Telegram called the ministry's statement misleading.", "disputes_account"),
        ("Telegram confirmed that it had got the letter.", "confirms"),
        ("Telegram filed an appeal.", "appeals"),
        ("Telegram sued the regulator.", "sues"),
        ("Telegram is in talks with the ministry.", "negotiates"),
        ("Telegram named a local representative.", "appoints_presence"),
        ("Telegram closed its office in Riga.", "exits"),
        ("Telegram set up mirror sites.", "evades"),
        ("Telegram did not respond to a request for comment.", "no_comment"),
        ("Telegram deleted the accounts of the state broadcaster.", "removes_state_account"),
        ("Telegram labeled the channel as state-controlled media.", "labels_state_media"),
    ],
)
def test_read_events_knows_the_vocabulary(text: str, action: str):
    assert acts(text) == [action]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Регулятор заблокировал Telegram.", "block"),
        ("Доступ к Telegram ограничен с понедельника.", "block"),
        ("Власти замедлили Telegram.", "throttle"),
        ("Суд оштрафовал Telegram на 3 миллиона рублей.", "fine"),
        ("Министерство пригрозило заблокировать Telegram.", "threaten"),
        ("Регулятор потребовал от Telegram удалить два канала.", "demand_removal"),
        ("Спецслужба потребовала от Telegram передать ключи шифрования.", "demand_data"),
        ("Регулятор обязал Telegram открыть представительство.", "demand_presence"),
        ("Прокуратура начала проверку в отношении Telegram.", "investigate"),
        ("Регулятор разблокировал Telegram.", "restore"),
        ("Парламент принял закон о мессенджерах.", "bill"),
        ("Telegram отказался передать данные.", "refuses"),
        ("Telegram опроверг слова министра.", "denies_claim"),
        ("В Telegram не ответили на запрос.", "no_comment"),
        ("Telegram обжаловал решение.", "appeals"),
        ("Telegram выполнил требования суда.", "complies"),
    ],
)
def test_read_events_in_russian(text: str, action: str):
    assert acts(text, "ru") == [action]


@pytest.mark.parametrize(
    ("text", "language", "action"),
    [
        ("Регулятор заблокував Telegram.", "uk", "block"),
        ("Telegram відмовився виконати вимогу.", "uk", "refuses"),
        ("Министрлік Telegram-ды бұғаттады.", "kk", "block"),
    ],
)
def test_read_events_knows_the_basics_of_ukrainian_and_kazakh(text: str, language: str, action: str):
    assert acts(text, language) == [action]


@pytest.mark.parametrize(
    "text",
    [
        "Latvia has not blocked Telegram.",
        "The regulator can fine Telegram under the law.",
        "Telegram will appeal.",
        "A rights group said Latvia had throttled Telegram.",
        "The ministry said Telegram had removed the posts.",
        "The ministry denied that it had blocked Telegram.",
        "Prosecutors banned him from leaving Riga.",
        '"We have appealed to nobody," the ministry said of Telegram.',
        "Telegram removed the posts because they broke its own rules.",
        "Nobody knows whether the regulator had asked Telegram to close the channel.",
    ],
)
def test_what_is_negated_planned_or_claimed_by_the_other_side_is_no_event(text: str):
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("Latvia blocked Telegram on Friday.", "2024-06-14", "day"),
        ("Latvia blocked Telegram on June 3.", "2024-06-03", "day"),
        ("Latvia blocked Telegram on November 3.", "2023-11-03", "day"),
        ("Latvia blocked Telegram on 3 November 2022.", "2022-11-03", "day"),
        ("Latvia blocked Telegram yesterday.", "2024-06-16", "day"),
        ("The ministry said on June 5 that it had blocked Telegram a day earlier.", "2024-06-04", "day"),
        ("Latvia blocked Telegram in mid-May.", "2024-05", "month"),
        ("Latvia blocked Telegram last October.", "2023-10", "month"),
        ("Latvia blocked Telegram in 2022.", "2022", "year"),
        ("Latvia blocked Telegram.", None, "none"),
        ("Latvia blocked Telegram after it missed a deadline of June 1.", None, "none"),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(text: str, date: str | None, precision: str):
    (event,) = [event for event in events(text) if event.action == "block"]
    assert (event.date, event.precision) == (date, precision)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Регулятор заблокировал Telegram 3 июня.", "2024-06-03"),
        ("Накануне регулятор заблокировал Telegram.", "2024-06-16"),
        ("В пятницу регулятор заблокировал Telegram.", "2024-06-14"),
        ("В сентябре 2023 года регулятор заблокировал Telegram.", "2023-09"),
    ],
)
def test_russian_dates(text: str, date: str):
    (event,) = events(text, "ru")
    assert event.date == date


def test_two_days_joined_by_and_are_two_events():
    text = "The ministry sent two written requests to Telegram, on May 3 and June 4."
    assert [event.date for event in events(text)] == ["2024-05-03", "2024-06-04"]


def test_a_day_by_which_something_must_happen_dates_no_threat():
    (event,) = events("The ministry threatened to block Telegram on July 1.")
    assert event.date is None


@pytest.mark.parametrize("when", ["on Friday", "three years ago", "900 years ago", "two months ago", "in three months"])
def test_without_a_day_of_publication_only_full_dates_count(when: str):
    page = Article(
        url="https://paper.example/a/1.html",
        page_type="article",
        text=f"Latvia blocked Telegram {when}. It fined Telegram on May 3, 2023.",
    )
    judged = Relevance(relevant=True, score=1.0, platforms=("Telegram",), countries=("LV",))
    found = read_events(page, read_mentions(page), (), judged)
    assert [(event.action, event.date) for event in found] == [("block", None), ("fine", "2023-05-03")]


@pytest.mark.parametrize(
    ("text", "language", "amount", "currency"),
    [
        ("A court fined Telegram 6 million roubles ($65,600).", "en", 6_000_000, "RUB"),
        ("A court fined Telegram $1.5 million.", "en", 1_500_000, "USD"),
        ("A court fined Telegram 120,000 laris.", "en", 120_000, "GEL"),
        ("A court fined Telegram.", "en", None, None),
        ("Суд оштрафовал Telegram на 800 тысяч рублей.", "ru", 800_000, "RUB"),
        ("Суд оштрафовал Telegram на 1,9 миллиона тенге.", "ru", 1_900_000, "KZT"),
    ],
)
def test_a_fine_has_its_amount_and_currency(text: str, language: str, amount: float | None, currency: str | None):
    (event,) = events(text, language)
    assert (event.amount, event.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("Uzbekistan on Monday fined Telegram 3 million soms.", "UZ", "UZS"),
        ("Kyrgyzstan on Monday fined Telegram 3 million soms.", "KG", "KGS"),
        ("Pakistan on Monday fined Telegram 5 million rupees.", "PK", "PKR"),
        ("India on Monday fined Telegram 5 million rupees.", "IN", "INR"),
        ("Australia on Monday fined Telegram 5 million dollars.", "AU", "USD"),
    ],
)
def test_money_with_one_word_in_many_countries_is_that_of_the_country(text: str, country: str, currency: str):
    (event,) = events(text, country=country)
    assert (event.country, event.currency) == (country, currency)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Lawmakers introduced a bill on messengers in May.", "introduced"),
        ("Lawmakers passed a bill on messengers in its first reading.", "first_reading"),
        ("Parliament adopted the law on messengers.", "passed"),
        ("President Una Brill signed the law on messengers.", "signed"),
        ("The law on messengers took effect in May.", "in_force"),
    ],
)
def test_a_bill_has_its_stage_and_no_platform(text: str, stage: str):
    (event,) = events(text)
    assert (event.action, event.stage, event.platform) == ("bill", stage, None)


def test_the_actor_is_named_by_its_body_and_keeps_its_side():
    text = "Latvia's Media Safety Commission is new. On Friday the regulator blocked Telegram."
    (event,) = events(text)
    assert (event.side, event.actor, event.country) == ("government", "Media Safety Commission", "LV")


def test_providers_that_carry_out_a_block_are_another_side():
    (event,) = events("Mobile operators blocked Telegram on Friday.")
    assert event.side == "other"


def test_a_measure_on_several_services_is_an_event_for_each():
    found = events("Latvia blocked Telegram and Viber.", platforms=("Telegram", "Viber"))
    assert [(event.action, event.platform) for event in found] == [("block", "Telegram"), ("block", "Viber")]


def test_an_answer_of_the_owner_is_about_the_service_in_dispute():
    text = "Latvia slowed Instagram on Friday. Meta declined to comment."
    found = events(text, platforms=("Instagram", "Meta"))
    assert [(event.action, event.platform) for event in found] == [
        ("throttle", "Instagram"),
        ("no_comment", "Instagram"),
    ]


def test_the_same_act_told_twice_is_one_event_under_its_day():
    text = "Latvia has blocked Telegram.\n\nThe ministry said it blocked Telegram on June 3."
    (event,) = events(text)
    assert event.date == "2024-06-03"


def test_two_dates_for_two_fines_are_two_events():
    text = "A Riga court fined Telegram on Friday. The same court imposed a smaller fine in December."
    assert [event.date for event in events(text)] == ["2024-06-14", "2023-12"]


def test_a_quote_counts_for_its_speaker():
    text = 'Police stopped. "We have made no commitment to anybody," Ada Fenn said of the app.'
    start = text.index("We")
    quote = Quote(start=start, end=text.index('," Ada'), text="", kind="direct", speaker="Telegram")
    page = Article(url="https://paper.example/a", page_type="article", text=f"Telegram is new. {text}", language="en")
    moved = Quote(start=quote.start + 17, end=quote.end + 17, text="", kind="direct", speaker="Telegram")
    judged = Relevance(relevant=True, score=1.0, platforms=("Telegram",), countries=("LV",))
    found = read_events(page, read_mentions(page), (moved,), judged)
    assert [event.action for event in found] == ["denies_claim"]


def test_evidence_is_a_clause_of_the_text():
    text = "In May, Latvia blocked Telegram on a court's order, officials said."
    (event,) = [event for event in events(text) if event.action == "block"]
    assert text[event.start : event.end] == "Latvia blocked Telegram on a court's order"


def test_a_page_that_is_not_relevant_or_has_no_text_has_no_events():
    page = Article(url="https://paper.example/a", page_type="article", text="Latvia blocked Telegram.")
    assert read_events(page, (), (), Relevance(relevant=False, score=0.0)) == ()
    assert events("") == ()
