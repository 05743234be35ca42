"""From "she", "the ministry" and a last name to one full name of the page."""

import pytest

from standoff.model import Article, Quote
from standoff.quotes import read_quotes


def quotes_of(text: str) -> tuple[Quote, ...]:
    return read_quotes(Article(url="https://paper.example/a/1.html", page_type="article", text=text, language="en"))


@pytest.mark.parametrize(
    ("text", "speaker", "mention", "rule"),
    [
        ('Clerk Ines Duarte left at six. "The key is gone," Duarte said.', "Ines Duarte", "Duarte", "last-name"),
        ('Clerk Ines Duarte left at six. "The key is gone," she said.', "Ines Duarte", "she", "pronoun"),
        (
            'Clerk Ines Duarte met carpenter Paul Weber. "The key is gone," she said.',
            "Ines Duarte",
            "she",
            "pronoun",
        ),
        (
            "Roskomnadzor fined the site on Monday. It said the site had kept the page.",
            "Roskomnadzor",
            "It",
            "pronoun",
        ),
        (
            'The Water Ministry met twice. "The taps are safe," the ministry said.',
            "Water Ministry",
            "the ministry",
            "body-noun",
        ),
        (
            'Lawyers asked Google for the file. "There is no file," the company said.',
            "Google",
            "the company",
            "body-noun",
        ),
        (
            'Harbor Minister Lena Brandt came early. "The port is open," the minister said.',
            "Lena Brandt",
            "the minister",
            "role-noun",
        ),
        (
            "The National Tide Office (NTO) closed. The NTO said the sea had risen.",
            "National Tide Office",
            "The NTO",
            "last-name",
        ),
        ('"The port is open," said a harbor guard.', "harbor guard", "a harbor guard", "unnamed"),
    ],
)
def test_read_quotes_resolves_within_the_page(text: str, speaker: str, mention: str, rule: str) -> None:
    quote = quotes_of(text)[-1]
    assert (quote.speaker, quote.mention) == (speaker, mention)
    assert rule in quote.rule


def test_read_quotes_does_not_give_she_to_a_man() -> None:
    (quote,) = quotes_of('Mr. Paul Weber left at six. "The key is gone," she said.')
    assert (quote.speaker, quote.mention) == (None, "she")


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ('"The port is open," Lumio spokeswoman Lena Brandt said.', "spokeswoman", "Lumio"),
        ('"The port is open," said Lena Brandt, a lawyer with Tide Watch.', "lawyer", "Tide Watch"),
        ('"The port is open," Harbor Minister Lena Brandt said.', "Harbor Minister", None),
        ('"The port is open," Lena Brandt, the chairwoman of Tide Watch, said.', "chairwoman", "Tide Watch"),
        ('"The port is open," said Lena Brandt of Tide Watch.', None, "Tide Watch"),
    ],
)
def test_read_quotes_keeps_role_and_organisation(text: str, role: str | None, organisation: str | None) -> None:
    (quote,) = quotes_of(text)
    assert (quote.speaker, quote.role, quote.organisation) == ("Lena Brandt", role, organisation)


def test_read_quotes_gives_a_body_no_role() -> None:
    (quote,) = quotes_of("The Water Ministry said the taps were safe.")
    assert (quote.speaker, quote.role, quote.organisation) == ("Water Ministry", None, None)


def test_read_quotes_gives_a_report_to_its_owner() -> None:
    (quote,) = quotes_of("Google's own transparency report says the office asked for nine pages.")
    assert (quote.speaker, quote.venue) == ("Google", "transparency report")


def test_read_quotes_names_the_rule_of_every_decision() -> None:
    text = 'Clerk Ines Duarte said the key was gone. "We looked," she said. According to her, it was old.'
    assert all(quote.rule for quote in quotes_of(text))
