import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.dry import DryLedger
from pipelines.ledger import Ledger
from pipelines.pack import keep_capture
from standoff.captures import digest_of
from standoff.model import Capture, Link, Outlet

CHANNEL = "https://harbour.example/sitemap.xml"
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def link(number: int, lastmod: datetime | None = None) -> Link:
    return Link(url=f"https://harbour.example/news/{number}", channel=CHANNEL, lastmod=lastmod)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def ledger(archive: Path, outlet: Outlet) -> Iterator[Ledger]:
    ledger = Ledger(archive, [outlet])
    yield ledger
    if ledger.run.failed >= 0:
        ledger.close("closed by the test")


def again(archive: Path, outlet: Outlet, old: Ledger) -> Ledger:
    old.close()
    return Ledger(archive, [outlet])


def test_due_links_come_newest_first_and_once_a_run(archive: Path, outlet: Outlet) -> None:
    ledger = Ledger(archive, [outlet])
    assert ledger.notice(outlet, [link(1, MARCH), link(2, APRIL), link(3)]) == 3
    assert ledger.notice(outlet, [link(1, MARCH)]) == 0
    first = ledger.due(outlet, 2)
    assert [found.url[-1] for found in first] == ["3", "2"]
    assert [found.url[-1] for found in ledger.due(outlet, 2)] == ["1"]
    assert ledger.due(outlet, 2) == []
    ledger.close("interrupted")


def test_fetched_link_is_due_again_only_when_its_lastmod_moves(archive: Path, outlet: Outlet) -> None:
    ledger = Ledger(archive, [outlet])
    ledger.notice(outlet, [link(1, MARCH)])
    (taken,) = ledger.due(outlet, 5)
    ledger.settle(outlet, taken, "fetched")
    ledger = again(archive, outlet, ledger)
    assert ledger.notice(outlet, [link(1, MARCH), replace(link(1), published_at=APRIL)]) == 0
    assert ledger.due(outlet, 5) == []
    assert ledger.notice(outlet, [link(1, APRIL)]) == 1
    assert [found.lastmod for found in ledger.due(outlet, 5)] == [APRIL]
    ledger.close("interrupted")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = APRIL

    def __call__(self) -> datetime:
        return self.now


def test_missed_link_is_a_failure_and_tried_again_ever_later_but_not_for_ever(archive: Path, outlet: Outlet) -> None:
    clock, asked = Clock(), []
    for hour in range(0, 24 * 14, 1):
        clock.now = APRIL + timedelta(hours=hour)
        ledger = Ledger(archive, [outlet], clock)
        ledger.notice(outlet, [link(1)])
        for taken in ledger.due(outlet, 5):
            asked.append(hour)
            ledger.missed(outlet, taken, reason="timed out")
        ledger.close()
    assert asked == [0, 1, 2, 8, 80, 248]


def test_page_of_a_channel_without_lastmod_is_looked_at_again_ever_later(archive: Path, outlet: Outlet) -> None:
    clock, looked = Clock(), []
    for quarter in range(0, 4 * 24 * 12, 2):
        clock.now = APRIL + timedelta(minutes=15 * quarter)
        ledger = Ledger(archive, [outlet], clock)
        ledger.notice(outlet, [link(1)])
        for taken in ledger.due(outlet, 5):
            looked.append(quarter / 4)
            ledger.settle(outlet, taken, "fetched", etag='"a"')
        ledger.close()
    assert looked == [0, 0.5, 1.5, 4.5, 28.5, 100.5, 268.5]


def test_page_of_a_channel_with_lastmod_is_looked_at_again_seldom(archive: Path, outlet: Outlet) -> None:
    clock, looked = Clock(), []
    for day in (0, 1, 2, 3, 4, 16, 17, 18, 76, 77, 256, 257, 400):
        clock.now = APRIL + timedelta(days=day)
        ledger = Ledger(archive, [outlet], clock)
        ledger.notice(outlet, [link(1, MARCH)])
        for taken in ledger.due(outlet, 5):
            looked.append(day)
            ledger.settle(outlet, taken, "fetched")
        ledger.close()
    assert looked == [0, 3, 17, 77, 257]


