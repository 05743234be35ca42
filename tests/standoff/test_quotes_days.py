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


@pytest.mark.parametrize(
    ("raw", "day"),
    [("2026-03-04T21:10:00-05:00", "2026-03-04"), ("2026-03-05T02:10:00Z", "2026-03-05"), (None, "2026-03-05")],
)
def test_read_quotes_counts_today_from_the_day_that_the_page_prints(raw: str | None, day: str) -> None:
    text = "“We have signed nothing at all,” Ana Brel, a spokeswoman, said today."
    moment = datetime(2026, 3, 5, 2, 10, tzinfo=UTC)
    article = Article(url="", page_type="article", text=text, language="en", published_at=moment, published_raw=raw)
    assert [quote.said_on for quote in read_quotes(article)] == [day]
