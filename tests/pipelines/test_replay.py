from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.replay import catch_up, replay
from pipelines.run import Run
from pipelines.store import store
from pipelines.work import Workers
from standoff.captures import digest_of
from standoff.model import Article, Capture, Link, Outlet, Reading, Record, Relevance

PAGE = """<html lang="en"><head><title>Bill on messengers passed</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bill on messengers passed",
"datePublished": "2026-03-01T08:00:00Z"}</script></head><body><article><h1>Bill on messengers passed</h1>
<p>Parliament passed a bill on March 1 that lets the regulator block messengers that keep no office at home.</p>
<p>"We have read it and we are worried," said Ana Brel, a spokeswoman for the company, in a statement that day.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


def keep_page(db: Database, run: Run, outlet: Outlet, page: str = PAGE) -> Capture:
    body = page.encode()
    url = "https://harbour.example/news/1"
    capture = Capture(
        url=url,
        final_url=url,
        fetched_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=body,
        digest=digest_of(body),
    )
    return keep_capture(db, capture, outlet.id, run.id)


def snapshot(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = ("crawls", "articles", "revisions", "quotes", "mentions", "dispute_events", "failures")
    return {table: [tuple(row) for row in db.rows(f"select * from {table}")] for table in tables}


def test_page_whose_reading_crashed_is_read_by_a_replay(
    db: Database, run: Run, outlet: Outlet, workers: Workers
) -> None:
    keep_page(db, run, outlet)
    counts = replay(db, run, {outlet.id: outlet}, workers=workers)
    assert counts == Counter({"first": 1})
    assert db.value("select headline from articles") == "Bill on messengers passed"
    assert db.value("select text from quotes where kind = 'direct'") == "We have read it and we are worried"


def test_capture_that_a_killed_run_never_read_is_caught_up_with(
    db: Database, run: Run, outlet: Outlet, workers: Workers
) -> None:
    keep_page(db, run, outlet)
    catalogue = {outlet.id: outlet}
    assert catch_up(db, run, catalogue, workers=lambda: workers) == Counter({"first": 1})
    assert catch_up(db, run, catalogue, workers=lambda: workers) == Counter()


def test_capture_that_failed_is_left_to_a_replay(db: Database, run: Run, outlet: Outlet, workers: Workers) -> None:
    capture = keep_page(db, run, outlet)
    run.fail(capture.url, "extract", "broken", capture=capture.id)
    assert catch_up(db, run, {outlet.id: outlet}, workers=lambda: workers) == Counter()


@pytest.mark.parametrize("room", ["extract", "enrich"])
def test_replay_of_what_is_up_to_date_changes_nothing(
    db: Database, run: Run, outlet: Outlet, workers: Workers, room: str
) -> None:
    keep_page(db, run, outlet)
    replay(db, run, {outlet.id: outlet}, workers=workers)
    before = snapshot(db)
    assert replay(db, run, {outlet.id: outlet}, workers=workers, room=room) == Counter({"same": 1})
    assert snapshot(db) == before


def test_dry_run_reports_and_writes_nothing(db: Database, run: Run, outlet: Outlet, workers: Workers) -> None:
    capture = keep_page(db, run, outlet)
    poor = Article(url=capture.url, page_type="article", headline="Bill", text="Poorly read.", extractor="test/0")
    reading = Reading(relevance=Relevance(relevant=False, score=0.0))
    link = Link(url=capture.url, channel="test")
    with db.atomic():
        store(db, Record(outlet=outlet, link=link, capture=capture, article=poor, reading=reading))
    before = snapshot(db)
    assert replay(db, None, {outlet.id: outlet}, workers=workers) == Counter({"extractor": 1})
    assert snapshot(db) == before
    assert replay(db, run, {outlet.id: outlet}, workers=workers) == Counter({"extractor": 1})
    assert db.value("select status from articles") == "live"


def test_damaged_payload_fails_alone(db: Database, run: Run, outlet: Outlet, workers: Workers) -> None:
    keep_page(db, run, outlet)
    keep_page(db, run, outlet, PAGE.replace("worried", "alarmed"))
    db.conn.execute("update payloads set body = x'00' where rowid = 1")
    assert replay(db, run, {outlet.id: outlet}, workers=workers) == Counter({"failed": 1, "first": 1})
    assert db.value("select count(*) from failures") == 1


def test_outlet_that_left_the_catalogue_is_read_all_the_same(
    db: Database, run: Run, outlet: Outlet, workers: Workers
) -> None:
    keep_page(db, run, outlet)
    assert replay(db, run, {}, workers=workers) == Counter({"first": 1})