@pytest.mark.parametrize(
    ("published", "read", "lastmod", "due"),
    [
        (10, 11, 12, True),
        (10, 12, 11, False),  # what was read is the revised page already
        (10, 11, 10, False),
        (None, 11, 12, True),
        (12, 11, 11.5, False),  # older than its own publication: no revision
    ],
)
def test_first_lastmod_after_the_publication_is_the_sign_of_a_revision(
    archive: Path, outlet: Outlet, published: int | None, read: int, lastmod: float, due: bool
) -> None:
    ledger = Ledger(archive, [outlet])
    news = replace(link(1), published_at=MARCH + timedelta(hours=published) if published else None)
    ledger.notice(outlet, [news])
    (taken,) = ledger.due(outlet, 5)
    body = b"<p>As it was</p>"
    capture = Capture(
        url=taken.url,
        final_url=taken.url,
        fetched_at=MARCH + timedelta(hours=read),
        status=200,
        headers=(),
        body=body,
        digest=digest_of(body),
    )
    with ledger.db.atomic():
        keep_capture(ledger.db, capture, outlet.id, ledger.run.id)
    ledger.settle(outlet, taken, "fetched")
    ledger = again(archive, outlet, ledger)
    ledger.notice(outlet, [link(1, MARCH + timedelta(hours=lastmod)), news])
    assert len(ledger.due(outlet, 5)) == due
    ledger.close("interrupted")


def test_validators_go_with_a_link_but_not_each_time(archive: Path, outlet: Outlet) -> None:
    clock, sent = Clock(), []
    for day in (0, 1, 2, 3, 5, 12):
        clock.now = APRIL + timedelta(days=day)
        ledger = Ledger(archive, [outlet], clock)
        ledger.notice(outlet, [link(1)])
        (taken,) = ledger.due(outlet, 5)
        sent.append(taken.etag)
        ledger.settle(outlet, taken, "fetched", etag='"a"')
        ledger.close()
    assert sent == [None, '"a"', '"a"', None, '"a"', '"a"']


def test_validators_of_a_channel_are_doubted_after_a_week(archive: Path, outlet: Outlet) -> None:
    clock = Clock()
    ledger = Ledger(archive, [outlet], clock)
    ledger.channel_read(outlet, CHANNEL, status=200, headers={"ETag": '"a"'}, links=1, error=None)
    clock.now = APRIL + timedelta(days=6)
    ledger.channel_read(outlet, CHANNEL, status=304, headers={}, links=0, error=None)
    assert ledger.validators(outlet, CHANNEL) == {"If-None-Match": '"a"'}
    clock.now = APRIL + timedelta(days=8)
    assert ledger.validators(outlet, CHANNEL) == {}
    ledger.close()


def test_link_that_was_left_says_why(archive: Path, outlet: Outlet) -> None:
    ledger = Ledger(archive, [outlet])
    ledger.notice(outlet, [link(1)])
    ledger.left(outlet, ledger.due(outlet, 1)[0], reason="not about a dispute")
    row = ledger.db.row("select state, reason from links")
    assert row is not None
    assert tuple(row) == ("left", "not about a dispute")
    assert ledger.close() == "ok"


def test_handed_out_link_that_nobody_settles_is_a_failure(archive: Path, outlet: Outlet) -> None:
    ledger = Ledger(archive, [outlet])
    ledger.notice(outlet, [link(1)])
    ledger.due(outlet, 1)
    assert ledger.close() == "failures"
    ledger = Ledger(archive, [outlet])
    assert ledger.db.value("select error from failures") == "handed out and never heard of again"
    assert len(ledger.due(outlet, 1)) == 1
    ledger.close("interrupted")


def test_killed_run_is_named_and_its_links_are_due(archive: Path, outlet: Outlet) -> None:
    ledger = Ledger(archive, [outlet])
    ledger.notice(outlet, [link(1)])
    ledger.due(outlet, 1)
    ledger.db.close()  # as after kill -9: no row is finished, the lock is gone
    ledger = Ledger(archive, [outlet])
    assert [row["outcome"] for row in ledger.db.rows("select outcome from crawls")] == ["killed", "running"]
    assert len(ledger.due(outlet, 1)) == 1
    ledger.close("interrupted")


