"""The server: pages, validators, versions, channels, and the log of what was asked."""

import gzip
import http.client
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree
from protego import Protego

from newsroom import Hit, Newsroom, load_sites, write_outlets
from standoff.catalogue import load_catalogue

FREEWAVE = "www.freewave.localhost"
REVISED = "/a/tiktok-gifts-stay-uzbekistan/33581940.html"
LATEST = "/sitemap_108_latest.xml.gz"


class Answer:
    """One response, read to its end."""

    def __init__(self, newsroom: Newsroom, host: str, path: str, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", newsroom.port, timeout=5)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": f"{host}:{newsroom.port}", **sent})
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        connection.close()


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as running:
        yield running


def lastmods(newsroom: Newsroom, path: str) -> dict[str, str]:
    root = etree.fromstring(gzip.decompress(Answer(newsroom, FREEWAVE, path).body))
    rows = root.findall("{*}url")
    return {urlsplit(row.findtext("{*}loc", "")).path: row.findtext("{*}lastmod", "") for row in rows}


def test_every_page_and_channel_answers(newsroom: Newsroom) -> None:
    for site in load_sites():
        for page in site.current(1):
            answer = Answer(newsroom, site.host, page.path)
            assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        robots = Answer(newsroom, site.host, "/robots.txt").body.decode()
        for address in Protego.parse(robots).sitemaps:
            parts = urlsplit(address)
            assert (parts.hostname, parts.port) == (site.host, newsroom.port)
            assert Answer(newsroom, site.host, f"{parts.path}?{parts.query}").status == 200


def test_unknown_host_path_and_method_are_refused(newsroom: Newsroom) -> None:
    assert Answer(newsroom, "www.elsewhere.localhost", "/").status == 404
    assert Answer(newsroom, FREEWAVE, "/a/1.html").status == 404
    assert Answer(newsroom, FREEWAVE, "/", method="POST").status == 501


def test_head_has_the_length_and_no_body(newsroom: Newsroom) -> None:
    whole = Answer(newsroom, FREEWAVE, REVISED)
    head = Answer(newsroom, FREEWAVE, REVISED, method="HEAD")
    assert head.headers["Content-Length"] == str(len(whole.body))
    assert head.body == b""


def test_unchanged_page_answers_304_to_tag_and_to_date(newsroom: Newsroom) -> None:
    first = Answer(newsroom, FREEWAVE, REVISED)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    by_tag = Answer(newsroom, FREEWAVE, REVISED, If_None_Match=f'"other", W/{tag}')
    assert (by_tag.status, by_tag.body, by_tag.headers["ETag"]) == (304, b"", tag)
    assert Answer(newsroom, FREEWAVE, REVISED, If_Modified_Since=date).status == 304
    assert Answer(newsroom, FREEWAVE, REVISED, If_Modified_Since="Mon, 01 Sep 2025 00:00:00 GMT").status == 200
    assert Answer(newsroom, FREEWAVE, REVISED, If_Modified_Since="yesterday").status == 200
    assert Answer(newsroom, FREEWAVE, REVISED, If_None_Match='"other"', If_Modified_Since=date).status == 200


def test_second_round_serves_the_second_version(newsroom: Newsroom) -> None:
    first = Answer(newsroom, FREEWAVE, REVISED)
    before = lastmods(newsroom, LATEST)
    newsroom.round = 2
    second = Answer(newsroom, FREEWAVE, REVISED, If_None_Match=first.headers["ETag"])
    after = lastmods(newsroom, LATEST)
    assert second.status == 200
    assert b"CORRECTION" in second.body
    assert b"CORRECTION" not in first.body
    assert before.keys() == after.keys()
    assert {path for path in before if before[path] != after[path]} == {REVISED}
    assert before[REVISED] < after[REVISED]
    assert parsedate_to_datetime(first.headers["Last-Modified"]) < parsedate_to_datetime(
        second.headers["Last-Modified"]
    )
    newsroom.round = 1
    assert Answer(newsroom, FREEWAVE, REVISED).body == first.body


def test_only_two_rounds_exist(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="round is 1 or 2, not 3"):
        newsroom.round = 3


