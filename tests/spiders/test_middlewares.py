"""Waiting, and saying who asks."""

from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.http import Response

from spiders.middlewares import Refused, Sender, headers_of
from spiders.patience import retry_after
from spiders.reasons import told
from standoff.errors import FeedError

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 05 Jan 2026 12:01:00 GMT", 60.0),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_counts_or_is_a_date(value, seconds):
    response = Response("https://h.example/", headers={"Retry-After": value.encode("latin-1")})
    assert retry_after(response, NOW) == seconds


def test_retry_after_may_be_missing():
    assert retry_after(Response("https://h.example/"), NOW) is None


@pytest.mark.parametrize(
    ("contact", "headers"),
    [
        (None, {}),
        ("desk@archive.example", {b"From": [b"desk@archive.example"]}),
        ("https://archive.example/bot", {b"User-Agent": [b"standoff/9 (+https://archive.example/bot)"]}),
    ],
)
def test_contact_is_said_where_it_belongs(contact, headers):
    request = Request("https://h.example/")
    Sender(contact, "standoff/9").process_request(request)
    assert dict(request.headers) == headers


def test_headers_of_keeps_repeated_names():
    response = Response("https://h.example/", headers={"Link": [b"<a>", b"<b>"], "X-Name": "\xe9".encode("latin-1")})
    assert headers_of(response) == (("Link", "<a>"), ("Link", "<b>"), ("X-Name", "\xe9"))


LOST = "[<twisted.python.failure.Failure twisted.internet.error.ConnectionLost: Connection was lost.>]"
VERIFY = "[<twisted.python.failure.Failure OpenSSL.SSL.Error: [('SSL routines', '', 'certificate verify failed')]>]"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Refused("robots.txt forbids it"), "robots.txt forbids it"),
        (FeedError("h: is\nno XML"), "h: is no XML"),
        (ValueError(), "ValueError"),
        (OSError("gone"), "OSError: gone"),
        (OSError(LOST), "OSError: ConnectionLost: Connection was lost"),
        (OSError(VERIFY), "OSError: Error: [('SSL routines', '', 'certificate verify failed')]"),
    ],
)
def test_told_is_one_line(error, line):
    assert told(error) == line
