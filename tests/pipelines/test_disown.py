"""A wall that was taken for an article: the versions around it, and the article, are what they were without it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from pipelines.database import Database
from pipelines.store import store
from standoff.model import Record


def test_an_article_is_what_it_was_before_a_wall(
    db: Database, make_record: Callable[..., Record], with_article: Callable[..., Record]
) -> None:
    true, taken = make_record(), make_record("Please verify that you are a human being.", headline="Wait")
    assert taken.reading is not None
    later = replace(taken.capture, fetched_at=true.capture.fetched_at + timedelta(days=1))
    other = replace(taken.reading, relevance=replace(taken.reading.relevance, relevant=False, score=0.0))
    taken = replace(taken, capture=later, reading=other)
    with db.atomic():
        assert store(db, true) == "first"
        store(db, taken)
        assert db.value("select relevant from articles") == 0
        assert store(db, with_article(taken, page_type="block_page"), replayed=True) == "no page"
        assert store(db, true, replayed=True) == "same"
    assert db.value("select relevant from articles") == 1
    again = make_record()
    again = replace(again, capture=replace(again.capture, fetched_at=later.fetched_at + timedelta(days=1)))
    with db.atomic():
        assert store(db, again) == "same"
    assert [row["change"] for row in db.rows("select change from revisions order by id")] == ["first", "extractor"]
    assert db.value("select count(*) from revisions") == 2
