from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.ledger import Ledger
from pipelines.reconcile import compare_channels
from standoff.captures import digest_of
from standoff.model import Capture, Link, Outlet

NEWS, LATEST = "https://harbour.example/news.xml", "https://harbour.example/latest.xml"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path, outlet: Outlet) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "archive.db", [outlet])
    yield ledger
    ledger.close("closed by the test")


def read(ledger: Ledger, outlet: Outlet, channel: str, hours: dict[int, int]) -> None:
    """Read a channel whole that lists each number, so many hours old."""
    links = [
        Link(
            url=f"https://harbour.example/news/{number}",
            channel=channel,
            published_at=NOON - timedelta(hours=age) if channel == NEWS else None,
            lastmod=NOON - timedelta(hours=age) if channel == LATEST else None,
        )
        for number, age in hours.items()
    ]
    ledger.notice(outlet, links)
    ledger.channel_read(outlet, channel, status=200, headers={}, links=len(links), error=None)


def gaps(ledger: Ledger, outlet: Outlet) -> list[tuple[object, ...]]:
    compare_channels(ledger.db, ledger.run.id, outlet)
    sql = "select url, other, listed, missing from channel_gaps order by id"
    return [(row["url"], row["other"], row["listed"], row["missing"]) for row in ledger.db.rows(sql)]


def test_only_the_time_that_both_reach_back_to_counts(ledger: Ledger, outlet: Outlet) -> None:
    read(ledger, outlet, NEWS, {1: 1, 2: 2, 3: 40})
    read(ledger, outlet, LATEST, {1: 1, 4: 3, 5: 30, 6: 300, 7: 600})
    assert sorted(gaps(ledger, outlet)) == [(LATEST, NEWS, 3, 2), (NEWS, LATEST, 3, 2)]
    shown = ledger.db.rows("select listed_by, substr(url, -1) as number from listed_in_one_channel")
    assert sorted((row["listed_by"], row["number"]) for row in shown) == [
        (LATEST, "4"),
        (LATEST, "5"),
        (NEWS, "2"),
        (NEWS, "3"),
    ]


def test_revised_page_is_placed_by_its_publication(tmp_path: Path, outlet: Outlet) -> None:
    first = Ledger(tmp_path / "archive.db", [outlet])
    read(first, outlet, NEWS, {1: 1, 2: 40, 9: 500})
    first.close()
    ledger = Ledger(tmp_path / "archive.db", [outlet])
    read(ledger, outlet, NEWS, {1: 1, 2: 40})
    read(ledger, outlet, LATEST, {1: 1, 2: 2, 9: 3, 3: 700})  # 9 is old, and was revised three hours ago
    assert (LATEST, NEWS, 2, 0) in gaps(ledger, outlet)
    ledger.close()


def test_pinned_entry_does_not_stretch_what_is_compared(ledger: Ledger, outlet: Outlet) -> None:
    read(ledger, outlet, NEWS, {**{number: number for number in range(1, 12)}, 99: 30_000})
    read(ledger, outlet, LATEST, {number: number for number in range(1, 200)})
    assert (LATEST, NEWS, 11, 0) in gaps(ledger, outlet)


def test_a_day_without_news_adds_no_row_and_a_channel_that_stands_still_is_seen(tmp_path: Path, outlet: Outlet) -> None:
    ledger = Ledger(tmp_path / "archive.db", [outlet])
    read(ledger, outlet, NEWS, {1: 1})
    read(ledger, outlet, LATEST, {1: 1})
    assert gaps(ledger, outlet) == [(LATEST, NEWS, 1, 0), (NEWS, LATEST, 1, 0)]
    ledger.close()
    later = Ledger(tmp_path / "archive.db", [outlet])
    for channel in (NEWS, LATEST):
        later.channel_read(outlet, channel, status=304, headers={}, links=0, error=None)
    assert len(gaps(later, outlet)) == 2
    later.close()
    latest = Ledger(tmp_path / "archive.db", [outlet])
    read(latest, outlet, NEWS, {3: -20, 4: -21})
    latest.channel_read(outlet, LATEST, status=304, headers={}, links=0, error=None)
    assert gaps(latest, outlet)[2:] == [(NEWS, LATEST, 2, 2)]
    latest.close()


def test_a_channel_in_error_is_compared_with_nothing(ledger: Ledger, outlet: Outlet) -> None:
    read(ledger, outlet, NEWS, {1: 1})
    read(ledger, outlet, LATEST, {2: 1})
    ledger.channel_read(outlet, LATEST, status=500, headers={}, links=0, error="HTTP 500")
    assert gaps(ledger, outlet) == []


def test_link_that_a_channel_drops_is_an_event_and_due_again(tmp_path: Path, outlet: Outlet) -> None:
    def run(*hours: int, widened: bool = False) -> list[str]:
        ledger = Ledger(tmp_path / "archive.db", [outlet])
        body = f"<rss>{hours}</rss>".encode()
        feed = Capture(
            url=NEWS,
            final_url=NEWS,
            fetched_at=NOON,
            status=200,
            headers=(),
            body=body,
            digest=digest_of(body),
            kind="channel",
        )
        now = replace(outlet, discover=replace(outlet.discover, article="/news/")) if widened else outlet
        ledger.keep_channel(now, feed)
        read(ledger, now, NEWS, {hour: hour for hour in hours})
        due = [link.url[-1] for link in ledger.due(now, 20)]
        for url in due:
            ledger.settle(now, Link(url=f"https://harbour.example/news/{url}", channel=NEWS), "fetched")
        ledger.close()
        return due

    assert run(1, 2, 3, 4) == ["1", "2", "3", "4"]
    assert run(1, 3, 4) == ["2"]  # 3 and 4 are older
    assert run(0, 1, 3) == ["0"]  # 4 went off the end
    assert run(0, 3, widened=True) == []  # under other rules: nothing is said of 1
    with Database(tmp_path / "archive.db", write=False) as db:
        [row] = db.rows("select * from dropped_links")
        assert row["url"] == "https://harbour.example/news/2"
        assert (row["listed_in"], row["missing_in"]) == (1, 2)
