"""What a merge takes along of another archive's runs: listings, counts, gaps, drops, and the pace of hosts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.ledger import Ledger
from pipelines.merge import merge
from pipelines.merge_runs import adopt_runs
from pipelines.reconcile import compare_channels
from pipelines.run import Run
from pipelines.verify import verify
from pipelines.work import Workers
from standoff.captures import digest_of
from standoff.model import Capture, Link, Outlet

NEWS, LATEST = "https://harbour.example/news.xml", "https://harbour.example/latest.xml"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOST = "https://harbour.example"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


def crawl(file: Path, outlet: Outlet, news: list[int], latest: list[int]) -> list[str]:
    """A run that reads two channels, which list pages so many hours old; returns what is due."""
    ledger = Ledger(file, [outlet])
    robots = f"User-agent: *\n# {len(news)}".encode()
    for channel, hours in ((NEWS, news), (LATEST, latest)):
        body = f"<rss>{hours}</rss>".encode()
        answer = Capture(
            url=channel, final_url=channel, fetched_at=NOON, status=200, headers=(), body=body,
            digest=digest_of(body), kind="channel",
        )  # fmt: skip
        ledger.keep_channel(outlet, answer)
        published = {hour: NOON - timedelta(hours=hour) for hour in hours}
        links = [Link(url=f"{HOST}/news/{hour}", channel=channel, published_at=at) for hour, at in published.items()]
        ledger.notice(outlet, links)
        ledger.channel_read(outlet, channel, status=200, headers={}, links=len(links), error=None)
    url = f"{HOST}/robots.txt"
    rules = replace(answer, url=url, final_url=url, body=robots, digest=digest_of(robots), kind="robots")
    ledger.keep_robots(outlet, rules)
    due = ledger.due(outlet, 20)
    for link in due:
        ledger.settle(outlet, link, "fetched")
    compare_channels(ledger.db, ledger.run.id, outlet)
    ledger.close()
    return [link.url.rpartition("/")[2] for link in due]


KEPT = (
    "select listings.channel, identity from listings join links on links.id = link_id",
    "select outlet, url, links, at from channel_counts",
    "select outlet, url, other, since, listed, missing from channel_gaps",
    "select channel_drops.channel, identity, at, listed.digest, missing.digest from channel_drops"
    " join links on links.id = link_id join captures as listed on listed.id = listed_in"
    " join captures as missing on missing.id = missing_in",
    "select started_at, outcome, head, outlets from crawls where outlets != '[]'",
    "select url, channel, dropped_at from dropped_links",
    "select listed_by, not_listed_by, url from listed_in_one_channel",
    "select site, status, digest from hosts join captures on captures.id = robots_capture",
)


def held(db: Database) -> list[list[str]]:
    return [sorted(repr(tuple(row)) for row in db.rows(sql)) for sql in KEPT]


def merged(target: Path, outlet: Outlet, workers: Workers, *others: Path) -> None:
    with Database(target) as db:
        for other in others:
            adopt_runs(db, other)
        run = Run(db, [])
        for other in others:
            merge(db, run, {outlet.id: outlet}, other, workers=workers)
        run.finish()


def test_runs_of_a_shard_are_what_they_were(tmp_path: Path, outlet: Outlet, workers: Workers) -> None:
    part, whole = tmp_path / "part.db", tmp_path / "all.db"
    assert crawl(part, outlet, [1, 2, 3, 4], [1, 3, 4]) == ["1", "2", "3", "4"]
    merged(whole, outlet, workers, part)
    assert crawl(part, outlet, [1, 3, 4], [1, 4]) == ["2", "3"]
    merged(whole, outlet, workers, part)
    with Database(part, write=False) as there, Database(whole) as here:
        assert all(held(there))
        assert held(here) == held(there)
        assert list(verify(here)) == []
        before = held(here)
    merged(whole, outlet, workers, part)
    with Database(whole) as here:
        assert held(here) == before
        assert (
            here.value("select outlets from crawls order by id desc limit 1") == "[]"
        )  # the merge itself is the newest
        here.conn.execute("delete from origins where number = (select max(number) from origins)")
        assert [fault for fault in verify(here) if "which is gone" in fault]


def test_a_crawl_after_the_merge_goes_on_from_what_was_listed(tmp_path: Path, outlet: Outlet, workers: Workers) -> None:
    part, whole = tmp_path / "part.db", tmp_path / "all.db"
    crawl(part, outlet, [1, 2, 3, 4], [1, 2, 3])
    merged(whole, outlet, workers, part)
    assert crawl(whole, outlet, [1, 3, 4], [1, 2, 3]) == ["2"]  # one channel dropped it, the other still lists it
    with Database(whole, write=False) as db:
        assert [row["channel"] for row in db.rows("select channel from dropped_links")] == [NEWS]


def test_a_host_that_rests_there_rests_here(tmp_path: Path, outlet: Outlet, workers: Workers) -> None:
    part, whole = tmp_path / "part.db", tmp_path / "all.db"
    for file, site, seconds in ((part, HOST, 7200), (part, "https://b.example", 60), (whole, "https://b.example", 900)):
        ledger = Ledger(file, [outlet])
        ledger.rest(site, seconds, f"asks to wait {seconds} s")
        assert ledger.claim(site, 5.0) == 0
        ledger.close()
    crawl(part, outlet, [1], [1])
    merged(whole, outlet, workers, part)
    ledger = Ledger(whole, [outlet])
    assert [ledger.resting(site)[0] > least for site, least in ((HOST, 7000), ("https://b.example", 800))] == [True] * 2
    assert "asks to wait 7200 s" in ledger.resting(HOST)[1]
    assert 0 < ledger.claim(HOST, 5.0) <= 5
    ledger.close()


def test_a_run_that_is_under_way_comes_with_the_next_merge(tmp_path: Path, outlet: Outlet, workers: Workers) -> None:
    part, whole = tmp_path / "part.db", tmp_path / "all.db"
    crawl(part, outlet, [1, 2], [1])
    under_way = Ledger(part, [outlet])
    merged(whole, outlet, workers, part)
    with Database(whole, write=False) as db:
        assert db.value("select count(*) from crawls where outcome = 'running'") == 0
        assert db.value("select count(*) from crawl_origins") == 1
    under_way.close()
    merged(whole, outlet, workers, part)
    with Database(whole, write=False) as db:
        assert db.value("select count(*) from crawl_origins") == 2


def test_runs_that_came_along_before_are_not_taken_twice(tmp_path: Path, outlet: Outlet, workers: Workers) -> None:
    part, other, whole = tmp_path / "part.db", tmp_path / "other.db", tmp_path / "all.db"
    crawl(part, outlet, [1, 2], [1])
    merged(other, outlet, workers, part)
    crawl(other, outlet, [1, 2, 3], [1])
    merged(whole, outlet, workers, part, other)
    merged(part, outlet, workers, other)
    merged(part, outlet, workers, whole)
    for file in (part, whole):
        with Database(file, write=False) as db:
            assert db.value("select count(*) from crawls where outlets != '[]'") == 2
            assert db.value("select count(*) from channel_counts") == 4
            assert list(verify(db)) == []
