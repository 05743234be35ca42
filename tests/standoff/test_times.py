"""Printed times, read in UTC."""

from datetime import UTC, date, datetime

import pytest

from standoff.times import printed_day, read_date


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("2025-05-25T10:56:25Z", datetime(2025, 5, 25, 10, 56, 25, tzinfo=UTC)),
        ("2025-05-25T10:56:25.4Z", datetime(2025, 5, 25, 10, 56, 25, 400_000, tzinfo=UTC)),
        ("2025-05-25T10:56:25.223Z", datetime(2025, 5, 25, 10, 56, 25, 223_000, tzinfo=UTC)),
        ("2025-04-20T17:38:23.4598287Z", datetime(2025, 4, 20, 17, 38, 23, 459_828, tzinfo=UTC)),
        ("2025-05-25T10:56+05:00", datetime(2025, 5, 25, 5, 56, tzinfo=UTC)),
        ("2025-05-25T10:56:25-0330", datetime(2025, 5, 25, 14, 26, 25, tzinfo=UTC)),
        ("2021-11-02 08:15:07Z", datetime(2021, 11, 2, 8, 15, 7, tzinfo=UTC)),
        ("2025-05-25T10:56:25", datetime(2025, 5, 25, 10, 56, 25, tzinfo=UTC)),
        ("2025-05-25", datetime(2025, 5, 25, tzinfo=UTC)),
        ("2025-05", datetime(2025, 5, 1, tzinfo=UTC)),
        ("Mon, 02 Mar 2020 14:05:00 GMT", datetime(2020, 3, 2, 14, 5, tzinfo=UTC)),
        ("Mon, 02 Mar 2020 14:05:00 +0300", datetime(2020, 3, 2, 11, 5, tzinfo=UTC)),
        # feedparser takes these three for UTC
        ("Mon, 02 Mar 2020 14:05:00 MSK", datetime(2020, 3, 2, 11, 5, tzinfo=UTC)),
        ("Mon, 02 Mar 2020 14:05:00 EET", datetime(2020, 3, 2, 12, 5, tzinfo=UTC)),
        ("Thu, 02 Jul 2020 14:05:00 CEST", datetime(2020, 7, 2, 12, 5, tzinfo=UTC)),
        ("2 марта 2020, 14:05", datetime(2020, 3, 2, 14, 5, tzinfo=UTC)),
    ],
)
def test_read_date_reads_what_channels_print(raw, read):
    assert read_date(raw) == read
    assert read_date(f"  {raw}\n") == read


@pytest.mark.parametrize(
    "raw", [None, "", "soon", "yesterday", "May", "2025-13-45", "0000-00-00", "9" * 500, "Z", "+0000"]
)
def test_read_date_invents_nothing(raw):
    assert read_date(raw) is None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2020-08-15T20:53:24-04:00", 15),
        ("2020-08-16T00:53:24Z", 16),
        ("2020-08-15", 15),
        ("15 August 2020", 15),
        ("By Ada Quill August 15, 2020 8:53 PM EDT", 15),
        ("soon, at 15:16", 16),
        ("2020-08-45", 16),
        ("2019-01-01T00:00:00Z", 16),  # not what the moment was read from
        (None, 16),
    ],
)
def test_printed_day_is_the_day_that_readers_had(raw, day):
    assert printed_day(datetime(2020, 8, 16, 0, 53, 24, tzinfo=UTC), raw) == date(2020, 8, day)
