from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.ledger import Ledger
from pipelines.recognise import entry_of
from standoff.model import Link, Outlet

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
LINK = Link(url="https://harbour.example/news/1", channel="https://harbour.example/sitemap-1.xml", lastmod=MARCH)


@pytest.fixture
def ledger(tmp_path: Path, outlet: Outlet) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "archive.db", [outlet])
    yield ledger
    ledger.close("closed by the test")


def backfill(ledger: Ledger, *links: Link) -> tuple[int, int]:
    """Read a backfill sitemap; how many links are new or due again, and how often ``links`` was asked."""
    asked: list[str] = []
    ledger.db.conn.set_trace_callback(asked.append)
    try:
        fresh = ledger.notice(ledger.outlets[0], links, current=False)
    finally:
        ledger.db.conn.set_trace_callback(None)
    return fresh, sum("from links" in statement for statement in asked)


def test_what_a_backfill_says_again_is_not_looked_up(ledger: Ledger) -> None:
    others = [replace(LINK, url=f"https://harbour.example/news/{number}") for number in range(2, 1200)]
    assert backfill(ledger, LINK, *others) == (1199, 1199)
    assert backfill(ledger, LINK, *others) == (0, 0)
    assert backfill(ledger, *others, replace(LINK, url="https://harbour.example/news/1200")) == (1, 1)
    assert ledger.db.value("select count(*) from links") == 1200


def test_other_words_of_the_same_address_are_looked_up(ledger: Ledger, outlet: Outlet) -> None:
    backfill(ledger, LINK)
    (taken,) = ledger.due(outlet, 5)
    ledger.settle(outlet, taken, "fetched")
    later = replace(LINK, lastmod=APRIL)
    assert backfill(ledger, later) == (1, 1)
    assert backfill(ledger, later, LINK) == (0, 0)
    assert backfill(ledger, replace(LINK, headline="Harbour closed")) == (0, 1)
    assert ledger.db.value("select headline || lastmod from links") == "Harbour closed2026-04-01T00:00:00Z"


def test_a_channel_that_is_current_is_always_looked_up(ledger: Ledger, outlet: Outlet) -> None:
    backfill(ledger, LINK)
    ledger.notice(outlet, [LINK])
    assert ledger.db.value("select count(*) from listings") == 1


def test_nothing_is_known_that_was_not_kept(ledger: Ledger, outlet: Outlet) -> None:
    def cut_off() -> Iterator[Link]:
        yield LINK
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        ledger.notice(outlet, cut_off(), current=False)
    with pytest.raises(RuntimeError), ledger.db.atomic():
        backfill(ledger, LINK)
        raise RuntimeError("the disk is full")
    assert backfill(ledger, LINK) == (1, 1)


def test_links_that_are_deleted_are_known_no_longer(ledger: Ledger) -> None:
    backfill(ledger, LINK)
    ledger.db.conn.execute("delete from links")
    assert backfill(ledger, LINK) == (1, 1)


def test_an_entry_is_all_that_a_channel_says(outlet: Outlet) -> None:
    said = [
        LINK,
        replace(LINK, url="https://harbour.example/news/2"),
        replace(LINK, channel="https://harbour.example/sitemap-2.xml"),
        replace(LINK, lastmod=None),
        replace(LINK, lastmod=None, published_at=MARCH),
        replace(LINK, headline="Harbour closed"),
    ]
    entries = {entry_of(outlet, link) for link in said} | {entry_of(replace(outlet, cms="pangea"), LINK)}
    assert len(entries) == 7
    assert {len(entry) for entry in entries} == {12}