def test_validators_come_from_the_last_whole_answer(ledger: Ledger, outlet: Outlet) -> None:
    assert ledger.validators(outlet, CHANNEL) == {}
    headers = {"ETag": '"a"', "Last-Modified": "Sun, 01 Mar 2026 00:00:00 GMT"}
    ledger.channel_read(outlet, CHANNEL, status=200, headers=headers, links=3, error=None)
    ledger.channel_read(outlet, CHANNEL, status=304, headers={}, links=0, error=None)
    assert ledger.validators(outlet, CHANNEL) == {"If-None-Match": '"a"', "If-Modified-Since": headers["Last-Modified"]}
    assert ledger.db.value("select links from channels") == 3
    ledger.channel_read(outlet, CHANNEL, status=200, headers={}, links=0, error=f"{CHANNEL}: 11 bytes, no XML")
    assert ledger.validators(outlet, CHANNEL) == {}
    assert ledger.db.value("select room from failures") == "discover"


def test_two_outlets_that_read_one_channel_have_validators_of_their_own(archive: Path, outlet: Outlet) -> None:
    other = replace(outlet, id="other")
    ledger = Ledger(archive, [outlet, other])
    ledger.channel_read(outlet, CHANNEL, status=200, headers={"ETag": '"a"'}, links=1, error=None)
    assert ledger.validators(outlet, CHANNEL) == {"If-None-Match": '"a"'}
    assert ledger.validators(other, CHANNEL) == {}
    ledger.close()


def test_channel_is_read_whole_again_after_the_rules_have_changed(ledger: Ledger, outlet: Outlet) -> None:
    ledger.channel_read(outlet, CHANNEL, status=200, headers={"ETag": '"a"'}, links=1, error=None)
    wider = replace(outlet, discover=replace(outlet.discover, article="/(news|opinion)/"))
    assert ledger.validators(wider, CHANNEL) == {}
    assert ledger.validators(outlet, CHANNEL) == {"If-None-Match": '"a"'}


def test_two_addresses_of_one_page_are_one_link(ledger: Ledger, outlet: Outlet) -> None:
    other = replace(link(1), url="https://www.harbour.example/news/1?utm_source=feed")
    assert ledger.notice(outlet, [link(1), other]) == 1


def test_dry_run_lists_each_address_once_and_keeps_nothing(outlet: Outlet, archive: Path) -> None:
    out = io.StringIO()
    ledger = DryLedger(out=out)
    assert ledger.notice(outlet, [link(1, MARCH), link(1), replace(link(2), headline="A\nheadline ")]) == 2
    assert out.getvalue().splitlines() == [
        "https://harbour.example/news/1\tharbour\t2026-03-01T00:00:00Z\t",
        "https://harbour.example/news/2\tharbour\t-\tA headline",
    ]
    assert ledger.due(outlet, 5) == []
    assert not archive.exists()


def test_dry_run_lists_no_more_than_its_limit(outlet: Outlet) -> None:
    out = io.StringIO()
    ledger = DryLedger(2, out)
    assert ledger.notice(outlet, [link(number) for number in range(5)]) == 2
    assert ledger.notice(outlet, [link(9)]) == 0
    assert len(out.getvalue().splitlines()) == 2


def test_channel_that_listed_and_lists_none_is_silent(ledger: Ledger, outlet: Outlet) -> None:
    ledger.channel_read(outlet, CHANNEL, status=200, headers={}, links=3, error=None)
    ledger.channel_read(outlet, CHANNEL, status=304, headers={}, links=0, error=None)
    ledger.channel_read(outlet, CHANNEL, status=200, headers={}, links=0, error=None, whole=False)
    assert ledger.db.value("select count(*) from silent_channels") == 0
    ledger.channel_read(outlet, CHANNEL, status=200, headers={}, links=0, error=None)
    assert ledger.db.value("select url || ' ' || most_links from silent_channels") == f"{CHANNEL} 3"
    ledger.channel_read(outlet, CHANNEL, status=200, headers={}, links=2, error=None)
    assert ledger.db.value("select count(*) from silent_channels") == 0
