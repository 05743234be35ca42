from datetime import UTC, datetime

import pytest

from standoff.model import Article
from standoff.quotes import read_quotes

PUBLISHED = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("am Vortag", "2026-03-03"),
        ("Am selben Tag", "2026-03-04"),
        ("gestern", "2026-03-04"),
    ],
)
def test_read_quotes_places_german_days_however_they_are_written(said: str, day: str) -> None:
    text = f"Am 4. März tagte der Rat. „Wir haben nichts unterschrieben“, sagte Sprecherin Ana Brel {said}."
    article = Article(url="", page_type="article", text=text, language="de", published_at=PUBLISHED)
    quotes = read_quotes(article)
    assert [quote.text for quote in quotes] == ["Wir haben nichts unterschrieben"]
    assert quotes[0].said_on == day
