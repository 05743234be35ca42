"""What becomes of one page over many runs, on real HTTP: versions, walls, absences, the way back."""

from typing import Any

FRONT = b'<html><head><title>Harbour</title><link rel="canonical" href="HOME/"></head><body>News of today</body></html>'
WALL = b"<html><head><title>Just a moment...</title></head><body>Checking your browser before you go on.</body></html>"


def test_versions_walls_and_absences_of_a_page(site: Any) -> None:
    hour = 0

    def run(answer: tuple[int, dict[str, str], bytes], code: int = 0) -> None:
        nonlocal hour
        hour += 1
        site.pages["/news/1"] = answer
        site.show(n1=f"2026-03-01T{hour:02}:00:00Z")
        site.crawl(code=code)

    html = {"Content-Type": "text/html; charset=utf-8"}
    first = site.html()
    second = site.html("Regulator lifts the block on Telegram")
    run((200, html, first))
    run((200, html, second))
    run((200, html, first))  # A, B, A
    run((200, html, FRONT.replace(b"HOME", site.home.encode())))  # a soft 404
    run((200, html, WALL))
    run((403, html, WALL), 1)
    run((451, html, b"for legal reasons"), 1)
    assert site.rows("select status from articles") == [("unavailable_legal",)]
    run((404, html, b"not here"), 1)
    assert site.rows("select status from articles") == [("unavailable_legal",)]
    run((200, html, first))
    assert site.rows("select change, headline from revisions order by id") == [
        ("first", "Regulator blocks Telegram"),
        ("headline", "Regulator lifts the block on Telegram"),
        ("headline", "Regulator blocks Telegram"),
    ]
    assert [sign for (sign,) in site.rows("select sign from absences order by id")] == [
        "soft_404",
        "block_page",
        "451",
        "404",
        "back",
    ]
    assert site.rows("select status, count(*) from articles group by 1") == [("changed", 1)]
    assert site.rows("select count(*) from captures where kind = 'page'") == [(9,)]
    assert site.paths().count("/news/1") == 9
    assert site.faults() == []


def test_unchanged_run_costs_one_conditional_question_a_channel(site: Any) -> None:
    site.outlet = site.outlet.replace("article =", 'sections = ["HOME/politics"]\nfeeds = ["HOME/feed"]\narticle =')
    feed = f"<rss><channel><item><link>{site.home}/news/1</link></item></channel></rss>".encode()
    site.pages["/feed"] = (200, {"ETag": '"feed"'}, feed)
    site.pages["/politics"] = (
        200,
        {"ETag": '"section"'},
        b'<html><a href="/news/1">Regulator blocks Telegram</a></html>',
    )
    site.page("/news/1", site.html())
    site.show(n1="2026-03-01T10:00:00Z")
    site.crawl()
    assert site.rows("select count(*) from captures where kind = 'channel'") == [(3,)]
    before = site.rows("select count(*), sum(size) from payloads")
    site.asked.clear()
    site.crawl()
    asked = sorted((path, status) for _, path, status, _ in site.asked)
    assert asked == [("/feed", 304), ("/politics", 304), ("/robots.txt", 404), ("/sitemap.xml", 304)]
    assert all("if-none-match" in headers for _, path, _, headers in site.asked if path != "/robots.txt")
    assert site.rows("select count(*), sum(size) from payloads") == before


def test_addresses_of_one_page_are_asked_for_once(site: Any) -> None:
    site.outlet = site.outlet.replace("[discover]", 'cms = "pangea"\nhosts = ["localhost"]\n[discover]').replace(
        "article = '/news/\\d+$'", "article = '/(?:a|amp)/(?:[^/]+/)?\\d+\\.html$'"
    )
    forms = (
        "/a/slug/31000001.html",
        "/a/31000001.html",
        "/amp/slug/31000001.html",
        "/a/other/31000001.html?utm_source=x",
    )
    entries = "".join(f"<url><loc>{site.home}{form}</loc></url>" for form in forms)
    entries += f"<url><loc>http://localhost:{site.port}/a/31000001.html</loc></url>"
    site.pages["/sitemap.xml"] = (200, {}, f"<urlset>{entries}</urlset>".encode())
    site.page("/a/slug/31000001.html", site.html())
    site.crawl()
    assert site.paths() == ["/sitemap.xml", "/a/slug/31000001.html"]
    assert site.rows("select count(*) from articles") == [(1,)]


def test_revision_is_seen_by_the_first_lastmod_of_another_channel(site: Any) -> None:
    site.outlet = site.outlet.replace("sitemaps =", 'news_sitemaps = ["HOME/news.xml"]\nsitemaps =')
    item = (
        f"<url><loc>{site.home}/news/1</loc><news:news><news:publication_date>2026-03-01T10:00:00Z"
        "</news:publication_date><news:title>Regulator blocks Telegram</news:title></news:news></url>"
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    site.pages["/news.xml"] = (200, {"ETag": '"news"'}, f"<urlset {space}>{item}</urlset>".encode())
    site.page("/news/1", site.html())
    site.show()
    site.crawl()
    site.page("/news/1", site.html("Regulator lifts the block on Telegram"))
    site.show(n1="2099-01-01T00:00:00Z")  # later than the reading, whatever the clock says
    site.crawl()
    assert site.paths().count("/news/1") == 2
    assert site.rows("select change from revisions order by id") == [("first",), ("headline",)]
