"""Where, when and in what sense something was said. The page is of Friday, 14 June 2024."""

from datetime import UTC, datetime

import pytest

from standoff.model import Article, Quote
from standoff.quotes import read_quotes

PUBLISHED = datetime(2024, 6, 14, 9, 30, tzinfo=UTC)


def quotes_of(
    text: str, language: str = "en", published: datetime | None = PUBLISHED, host: str = "paper.example"
) -> tuple[Quote, ...]:
    return read_quotes(
        Article(url=f"https://{host}/a", page_type="article", text=text, language=language, published_at=published)
    )


@pytest.mark.parametrize(
    ("text", "said_on", "said_raw"),
    [
        ("Ada Novak said on June 3 that the page was gone.", "2024-06-03", "June 3"),
        ("Ada Novak said on Tuesday that the page was gone.", "2024-06-11", "Tuesday"),
        ("Ada Novak said on Friday that the page was gone.", "2024-06-14", "Friday"),
        ("Ada Novak said on Dec. 30 that the page was gone.", "2023-12-30", "Dec. 30"),
        ("Ada Novak said on 3 June 2022 that the page was gone.", "2022-06-03", "3 June 2022"),
        ('"The page is gone," Ada Novak said yesterday.', "2024-06-13", "yesterday"),
        ("In June, Ada Novak said that the page was gone.", None, None),
        ("Ada Novak said that the page was gone since Tuesday.", None, None),
        ("Ada Novak, in office since June 3, said that the page was gone.", None, None),
        (
            "The ban began on June 3. Ada Novak complained the same day, saying the page was gone.",
            "2024-06-03",
            "the same day",
        ),
    ],
)
def test_read_quotes_dates_a_statement(text: str, said_on: str | None, said_raw: str | None) -> None:
    quote = quotes_of(text)[-1]
    assert (quote.said_on, quote.said_raw) == (said_on, said_raw)


def test_read_quotes_leaves_a_weekday_alone_where_the_page_has_no_date() -> None:
    (quote,) = quotes_of("Ada Novak said on Tuesday that the page was gone.", published=None)
    assert quote.said_on is None


def test_read_quotes_dates_what_goes_on_with_a_dated_quote() -> None:
    first, second = quotes_of('"The page is gone," Ada Novak said on Tuesday. "It was ours."')
    assert first.said_on == second.said_on == "2024-06-11"


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Lumio said in a statement that the page was gone.", "a statement"),
        ('"It is gone," Ada Novak wrote on Facebook.', "Facebook"),
        ('"It is gone," Ada Novak said in a video on Instagram.', "Instagram"),
        ('"It is gone," Ada Novak told a briefing in Oslo.', "a briefing in Oslo"),
        ("Ada Novak said in an email to Reuters that the page was gone.", "an email to Reuters"),
        ('"It is gone," Ada Novak told Reuters.', "Reuters"),
        ('"It is gone," she said by phone.', "phone"),
        ('"It is gone," Ada Novak told reporters.', None),
        ('In a joint statement, Lumio and Varo said "it is gone" for good.', "a joint statement"),
        ('"It is gone," Ada Novak tweeted.', "Twitter"),
    ],
)
def test_read_quotes_names_the_venue(text: str, venue: str | None) -> None:
    assert quotes_of(text)[-1].venue == venue


def test_read_quotes_takes_the_outlet_itself_for_no_venue() -> None:
    (quote,) = quotes_of('"It is gone," Ada Novak told Reuters.', host="www.reuters.example")
    assert quote.venue is None


def test_read_quotes_reads_a_russian_day_and_venue_back_to_the_nominative() -> None:
    (quote,) = quotes_of("Вера Лукина написала 3 июня в фейсбуке: «Страницы больше нет».", "ru")
    assert (quote.said_on, quote.venue) == ("2024-06-03", "фейсбук")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Lumio said the page was moved.", "asserts"),
        ("Lumio denied that the page was moved.", "denies"),
        ("Lumio confirmed that the page was moved.", "confirms"),
        ("Lumio promised to move the page.", "promises"),
        ("Lumio said it would appeal.", "promises"),
        ("The harbor office threatened to close the page.", "threatens"),
        ("Tide Watch accused Lumio of hiding the page.", "accuses"),
        ("Tide Watch urged Lumio to move the page.", "demands"),
        ("Lumio declined to comment.", "declines_to_comment"),
        ("Lumio did not respond to a request for comment.", "declines_to_comment"),
        ("Lumio said it would not hand over the page.", "asserts"),
        ('Tide Watch rejected the bill as "useless".', "asserts"),
        ('"Every carrier must keep a list," said clerk Ines Duarte.', "demands"),
        ('"If no reply comes by May, the site will be blocked," said clerk Ines Duarte.', "threatens"),
    ],
)
def test_read_quotes_types_the_statement(text: str, stance: str) -> None:
    assert [quote.stance for quote in quotes_of(text)] == [stance]


def test_read_quotes_takes_denying_words_behind_a_neutral_verb_for_a_doubtful_denial() -> None:
    (quote,) = quotes_of('"We did not sign anything," Lumio spokesman Paul Weber said.')
    assert quote.stance == "denies"
    assert quote.rule.endswith("we-did-not")
    assert quote.confidence < 0.7


def test_read_quotes_calls_a_second_thought_a_qualification() -> None:
    quotes = quotes_of("Lumio confirmed that it had hired a lawyer, but said he was not its agent.")
    assert [quote.stance for quote in quotes] == ["confirms", "qualifies"]
