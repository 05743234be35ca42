"""What reading a text costs grows with its length, however many names and quotes are in it."""

import re
import time
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.entities import read_parties
from standoff.events import read_events
from standoff.model import Article, Relevance
from standoff.quotes import read_quotes
from standoff.text import occurrences

SYLLABLES = ("ba", "do", "ki", "lu", "mer", "no", "pel", "ra", "sto", "vi")


def name(number: int) -> str:
    """Return a name that no other *number* has."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:04}").capitalize()


def story(people: int) -> str:
    """Return a text in which each paragraph has a person, a body and a quote of its own."""
    return "\n\n".join(
        f"“Telegram must answer for post {number},” said Prosecutor Ada {name(number)} of the {name(number)} Ministry"
        f" ({name(number)[:2].upper()}{number}). {name(number)} fined the service on Monday."
        for number in range(people)
    )


def seconds(people: int) -> dict[str, float]:
    """Return the CPU seconds of each reader on a story of so many people."""
    text = story(people)
    article = Article(
        url="", page_type="article", text=text, language="en", published_at=datetime(2026, 3, 5, tzinfo=UTC)
    )
    relevant = Relevance(relevant=True, score=1.0)
    clocks = [time.process_time()]
    read_parties(text)
    clocks.append(time.process_time())
    quotes = read_quotes(article)
    clocks.append(time.process_time())
    read_events(article, (), quotes, relevant)
    clocks.append(time.process_time())
    assert len(quotes) >= people
    return {part: clocks[at + 1] - clocks[at] for at, part in enumerate(("parties", "quotes", "events"))}


def test_cost_grows_with_the_length_of_a_text_and_not_with_its_square() -> None:
    seconds(20)
    small, large = seconds(250), seconds(2000)
    # Eight times the text: 8 times the time when it grows in proportion, 64 times when with the square.
    assert {part: spent for part, spent in large.items() if spent > 20 * max(small[part], 0.02)} == {}


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text("ab_- é", max_size=40), st.lists(st.text("ab-é", min_size=1, max_size=4), max_size=5, unique=True))
def test_occurrences_finds_what_a_pattern_of_the_names_finds(text: str, names: list[str]) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    wanted = [(*match.span(), match.group()) for match in pattern.finditer(text)] if names else []
    assert list(occurrences(text, names)) == wanted
