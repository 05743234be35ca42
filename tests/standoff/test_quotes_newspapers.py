"""Statements in the manner of newspapers and agencies, one way to report a passage, all of it invented."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from standoff.model import Article, Quote
from standoff.quotes import read_quotes

PASSAGES = tomllib.loads((Path(__file__).parents[1] / "fixtures" / "quotes" / "newspapers.toml").read_text("utf-8"))


@pytest.mark.parametrize("passage", PASSAGES["passage"], ids=lambda passage: passage["name"])
def test_read_quotes_reads_newspapers(passage: dict[str, Any]) -> None:
    """Everything that is reported in the passage is found, with its full name, and nothing else."""
    found = _read(passage["text"], passage.get("language", "en"))
    assert [[quote.text, quote.kind, quote.speaker or ""] for quote in found] == passage["said"]


SPEAKERS: dict[str, tuple[str, str | None, str | None]] = {
    "the clause in front names him": (
        "Secretary Mike Pomfret praised the release. Mike Pomfret said it gave hope. "
        "When President Ashraf Gand announced the swap last week, he said it would hold.",
        "Ashraf Gand",
        "President",
    ),
    "two particles": (
        "The union's chief executive, Ursula von der Lind, spoke in Harbour. Von der Lind said the ship was late.",
        "Ursula von der Lind",
        "chief executive",
    ),
    "an office of two words before a name": (
        "Days later, Holm’s incoming chief of staff Reince Prieb said the climate talks were over.",
        "Reince Prieb",
        "incoming chief of staff",
    ),
    "an office with its field behind of": (
        "The deal was made by Norland Secretary of State Mike Pomfret. Pomfret said it was a good deal.",
        "Mike Pomfret",
        "Secretary of State",
    ),
    "a shortened title": (
        "Gov. Eric Holcomb signed the bill on Monday. The Republican governor said it was a start.",
        "Eric Holcomb",
        None,
    ),
    "a nation of two parts is no body": (
        "Nick Kaufman, a British-Israeli lawyer who served in the army, said the case was open.",
        "Nick Kaufman",
        "lawyer",
    ),
    "a group is nobody's last name": (
        "A couple of Virginia Republicans praised him. Other Republicans said the vote was lost.",
        "Republicans",
        None,
    ),
    "a prince": (
        "Prince Andrew recalled the pizza. He said it was an unusual meal. Jeffrey Epson died.",
        "Andrew",
        "Prince",
    ),
    "last week is no part of a body": (
        "Last week State Department official David Holm said the call was clear.",
        "David Holm",
        "official",
    ),
    "an editor": (
        "Lantern Editor-in-Chief Alexandra Gallo said the attack was a crime.",
        "Alexandra Gallo",
        "Editor-in-Chief",
    ),
}


@pytest.mark.parametrize(("text", "speaker", "role"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_read_quotes_names_the_last_speaker(text: str, speaker: str | None, role: str | None) -> None:
    """The last statement of the passage has this speaker, with this role."""
    quote = _read(text)[-1]
    assert (quote.speaker, quote.role) == (speaker, role)


def test_read_quotes_takes_no_day_from_what_another_one_said() -> None:
    """The day behind "while the league condemned" belongs to the league."""
    text = "The union stressed the move was wrong, while the league condemned a plan announced on Monday."
    assert [quote.said_on for quote in _read(text)] == [None]


def test_read_quotes_takes_no_day_from_a_papers_name() -> None:
    """USA TODAY is no day."""
    quotes = _read("Experts told USA TODAY that an inmate can be removed at any time.")
    assert [(quote.venue, quote.said_on) for quote in quotes] == [("USA TODAY", None)]


STANCES = {
    "The minister said the platform must remove the posts.": "demands",
    "“This should be one of the better duels,” a Republican said.": "asserts",
    "“Penn is the guy you feel the need to impress,” a Republican said.": "asserts",
    "Analysts say it will embolden the movement.": "asserts",
    "Many worry they will close again.": "asserts",
    "The ministry said it will publish the list in May.": "promises",
    "Officials said the army had launched a mission to free the hostages.": "asserts",
    "Officials said the rebels had taken 12 hostages.": "asserts",
    "The union said the ministry had ignored its letters.": "accuses",
}


@pytest.mark.parametrize(("text", "stance"), STANCES.items())
def test_read_quotes_tells_a_demand_from_a_guess(text: str, stance: str) -> None:
    """What must be, what will be and who did it are told apart from what is only said of them."""
    assert [quote.stance for quote in _read(text)] == [stance]


def test_read_quotes_calls_no_office_by_half_its_name() -> None:
    """``vice president of the Trade Partnership`` ends in no article, and has its body."""
    quotes = _read("“We agree,” said Daniel Anton, vice president of the Trade Partnership, a firm in Harbour.")
    assert [(quote.role, quote.organisation) for quote in quotes] == [("vice president", "Trade Partnership")]


def test_read_quotes_reads_a_denial_within_a_clause() -> None:
    """They deny it, whoever tells of that."""
    assert [quote.stance for quote in _read("They deny it, according to their solicitor.")] == ["denies"]


def test_read_quotes_takes_no_source_for_a_venue() -> None:
    """``a police source`` is who spoke, and no place where something is said."""
    assert [quote.venue for quote in _read("A police source said the men were flown out of the region.")] == [None]


def _read(text: str, language: str = "en") -> tuple[Quote, ...]:
    moment = datetime(2026, 11, 4, 12, tzinfo=UTC)
    url = "http://lantern.example/1"
    return read_quotes(Article(url=url, page_type="article", text=text, language=language, published_at=moment))
