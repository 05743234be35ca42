"""Section pages: a channel in HTML."""

import pytest

PAGE = """<html><nav><a href="/z/20">Politics</a><a href="https://elsewhere.example/a/x/1000009.html">Partner</a></nav>
<a href="/a/one/1000001.html"><h4>Regulator blocks Telegram</h4></a><a href="/a/1000001.html">once more</a>
<a href="//127.0.0.1:{port}/amp/two/1000002.html?utm_source=x">Second</a>{nonce}</html>"""


@pytest.fixture
def outlet(outlet_text):
    return outlet_text.replace("article", 'sections = ["HOME/z/20"]\narticle')


def test_links_to_articles_of_the_outlet_are_taken(site, crawl, outlet):
    site.show()
    site.pages |= {"/z/20": PAGE.format(port=site.port, nonce=1).encode()}
    site.pages |= dict.fromkeys(["/a/one/1000001.html", "/a/two/1000002.html", "/a/1000001.html"], site.page)
    got = crawl(outlet)
    assert got.noticed == [
        f"{site.home}{path}" for path in ("/a/one/1000001.html", "/a/1000001.html", "/a/two/1000002.html")
    ]
    assert got.channels[f"{site.home}/z/20"]["links"] == 3
    assert got.channels[f"{site.home}/z/20"]["error"] is None


def test_what_moves_on_a_section_page_besides_its_links_is_nothing_new(site, crawl, outlet):
    site.show()
    listings = []
    for nonce in ("1", "2", "<a href='/a/three/1000003.html'>Third</a>"):
        site.pages["/z/20"] = PAGE.format(port=site.port, nonce=nonce).encode()
        [listing] = [told for url, *_, told in crawl(outlet, LIMIT=1).bodies if url.endswith("/z/20")]
        listings.append(listing)
    assert listings[0] == listings[1] != listings[2]


@pytest.mark.parametrize("body", [b"<html><h1>Are you a reader?</h1></html>", b"", b"\x00\x01"])
def test_section_without_an_article_is_a_failure(site, crawl, outlet, body):
    site.show()
    site.pages["/z/20"] = (200, {"Content-Type": "text/html"}, body)
    told = crawl(outlet).channels[f"{site.home}/z/20"]
    assert "links to no article" in told["error"] or "no HTML" in told["error"]
    assert told["headers"] == {}
