"""Times as pages print them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.readers.dates import parse_time, published_candidates, searched_date
from standoff.readers.page import parse


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2023-11-01 09:40:00Z", "2023-11-01T09:40:00"),
        ("2023-11-01T09:40:00.1234567+02:00", "2023-11-01T07:40:00"),
        ("2023-11-01T09:40:00,5-0330", "2023-11-01T13:10:00"),
        ("2023-11-01T09:40+01", "2023-11-01T08:40:00"),
        ("2023-11-01", "2023-11-01T00:00:00"),
        ("2023/1/9", "2023-01-09T00:00:00"),
        ("20200516T14:51:53Z", "2020-05-16T14:51:53"),
        ("20200516", "2020-05-16T00:00:00"),
        ("1602625800", "2020-10-13T21:50:00"),
        ("1602625800000", "2020-10-13T21:50:00"),
        ("Tue, 10 Mar 2020 08:00:00 +0100", "2020-03-10T07:00:00"),
        ("Tue Aug 25 2020 00:23:33 GMT+0200 (CEST)", "2020-08-24T22:23:33"),
        ("04:25:06 PM IST Apr 08, 2020", "2020-04-08T00:00:00"),
        ("June 25, 2025", "2025-06-25T00:00:00"),
        ("2023 Jan 7", "2023-01-07T00:00:00"),
        ("2020-08-25|00h23", "2020-08-25T00:23:00"),
        ("2020-01-01T24:00:00Z", "2020-01-02T00:00:00"),
    ],
)
def test_parse_time_reads(raw: str, iso: str) -> None:
    assert parse_time(raw) == datetime.fromisoformat(iso).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw", [None, "", "soon", "0001-01-01T00:00:00", "1970-01-01", "2023-13-45", "99999999999999999999"]
)
def test_parse_time_invents_nothing(raw: str | None) -> None:
    assert parse_time(raw) is None


MOMENTS = st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2099, 12, 1))  # noqa: DTZ001
ZONES = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(MOMENTS, ZONES)
def test_parse_time_gives_the_same_moment_in_utc(moment: datetime, zone: timezone) -> None:
    local = moment.replace(tzinfo=zone, microsecond=0)
    assert parse_time(local.isoformat()) == local
    assert parse_time(local.isoformat(sep=" ")) == local


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("0123456789-:+TZ ./", max_size=40))
def test_parse_time_never_raises(raw: str) -> None:
    moment = parse_time(raw)
    assert moment is None or moment.utcoffset() == timedelta()


def test_published_candidates_leaves_out_times_of_other_pages() -> None:
    page = parse(
        "<html><body><h1>Court lifts ban</h1><div class='meta'><time datetime='2022-02-03T10:00:00Z'>3 Feb</time>"
        "<span>Updated <time datetime='2022-02-04T10:00:00Z'>4 Feb</time></span></div><p>Text.</p>"
        "<aside><time datetime='2022-02-09T10:00:00Z'>9 Feb</time></aside></body></html>",
        "https://x.test/a",
    )
    assert [raw for _, raw, _ in published_candidates(page)] == ["2022-02-03T10:00:00Z"]


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("de", "Veröffentlicht am 3. März 2021, 14:05 Uhr", 3),
        ("pl", "4 marca 2021", 4),
        ("en-US", "03/05/2021", 5),
        ("en-GB", "06/03/2021", 6),
        ("ru", "7 марта 2021, 10:00", 7),
        ("ja", "2021年3月8日", 8),
    ],
)
def test_searched_date_reads_the_day_printed_at_the_headline(language: str, words: str, day: int) -> None:
    html = f"<html lang='{language}'><body><h1>A headline of some length</h1><p class='date'>{words}</p></body></html>"
    found = searched_date(parse(html, "https://x.test/a"), datetime(2024, 1, 1, tzinfo=UTC))
    assert found is not None
    assert found[2] == datetime(2021, 3, day, tzinfo=UTC)
