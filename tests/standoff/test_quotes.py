"""Statements and who made them. Every sentence here is invented."""

from datetime import UTC, datetime

import pytest

from standoff.model import Article, Quote
from standoff.quotes import read_quotes
from standoff.quotes.tongue import tongue_of

PUBLISHED = datetime(2024, 6, 14, 9, 30, tzinfo=UTC)  # a Friday


def quotes_of(text: str, language: str = "en", url: str = "https://paper.example/a/1.html") -> tuple[Quote, ...]:
    """Read *text* as a page of 14 June 2024; every offset is checked on the way."""
    article = Article(url=url, page_type="article", text=text, language=language, published_at=PUBLISHED)
    found = read_quotes(article)
    for quote in found:
        assert text[quote.start : quote.end] == quote.text
    return found


def pairs(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in quotes_of(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We were never asked," said Marta Olsen.', [("We were never asked", "Marta Olsen")]),
        ('"We were never asked," Marta Olsen said.', [("We were never asked", "Marta Olsen")]),
        ('Marta Olsen said: "We were never asked."', [("We were never asked.", "Marta Olsen")]),
        ("“We were never asked,” said Rep. Marta Olsen.", [("We were never asked", "Marta Olsen")]),
        ("“We were never asked,” Mr. Olsen said.", [("We were never asked", "Olsen")]),
        ("'We were never asked,' said Marta Olsen.", [("We were never asked", "Marta Olsen")]),
        ("«We were never asked,» said Marta Olsen.", [("We were never asked", "Marta Olsen")]),
        (
            '"We were never asked," Marta Olsen said on Monday. "Nobody called."',
            [("We were never asked", "Marta Olsen"), ("Nobody called.", "Marta Olsen")],
        ),
        (
            '"If the office stays shut," Marta Olsen told reporters, "we will go to court."',
            [("If the office stays shut", "Marta Olsen"), ("we will go to court.", "Marta Olsen")],
        ),
        (
            '"It is a fault," the carrier said. "It is a ban," replied engineer Hugo Stern.',
            [("It is a fault", "carrier"), ("It is a ban", "Hugo Stern")],
        ),
    ],
)
def test_read_quotes_finds_direct_speech(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
    assert {quote.kind for quote in quotes_of(text)} == {"direct"}


@pytest.mark.parametrize(
    ("text", "said", "speaker", "kind"),
    [
        ("Marta Olsen said that the filter had failed.", "the filter had failed", "Marta Olsen", "indirect"),
        (
            "Marta Olsen says the filter violates the charter.",
            "the filter violates the charter",
            "Marta Olsen",
            "indirect",
        ),
        (
            "The filter has failed twice, Marta Olsen said on Monday.",
            "The filter has failed twice",
            "Marta Olsen",
            "indirect",
        ),
        ("According to Marta Olsen, the filter has failed.", "the filter has failed", "Marta Olsen", "indirect"),
        (
            "The filter has failed, according to engineer Marta Olsen.",
            "The filter has failed",
            "Marta Olsen",
            "indirect",
        ),
        ("Marta Olsen denied having seen the order.", "having seen the order", "Marta Olsen", "indirect"),
        ("Marta Olsen promised to publish the order.", "to publish the order", "Marta Olsen", "indirect"),
        ("Marta Olsen accused the carrier of hiding it.", "the carrier of hiding it", "Marta Olsen", "indirect"),
        ("Marta Olsen urged the council to wait.", "the council to wait", "Marta Olsen", "indirect"),
        (
            'Marta Olsen said the filter "has failed twice" since May.',
            'the filter "has failed twice" since May',
            "Marta Olsen",
            "mixed",
        ),
        ('Marta Olsen called it "a very poor joke".', "a very poor joke", "Marta Olsen", "direct"),
        (
            "Marta Olsen was quoted by state radio as saying that the filter had failed.",
            "the filter had failed",
            "Marta Olsen",
            "indirect",
        ),
        ("As Marta Olsen told the council, the filter has failed.", "the filter has failed", "Marta Olsen", "indirect"),
        (
            "Lumio did not immediately respond to a request for comment.",
            "did not immediately respond to a request for comment",
            "Lumio",
            "indirect",
        ),
    ],
)
def test_read_quotes_finds_reported_speech(text: str, said: str, speaker: str, kind: str) -> None:
    (quote,) = quotes_of(text)
    assert (quote.text, quote.speaker, quote.kind) == (said, speaker, kind)


@pytest.mark.parametrize(
    "text",
    [
        'The council passed a bill on so-called "hostile platforms" and on "unclean" words.',
        'The play "A Winter Behind The Wall" opens on Sunday.',
        "The council's members' list didn't name Lumio's owners.",
        "The report on the filter and the claims of its makers fill two shelves.",
        "An aide who asked not to be named left the room.",
        "The carrier ordered Lumio to remove the page.",
        "Neither side has said who pays.",
        "The United States faced a long winter.",
    ],
)
def test_read_quotes_leaves_other_marks_and_verbs_alone(text: str) -> None:
    assert quotes_of(text) == ()


def test_read_quotes_ends_a_clause_at_a_second_cue() -> None:
    text = 'Hugo Stern confirmed that the order exists but said it "was never sent," adding that he would look for it.'
    assert pairs(text) == [
        ("the order exists", "Hugo Stern"),
        ('it "was never sent,"', "Hugo Stern"),
        ("he would look for it", "Hugo Stern"),
    ]


def test_read_quotes_cuts_the_reporters_aside() -> None:
    text = "Lumio denied that it had met the minister, a day after the ministry published a photo of the talks."
    assert pairs(text) == [("it had met the minister", "Lumio")]


def test_read_quotes_follows_a_speech_over_paragraphs() -> None:
    text = (
        "Teacher Ada Novak said the rule is too wide.\n\n"
        "“It shuts the library’s page.\n\n"
        "“It shuts ours too,” she told the Daily Crane."
    )
    assert pairs(text) == [
        ("the rule is too wide", "Ada Novak"),
        ("It shuts the library’s page.", "Ada Novak"),
        ("It shuts ours too", "Ada Novak"),
    ]


def test_read_quotes_gives_a_paragraph_to_the_tag_before_it() -> None:
    text = 'Ada Novak then wrote,\n\n"The page was gone by noon and nobody would say why it went."'
    assert pairs(text)[-1] == ("The page was gone by noon and nobody would say why it went.", "Ada Novak")


def test_read_quotes_takes_the_noun_before_a_colon() -> None:
    text = 'Novak\'s answer was brief: "We sell bread."'
    (quote,) = quotes_of(text)
    assert (quote.text, quote.speaker, quote.cue) == ("We sell bread.", "Novak", "answer")


def test_read_quotes_keeps_an_unclaimed_speech_without_a_speaker() -> None:
    text = "The street was empty by six.\n\n“You could hear the snow melt on all of the roofs.”"
    (quote,) = quotes_of(text)
    assert (quote.speaker, quote.rule) == (None, "no-tag")
    assert quote.confidence < 0.5


def test_read_quotes_survives_an_odd_number_of_marks() -> None:
    text = '"The gate is open, said Ada Novak.\n\n"The gate is shut," said Hugo Stern.'
    assert ("The gate is shut", "Hugo Stern") in pairs(text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "«Мы ждали до вечера», — сказала учительница Вера Лукина.", [("Мы ждали до вечера", "Вера Лукина")]),
        ("ru", "Вера Лукина написала: «Мы ждали до вечера».", [("Мы ждали до вечера", "Вера Лукина")]),
        ("ru", "Вера Лукина заявила, что страница исчезла.", [("страница исчезла", "Вера Лукина")]),
        ("ru", "По словам учителя Петра Лукина, страница исчезла.", [("страница исчезла", "Петр Лукин")]),
        ("ru", "По мнению юриста Анны Лукиной, закон вреден.", [("закон вреден", "Анна Лукина")]),
        (
            "ru",
            "— Мы ждали, — сказал Лукин. — Никто не пришёл.",
            [("Мы ждали", "Лукин"), ("Никто не пришёл.", "Лукин")],
        ),
        (
            "ru",
            "«Мы ждали, – рассказывает Вера Лукина, хозяйка пекарни. – Никто не пришёл».",
            [("Мы ждали", "Вера Лукина"), ("Никто не пришёл", "Вера Лукина")],
        ),
        ("ru", "Депутаты спорили о так называемых «вредных словах».", []),
        ("uk", "«Ми чекали до вечора», — сказала вчителька Віра Лукіна.", [("Ми чекали до вечора", "Віра Лукіна")]),
        ("uk", "Віра Лукіна заявила, що сторінка зникла.", [("сторінка зникла", "Віра Лукіна")]),
        ("kk", "«Біз кешке дейін күттік», — деді мұғалім Вера Лукина.", [("Біз кешке дейін күттік", "Вера Лукина")]),
        ("de", "„Wir haben gewartet“, sagte die Sprecherin Vera Lang.", [("Wir haben gewartet", "Vera Lang")]),
        ("de", "Vera Lang sagte, die Seite sei verschwunden.", [("die Seite sei verschwunden", "Vera Lang")]),
    ],
)
def test_read_quotes_knows_other_languages(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, language) == expected


def test_pages_in_ever_more_languages_build_no_table_twice() -> None:
    english = tongue_of("en")
    for language in ("sv", "nl", "fr-CA", "es", "it", "pl", "cs", "tr", "ar", "fa", "zh", None):
        assert tongue_of(language) is english
    assert tongue_of("ru") is tongue_of("ru-RU") is not english
