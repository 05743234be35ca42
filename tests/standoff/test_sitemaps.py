"""Sitemaps, sitemap indexes and news sitemaps."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standoff.errors import FeedError
from standoff.feeds import read_channel
from standoff.model import Link
from standoff.sitemaps import Child

URL = "https://www.freewave.example/channel"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
SITEMAPS = Path(__file__).parents[3] / "shared/data/sitemaps"


def entries(body):
    return list(read_channel(body if isinstance(body, bytes) else body.encode(), URL))


def urls(body):
    return [entry.url for entry in entries(body)]


def test_urlset_gives_links_with_their_times():
    assert entries(
        f"<urlset {SPACE}><url><loc> https://h.example/a?x=1&amp;y=2\n</loc>"
        "<lastmod>2025-04-20T17:38:23.4598287Z</lastmod><priority>0.8</priority></url></urlset>"
    ) == [
        Link(
            url="https://h.example/a?x=1&y=2",
            channel=URL,
            lastmod=datetime(2025, 4, 20, 17, 38, 23, 459_828, tzinfo=UTC),
        )
    ]


def test_news_sitemap_gives_title_language_and_publication():
    [link] = entries(
        f"<urlset {SPACE} {NEWS}><url><loc>https://h.example/a</loc><news:news><news:publication>"
        "<news:name>Freewave</news:name><news:language>kk</news:language></news:publication>"
        "<news:publication_date>2025-05-25</news:publication_date>"
        "<news:title>A law &amp; its\n reader </news:title></news:news></url></urlset>"
    )
    assert (link.headline, link.language) == ("A law & its reader", "kk")
    assert link.published_at == datetime(2025, 5, 25, tzinfo=UTC)
    assert link.lastmod is None


def test_index_gives_children():
    assert entries(
        f"<sitemapindex {SPACE}><sitemap><loc>https://h.example/1.xml.gz</loc><lastmod>2025-04-20</lastmod></sitemap>"
        "<sitemap><loc>https://h.example/latest.xml.gz</loc></sitemap></sitemapindex>"
    ) == [
        Child(url="https://h.example/1.xml.gz", lastmod=datetime(2025, 4, 20, tzinfo=UTC)),
        Child(url="https://h.example/latest.xml.gz"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<urlset/>",
        f"<urlset {SPACE}></urlset>",
        "<rss version='2.0'><channel><title>Quiet</title></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quiet</title></feed>",
    ],
)
def test_empty_list_is_legal(body):
    assert entries(body) == []


def test_gzip_is_told_by_its_bytes():
    body = f"<urlset {SPACE}><url><loc>https://h.example/a</loc></url></urlset>".encode()
    assert urls(gzip.compress(body)) == urls(body) == ["https://h.example/a"]


def test_sitemap_without_namespace_or_with_byte_order_mark_is_read():
    body = "<?xml version='1.0'?><!-- made <by> hand --><urlset><url><loc>https://h.example/é</loc></url></urlset>"
    assert urls(b"\xef\xbb\xbf" + body.encode()) == ["https://h.example/%C3%A9"]
    assert urls(body.encode("utf-16")) == ["https://h.example/%C3%A9"]


def test_loc_of_an_image_is_no_link():
    assert urls(
        f'<urlset {SPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>'
        "<image:image><image:loc>https://h.example/p.jpg</image:loc></image:image>"
        "<loc>https://h.example/a</loc></url></urlset>"
    ) == ["https://h.example/a"]


def test_entry_without_address_is_passed_over():
    assert urls("<urlset><url><lastmod>2025-01-01</lastmod></url><url><loc>/b</loc></url></urlset>") == [
        "https://www.freewave.example/b"
    ]


def test_bare_ampersand_loses_no_entry():
    many = "".join(f"<url><loc>https://h.example/?a={n}&b=&amp;c&nbsp;=1</loc></url>" for n in range(5000))
    found = urls(f"<urlset><url><loc>https://h.example/first</loc></url>{many}</urlset>")
    assert found[:2] == ["https://h.example/first", "https://h.example/?a=0&b=&c&nbsp;=1"]
    assert len(found) == len(set(found)) == 5001


def test_one_entry_is_bounded():
    bomb = gzip.compress(b"<urlset><url>" + b"<x/>" * 5_000_000)
    with pytest.raises(FeedError, match="more than 10000 elements in one entry"):
        entries(bomb)


def test_prefix_that_is_not_declared_is_a_fault_and_no_crash():
    found = read_channel(b"<urlset><url><loc>https://h.example/a</loc></url><news:url/></urlset>", URL)
    assert next(found).url == "https://h.example/a"
    with pytest.raises(FeedError, match="broken XML after"):
        list(found)


# the real thing


@pytest.mark.skipif(not SITEMAPS.is_dir(), reason=f"the real sitemaps are not at {SITEMAPS}")
def test_real_sitemaps_list_what_they_hold():
    folder = SITEMAPS / "www.rferl.org"
    children = entries((folder / "sitemap.xml").read_bytes())
    assert all(isinstance(child, Child) for child in children)
    links = entries((folder / "sitemap_8_10.xml.gz").read_bytes())
    assert len(links) == 19_499
    assert all(link.lastmod for link in links)
    news = entries((folder / "sitemap_8_news.xml.gz").read_bytes())
    assert [bool(link.headline and link.language == "en" and link.published_at) for link in news] == [True] * 11
