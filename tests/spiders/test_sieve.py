"""What of a channel is kept."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from spiders import sieve
from spiders.sieve import Sieve
from standoff.errors import FeedError
from standoff.feeds import Child
from standoff.model import Discover, Link, Outlet

OUTLET = Outlet(
    id="demo",
    name="Demo",
    kind="broadcaster",
    languages=("en",),
    homepage="https://www.freewave.example/",
    cms="pangea",
    discover=Discover(article=r"/a/(?:[^/]+/)?\d+\.html$"),
)
HOME = "https://www.freewave.example"


def sift(entries, since=None, depth=0):
    counts = Counter()
    one = Sieve(OUTLET, since, lambda reason: counts.update([reason]))
    kept = [link.url for link in one.links(entries)] + [child.url for child in one.children(entries, depth)]
    return kept, dict(counts)


def link(url, **rest):
    return Link(url=url, channel="c", **rest)


def test_links_are_folded_and_others_counted():
    kept, counts = sift(
        [
            link("http://m.freewave.example/amp/slug/31000001.html?utm_source=x"),
            link(f"{HOME}/z/20"),
            link(f"{HOME}/a/{'x' * 2048}/31000002.html"),
            link("javascript:/a/31000003.html"),
            link("https://h.example:99999/a/31000003.html"),
            Child(url="file:///a/sitemap.xml"),
        ]
    )
    assert kept == [f"{HOME}/a/slug/31000001.html"]
    assert counts == {"not_an_article": 1, "address_too_long": 1, "not_an_address": 3}


@pytest.mark.parametrize(
    ("lastmod", "published_at", "kept"),
    [
        (None, None, True),
        (datetime(2025, 1, 1, tzinfo=UTC), None, True),
        (datetime(2024, 12, 31, tzinfo=UTC), None, False),
        (None, datetime(2024, 12, 31, tzinfo=UTC), False),
        (datetime(2025, 1, 1, tzinfo=UTC), datetime(2010, 1, 1, tzinfo=UTC), True),
    ],
)
def test_since_looks_at_the_newest_time(lastmod, published_at, kept):
    entry = link(f"{HOME}/a/31000001.html", lastmod=lastmod, published_at=published_at)
    found, counts = sift([entry], since=datetime(2025, 1, 1, tzinfo=UTC))
    assert (len(found), counts) == ((1, {}) if kept else (0, {"older_than_since": 1}))


def test_children_without_articles_or_too_old_are_counted():
    entries = [
        Child(url=f"{HOME}/sitemap_1_videos.xml.gz"),
        Child(url=f"{HOME}/sitemap_1_sections.xml"),
        Child(url=f"{HOME}/sitemap_1_1.xml.gz", lastmod=datetime(2024, 1, 1, tzinfo=UTC)),
        Child(url=f"{HOME}/sitemap_1_latest.xml.gz"),
    ]
    assert sift(entries, since=datetime(2025, 1, 1, tzinfo=UTC)) == (
        [f"{HOME}/sitemap_1_latest.xml.gz"],
        {"sitemap_without_articles": 2, "sitemap_older_than_since": 1},
    )


def test_sitemaps_are_named_once_and_have_an_end(monkeypatch):
    entries = [Child(url=f"{HOME}/sitemap_{number // 2}.xml") for number in range(10)]
    assert sift(entries)[0] == [f"{HOME}/sitemap_{number}.xml" for number in range(5)]
    monkeypatch.setattr(sieve, "MAX_CHANNELS", 3)
    with pytest.raises(FeedError, match="more than 3 sitemaps"):
        sift(entries)


def test_indexes_that_lead_into_each_other_come_to_an_end():
    assert sift([Child(url=f"{HOME}/sitemap.xml")], depth=2)[0] == [f"{HOME}/sitemap.xml"]
    with pytest.raises(FeedError, match="nested more than 3 deep"):
        sift([Child(url=f"{HOME}/sitemap.xml")], depth=3)
