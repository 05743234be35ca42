"""Channels: what they list, and what is refused."""

import contextlib
import gzip
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import feeds, sitemaps
from standoff.errors import FeedError
from standoff.feeds import Child, read_channel
from standoff.model import Link

URL = "https://www.freewave.example/channel"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def entries(body):
    return list(read_channel(body if isinstance(body, bytes) else body.encode(), URL))


def urls(body):
    return [entry.url for entry in entries(body)]


RSS = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><language>ru</language>
<item><title><![CDATA[Суд &amp; <b>сеть</b>]]></title><link>https://h.example/1?utm_source=rss</link>
<pubDate>Mon, 02 Mar 2020 14:05:00 MSK</pubDate></item>
<item><title>AT&amp;amp;T</title><guid isPermaLink="true">https://h.example/2</guid></item>
<item><title>nowhere</title></item>
</channel></rss>""".encode("cp1251")


def test_rss_gives_links_with_times_in_their_own_zone():
    one, two = entries(RSS)
    assert (one.url, one.headline, one.language) == ("https://h.example/1?utm_source=rss", "Суд & сеть", "ru")
    assert one.published_at == datetime(2020, 3, 2, 11, 5, tzinfo=UTC)
    assert (one.lastmod, two.published_at) == (None, None)
    assert (two.url, two.headline) == ("https://h.example/2", "AT&T")


def test_atom_and_rdf_are_feeds_too():
    [atom] = entries(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="https://h.example/1"/>'
        "<published>2025-05-24T00:00:00Z</published><updated>2025-05-25T12:00:00+02:00</updated></entry></feed>"
    )
    assert (atom.published_at, atom.lastmod) == (
        datetime(2025, 5, 24, tzinfo=UTC),
        datetime(2025, 5, 25, 10, tzinfo=UTC),
    )
    assert urls(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<item rdf:about="x"><title>A</title><link>https://h.example/1</link></item></rdf:RDF>'
    ) == ["https://h.example/1"]


def test_sloppy_feed_is_read():
    body = "<rss><channel><item><title>A & B</title><link>https://h.example/?a=1&b=2</link></item></channel></rss>"
    [link] = entries(body)
    assert (link.url, link.headline) == ("https://h.example/?a=1&b=2", "A & B")


def test_feed_that_ends_early_gives_its_entries_and_a_fault():
    found = read_channel(RSS[: RSS.index(b"<item><title>AT")], URL)
    assert next(found).url == "https://h.example/1?utm_source=rss"
    with pytest.raises(FeedError, match=r"broken feed after 1 entries: .*no element found"):
        next(found)


def test_broken_feed_without_a_link_is_a_fault():
    with pytest.raises(FeedError, match="broken feed after 0 entries"):
        entries(b"<rss><channel><item><title>" + b"&a" * 10)


def test_feed_that_names_a_file_opens_none(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("<rss><channel><item><link>https://h.example/secret</link></item></channel></rss>")
    with pytest.raises(FeedError, match="is no XML"):
        entries(str(secret))


# refused


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"", "the answer is empty"),
        (b"Wrong code.", "is no XML: 11 bytes beginning 'Wrong code.'"),
        (b"   \n ", "is no XML"),
        (b"\x00\x01\x02\x03", "is no XML"),
        (b"<!DOCTYPE html><html><body>Not here</body></html>", "is an HTML page"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "is an HTML page"),
        (b"<opml><body/></opml>", "is XML of another kind (<opml>)"),
        (gzip.compress(b"<urlset/>" * 99)[:30], "broken gzip"),
        (b"\x1f\x8b" + b"no gzip at all", "broken gzip"),
        (b"<urlset><url><loc>https://h.example/a</loc></url><url><loc>https:", "broken XML after 1 entries"),
        (b"<urlset><url><loc>https://h.example/\xff</loc></url></urlset>", "broken XML after 0 entries"),
        (b"<rss><channel", "broken feed"),
        (b"<rss><channel><item><title>&#xFFFFFFF;<link>/a</link></item></channel></rss>", "broken feed: ValueError"),
    ],
)
def test_what_is_no_channel_is_refused_by_name(body, complaint):
    with pytest.raises(FeedError, match=re.escape(complaint)) as caught:
        entries(body)
    assert str(caught.value).startswith(f"{URL}: ")


def test_what_was_listed_before_the_fault_is_good():
    found = read_channel(b"<urlset><url><loc>https://h.example/a</loc></url><url><loc>https:", URL)
    assert next(found).url == "https://h.example/a"
    with pytest.raises(FeedError):
        next(found)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SUBSETS = {
    "bomb": f'[<!ENTITY l0 "lol">{LAUGHS}]',
    "file": '[<!ENTITY l9 SYSTEM "file:///etc/passwd">]',
    "outside": '[<!ENTITY % more SYSTEM "http://127.0.0.1:9/more.dtd"> %more;]',
}


@pytest.mark.parametrize("subset", SUBSETS.values(), ids=SUBSETS)
@pytest.mark.parametrize("root", ["urlset", "rss"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_declared(root, subset, encoding):
    body = (
        f"<?xml version='1.0'?><!DOCTYPE {root} {subset}><{root}><url><loc>https://h.example/&l9;</loc></url></{root}>"
    )
    started = time.perf_counter()
    with pytest.raises(FeedError, match="declares entities"):
        entries(body.encode(encoding))
    assert time.perf_counter() - started < 0.5


def test_entities_hidden_behind_a_long_comment_expand_to_nothing():
    body = f"<!--{' ' * 70_000}--><!DOCTYPE urlset {SUBSETS['bomb']}><urlset><url><loc>&l9;</loc></url></urlset>"
    with pytest.raises(FeedError):
        entries(body)


def test_document_type_alone_is_no_fault():
    assert urls(
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd"><rss version="0.91">'
        "<channel><item><title>A</title><link>https://h.example/1</link></item></channel></rss>"
    ) == ["https://h.example/1"]


def test_unpacked_size_is_bounded():
    bomb = gzip.compress(b"<urlset>" + (b"<x>" + b" " * 5_000_000 + b"</x>") * 11)
    assert len(bomb) < 60_000
    with pytest.raises(FeedError, match=f"more than {feeds.MAX_BYTES} bytes unpacked"):
        entries(bomb)
    bomb = gzip.compress(b"<rss>" + b" " * (feeds.MAX_FEED_BYTES + 1))
    with pytest.raises(FeedError, match=f"more than {feeds.MAX_FEED_BYTES} bytes unpacked"):
        entries(bomb)


@pytest.mark.parametrize(
    ("module", "limit", "root", "entry"),
    [
        (sitemaps, "MAX_ENTRIES", "urlset", "<url><loc>https://h.example/{}</loc></url>"),
        (feeds, "MAX_FEED_ENTRIES", "rss", "<item><link>https://h.example/{}</link></item>"),
    ],
)
def test_number_of_entries_is_bounded(monkeypatch, module, limit, root, entry):
    monkeypatch.setattr(module, limit, 3)
    body = f"<{root}>{''.join(map(entry.format, range(5)))}</{root}>".encode()
    found = []
    with pytest.raises(FeedError, match="more than 3 entries"):
        found.extend(read_channel(body, URL))
    found = read_channel(body, URL)
    assert [next(found).url[-1] for _ in range(3)] == ["0", "1", "2"]


def test_time_for_a_feed_is_bounded():
    started = time.perf_counter()
    with pytest.raises(FeedError, match="more than 100000 tags"):
        entries(b"<rss><channel>" + b"<a>" * 1_000_000)
    assert time.perf_counter() - started < 0.5


SAMPLES = [
    f"<urlset {SPACE}><url><loc>https://h.example/a?x&amp;y</loc><lastmod>2025-01-01</lastmod></url></urlset>".encode(),
    RSS,
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A</title><link href="/1"/></entry></feed>',
]
SCRAPS = [
    b"<",
    b">",
    b"&",
    b'"',
    b"]]>",
    b"<!--",
    b"-->",
    b"\x00",
    b"\xff",
    b"&#xFFFFFFF;",
    b"<news:x/>",
    b"xmlns=",
    b"http://[",
]


@settings(deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SCRAPS), st.integers(0, 9)), min_size=1, max_size=5),
)
def test_damage_gives_links_or_a_feed_error(body, damage):
    for place, scrap, lost in damage:
        start = int(place * len(body))
        body = body[:start] + scrap + body[start + lost :]
    found = []
    with contextlib.suppress(FeedError):
        found.extend(read_channel(body, URL))
    assert all(isinstance(entry, Link | Child) for entry in found)
