"""Printed times, read in UTC."""

from datetime import UTC, datetime

import pytest

from standoff.times import read_date


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