def test_numbered_sitemap_stays_behind(newsroom: Newsroom) -> None:
    before = Answer(newsroom, FREEWAVE, "/sitemap_108_1.xml.gz").body
    newsroom.round = 2
    assert Answer(newsroom, FREEWAVE, "/sitemap_108_1.xml.gz").body == before


def test_sitemap_index_leads_to_gzip_files(newsroom: Newsroom) -> None:
    index = etree.fromstring(Answer(newsroom, FREEWAVE, "/sitemap.xml").body)
    paths = [urlsplit(str(loc.text)).path for loc in index.iter("{*}loc")]
    assert len(paths) == 5
    for path in paths:
        answer = Answer(newsroom, FREEWAVE, path)
        assert etree.fromstring(gzip.decompress(answer.body)).tag.endswith("urlset")


def test_empty_news_sitemap_is_an_urlset(newsroom: Newsroom) -> None:
    packed = Answer(newsroom, "ru.freewave.localhost", "/sitemap_106_news.xml.gz").body
    root = etree.fromstring(gzip.decompress(packed))
    assert (root.tag, len(root)) == ("urlset", 0)


def test_address_without_slug_moves_to_the_slug(newsroom: Newsroom) -> None:
    answer = Answer(newsroom, FREEWAVE, "/a/33581940.html")
    assert (answer.status, answer.headers["Location"]) == (301, newsroom.address(FREEWAVE)[:-1] + REVISED)


def test_newspaper_feed_prints_named_zones(newsroom: Newsroom) -> None:
    body = Answer(newsroom, "www.daugavacourier.localhost", "/feed/").body
    printed = {entry.published.rsplit(" ", 1)[1] for entry in feedparser.parse(body).entries}
    assert printed == {"EET", "EEST"}


def test_wire_feed_prints_offsets(newsroom: Newsroom) -> None:
    body = Answer(newsroom, "www.halyard.localhost", "/arc/outboundfeeds/rss/?outputType=xml").body
    entries = feedparser.parse(body).entries
    assert len(entries) == 6
    assert all(parsedate_to_datetime(entry.published).utcoffset() == timedelta() for entry in entries)


def test_wrong_feed_code_answers_eleven_bytes(newsroom: Newsroom) -> None:
    answer = Answer(newsroom, FREEWAVE, "/api/zwrong-code")
    assert (answer.status, len(answer.body)) == (200, 11)


def test_pangea_robots_open_articles_and_close_feeds(newsroom: Newsroom) -> None:
    robots = Protego.parse(Answer(newsroom, FREEWAVE, "/robots.txt").body.decode())
    root = newsroom.address(FREEWAVE)
    assert robots.can_fetch(root + REVISED[1:], "standoff")
    assert not robots.can_fetch(root + "api/zwrong-code", "standoff")
    assert not robots.can_fetch(root + "z/1/2025/9/17", "standoff")
    assert not robots.can_fetch(root + "z/1?p=2", "standoff")


def test_log_keeps_every_request(newsroom: Newsroom) -> None:
    tag = Answer(newsroom, FREEWAVE, REVISED).headers["ETag"]
    Answer(newsroom, FREEWAVE, REVISED, If_None_Match=tag)
    Answer(newsroom, FREEWAVE, "/nowhere?x=1")
    assert newsroom.requests == [
        Hit(FREEWAVE, REVISED, 200, False),
        Hit(FREEWAVE, REVISED, 304, True),
        Hit(FREEWAVE, "/nowhere?x=1", 404, False),
    ]


def test_outlet_files_load_and_lead_to_the_server(newsroom: Newsroom, tmp_path: Path) -> None:
    files = write_outlets(tmp_path / "outlets", newsroom.port)
    catalogue = load_catalogue(tmp_path / "outlets")
    assert sorted(catalogue) == [file.stem for file in files] == [site.id for site in load_sites()]
    for outlet in catalogue.values():
        channels = (*outlet.discover.news_sitemaps, *outlet.discover.sitemaps, *outlet.discover.feeds)
        assert len(channels) >= 2
        for address in (outlet.homepage, *channels, *outlet.discover.backfill):
            parts = urlsplit(address)
            assert parts.port == newsroom.port
            assert Answer(newsroom, str(parts.hostname), f"{parts.path}?{parts.query}").status == 200
