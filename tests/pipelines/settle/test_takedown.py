"""A page that is taken down leaves none of its words in what was grouped."""

from datetime import UTC, datetime
from typing import Any

from pipelines.remove import take_down

NOW = datetime(2026, 3, 4, tzinfo=UTC)
SAID = {"said": "We gave them eleven weeks and received four form letters", "kind": "direct", "speaker": "Odra Venn"}
PAIR = [("Telegram", "AM")]


def urls(press: Any) -> list[str]:
    return [url for (url,) in press.rows("select url from articles order by id")]


def test_a_page_alone_takes_story_statement_and_dispute_along(press: Any, wire: str) -> None:
    press.run("Gazette", wire, parties=PAIR, quotes=[SAID], headline="Providers slow Chirrup")
    press.settle()
    take_down(press.db, urls(press)[0], "asked by the author", NOW)
    press.settle()
    for table in ("stories", "story_terms", "statements", "disputes", "syndications", "sketches", "fingerprints"):
        assert press.rows(f"select * from {table}") == [], table
    assert ("story", "emptied", 1) in press.rows("select grouping, change, old_id from group_changes")
    assert press.settle().articles == 0


def test_what_other_pages_tell_stays_in_their_words(press: Any, wire: str) -> None:
    press.run("Gazette", wire, parties=PAIR, quotes=[SAID], headline="Providers slow Chirrup")
    cut = {**SAID, "said": "We gave them eleven weeks and received four form"}
    for at, outlet in enumerate(("Mirror", "Herald")):
        press.run(
            outlet, wire, f"2026-03-02T1{at + 2}:00", parties=PAIR, quotes=[cut], headline=f"Slow, {outlet} hears"
        )
    press.settle()
    take_down(press.db, urls(press)[0], "asked by the author", NOW)
    press.settle()
    assert press.rows("select title from stories") == [("Slow, Mirror hears",)]
    assert press.rows("select text, reports from statements") == [(cut["said"], 2)]
    assert press.rows("select group_id, article_id from syndications order by article_id") == [(2, 2), (2, 3)]
    assert press.rows("select article_id from dispute_articles order by article_id") == [(2,), (3,)]
