"""An archive, and records whose every sentence is invented."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.run import Run
from standoff.captures import digest_of
from standoff.model import Article, Capture, Discover, Link, Outlet, Quote, Reading, Record, Relevance

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXT = 'The regulator blocked Telegram on Monday.\n\n"We will appeal," Ana Brel said.'


@pytest.fixture
def outlet() -> Outlet:
    return Outlet(
        id="harbour",
        name="Harbour News",
        kind="newspaper",
        homepage="https://harbour.example/",
        languages=("en",),
        discover=Discover(article=r"/news/\d+$"),
    )


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "archive.db") as database:
        yield database


@pytest.fixture
def run(db: Database, outlet: Outlet) -> Run:
    return Run(db, [outlet])


Maker = Callable[..., Record]


@pytest.fixture
def make_record(db: Database, run: Run, outlet: Outlet) -> Maker:
    """Makes records of one article, a minute apart, their captures kept."""
    count = 0

    def make(
        text: str = TEXT, *, headline: str = "Telegram Blocked", page_type: str = "article", number: int = 1
    ) -> Record:
        nonlocal count
        count += 1
        url = f"https://harbour.example/news/{number}"
        body = f"{count} {headline} {text}".encode()
        capture = Capture(
            url=url,
            final_url=url,
            fetched_at=START + timedelta(minutes=count),
            status=200,
            headers=(("Content-Type", "text/html"),),
            body=body,
            digest=digest_of(body),
        )
        start = text.find("We will appeal")
        quote = Quote(
            start=start,
            end=start + 14,
            text="We will appeal",
            kind="direct",
            speaker="Ana Brel",
            cue="said",
            rule="test",
        )
        return Record(
            outlet=outlet,
            link=Link(url=url, channel="https://harbour.example/sitemap.xml"),
            capture=keep_capture(db, capture, outlet.id, run.id),
            article=Article(
                url=url, page_type=page_type, headline=headline, text=text, language="en", extractor="test/1"
            ),
            reading=Reading(
                relevance=Relevance(relevant=True, score=0.9, reasons=("a regulator blocks a platform",)),
                quotes=(quote,) if start >= 0 else (),
            ),
        )

    return make


@pytest.fixture
def with_article() -> Callable[..., Record]:
    """Changes fields of a record's article."""

    def change(record: Record, **fields: object) -> Record:
        assert record.article is not None
        return replace(record, article=replace(record.article, **fields))  # type: ignore[arg-type]

    return change
