"""The long tail of cues, roles and venues, in several languages. Every sentence is invented."""

import pytest

from standoff.model import Article, Quote
from standoff.quotes import read_quotes


def _read(text: str, language: str = "en") -> tuple[Quote, ...]:
    return read_quotes(Article(url="https://cues.example/1", page_type="article", language=language, text=text))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Google brushed off the suggestion that it had kept copies.", "denies"),
        ("Meta pushed back against claims that it had slowed the app.", "denies"),
        ("The ministry dismissed that as “a fairy tale”.", "denies"),
        ("The ministry ruled out sabotage.", "denies"),
        ("TikTok will keep its office, the company said, contradicting the ministry.", "denies"),
        ("“There was no such order,” the ministry said.", "denies"),
        ("Asked about the cable, the minister would only say that “fish are hungry”.", "qualifies"),
        ("The ministry played down the outage as “a hiccup”.", "qualifies"),
        ("Google acknowledged that the list was wrong.", "confirms"),
        ("Google confirmed the request.", "confirms"),
        ("“They treat us like parcels,” she fumed.", "accuses"),
        ("Open Line faulted the regulator for ignoring its letters.", "accuses"),
        ("The platform hides behind its lawyers and ignores our letters, the mayor said.", "accuses"),
        ("The agency warned that the service could be blocked.", "threatens"),
        ("“Pay by Friday or be blocked,” the minister said.", "threatens"),
        ("Meta undertook to open an office.", "promises"),
        ("The government will appeal, a government spokesman said.", "promises"),
        ("The police advised drivers to stay away from the bridge.", "demands"),
        ("The company has until May 3 to answer, the regulator said.", "demands"),
        ("The ministry would neither confirm nor deny the report.", "declines_to_comment"),
        ("Viber remained silent.", "declines_to_comment"),
        ("The chamber puts the cost of each hour at $2 million.", "asserts"),
    ],
)
def test_read_quotes_reads_the_stance_of_rarer_cues(text: str, stance: str) -> None:
    """One statement a sentence, with its stance."""
    assert [quote.stance for quote in _read(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("“It rains,” sighed Ole Brandvik, a ferry pilot.", "Ole Brandvik", "ferry pilot", None),
        ("Potter Lina Abel said the kiln was cold.", "Lina Abel", "Potter", None),
        ("Its Asia director, Mei Tan, said the door was open.", "Mei Tan", "Asia director", None),
        ("Bolivian President Ana Quispe said she would wait.", "Ana Quispe", "President", None),
        ("Ada Nemec of the Free Web Association said it was late.", "Ada Nemec", None, "Free Web Association"),
        ("Zora Pavic, a lawyer with the rights group Tide, said it was late.", "Zora Pavic", "lawyer", "Tide"),
        ("Yvette Cooper, a baker, said the bread was fresh.", "Yvette Cooper", "baker", None),
        ("A Minsk court fined her. The court could not be reached for comment.", "Minsk court", None, None),
        ("Quellio is a map app. The app said it had moved. Maps by Quellio lie.", "Quellio", None, None),
        ("Google’s press office said it was unaware of the letter.", "Google", None, None),
    ],
)
def test_read_quotes_tells_who_speaks_from_what_stands_beside(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """Occupations, fields of work, appositions, and bodies that bear no name of their own."""
    (quote,) = _read(text)
    assert (quote.speaker, quote.role, quote.organisation) == (speaker, role, organisation)


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("“We are late,” Ada Nemec told Harbour Radio.", "Harbour Radio"),
        ("“We are late,” Ada Nemec wrote in a 12-page opinion.", "a 12-page opinion"),
        ("Ada Nemec said on Telegram that it rained, adding that it would stop.", "Telegram"),
        ("“We are late,” Ada Nemec told a briefing at the station.", "a briefing at the station"),
    ],
)
def test_read_quotes_names_the_outlet_that_was_told(text: str, venue: str) -> None:
    """All statements of the sentence were made there."""
    assert {quote.venue for quote in _read(text)} == {venue}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("kk", "Айдана Серіктің айтуынша, жоба дайын емес.", ("жоба дайын емес", "Айдана Серік", "asserts")),
        (
            "kk",
            "Депутат Марат Оспан үкіметті заңды қайтаруға шақырды.",
            ("үкіметті заңды қайтаруға", "Марат Оспан", "demands"),
        ),
        ("kk", "Google пікір білдіруден бас тартты.", ("пікір білдіруден бас тартты", "Google", "declines_to_comment")),
        ("ru", "«Чайник вскипел», – съязвила Анна Крылова.", ("Чайник вскипел", "Анна Крылова", "asserts")),
        (
            "ru",
            "Ведомство на запрос не откликнулось.",
            ("на запрос не откликнулось", "Ведомство", "declines_to_comment"),
        ),
        (
            "de",
            "Nordlicht teilte am Montag mit, der Dienst sei am Morgen ausgefallen.",
            ("der Dienst sei am Morgen ausgefallen", "Nordlicht", "asserts"),
        ),
    ],
)
def test_read_quotes_knows_the_forms_of_other_languages(language: str, text: str, wanted: tuple[str, str, str]) -> None:
    """Text, speaker and stance."""
    assert [(quote.text, quote.speaker, quote.stance) for quote in _read(text, language)] == [wanted]
