"""A spider against a site on loopback: every page ends somewhere, nothing vanishes."""

import hashlib
import time
from datetime import datetime


def test_every_page_ends_as_a_record_or_is_missed(site, crawl, outlet_text, packed):
    def hang(handler):
        time.sleep(5)

    def reset(handler):
        handler.close_connection = True

    pages = {
        "fine": site.page,
        "packed": (
            200,
            {"Content-Encoding": "gzip", "Content-Type": "text/html", "Set-Cookie": "a=1"},
            packed(site.page),
        ),
        "gone": (410, {}, b"gone"),
        "broken": (500, {"X-Who": "me"}, b"oops"),
        "empty": (200, {}, b""),
        "moved": (301, {"Location": "/a/fine/1000001.html"}, b""),
        "nowhere": (302, {}, b"no location"),
        "offsite": (302, {"Location": "https://elsewhere.example/a/1.html"}, b""),
        "inside": (302, {"Location": f"http://inside.example:{site.port}/a/1.html"}, b""),
        "literal": (302, {"Location": "http://0xa.1/a/1.html"}, b""),
        "loop": (302, {"Location": "/a/loop/1000011.html"}, b""),
        "badplace": (302, {"Location": "http://[::1"}, b""),
        "script": (302, {"Location": "javascript:alert(1)"}, b""),
        "badzip": (200, {"Content-Encoding": "gzip"}, b"no gzip at all"),
        "oddzip": (200, {"Content-Encoding": "rot13"}, b"uryyb"),
        "charset": (200, {"Content-Type": "text/html; charset=klingon"}, b"\xff\xfe\x00"),
        "forbidden": site.page,
        "reset": reset,
        "short": (200, {"Content-Length": "999", "Connection": "close"}, b"cut off"),
        "slow": hang,
        "bomb": (200, {"Content-Encoding": "gzip"}, packed(b"0" * 3_000_000)),
        "large": (200, {}, b"0" * 3_000_000),
        "refused": b"raise standoff.errors.StoreError",
        "crash": b"raise builtins.ZeroDivisionError",
    }
    paths = {name: f"/a/{name}/{1000001 + number}.html" for number, name in enumerate(pages)}
    site.pages |= {paths[name]: page for name, page in pages.items()}
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /a/forbidden/"
    site.show(*paths.values())
    got = crawl(
        outlet_text.replace("[discover]", 'hosts = ["inside.example", "10.0.0.1"]\n[discover]'),
        NAMES={"inside.example": "10.0.0.1"},
        DOWNLOAD_TIMEOUT=2,
        DOWNLOAD_MAXSIZE=2_000_000,
        RETRY_TIMES=1,
        TROUBLES_IN_A_ROW=100,
    )
    names = {site.home + path: name for name, path in paths.items()}
    records = {names[record["url"]]: record for record in got.records}
    missed = {names[url]: reason for url, reason in got.missed.items()}
    assert records.keys() | missed.keys() == pages.keys()
    assert records.keys() & missed.keys() == {"crash"}

    assert {name: record["status"] for name, record in records.items()} == {
        "fine": 200,
        "packed": 200,
        "gone": 410,
        "broken": 500,
        "empty": 200,
        "moved": 200,
        "nowhere": 302,
        "oddzip": 200,
        "badzip": 200,
        "short": 200,
        "charset": 200,
        "refused": 200,
        "crash": 200,
    }
    assert records["moved"]["final_url"] == site.home + paths["fine"]
    assert records["fine"]["digest"] == "sha256:" + hashlib.sha256(site.page).hexdigest()
    assert datetime.fromisoformat(records["fine"]["fetched_at"]).utcoffset().total_seconds() == 0
    assert records["packed"]["body"] == site.page.decode()
    assert dict(records["packed"]["headers"])["Content-Encoding"] == "gzip"
    assert dict(records["broken"]["headers"])["X-Who"] == "me"
    assert site.paths().count(paths["broken"]) == 2

    assert missed["offsite"] == "offsite: elsewhere.example is no host of demo"
    assert "inside.example resolves to 10.0.0.1, which is not a public address" in missed["inside"]
    assert missed["literal"] == "address refused: 10.0.0.1 is not a public address"
    assert missed["badplace"].startswith("ValueError")
    assert missed["script"].startswith("ValueError")
    assert {name for name, record in records.items() if record["flaw"]} == {"badzip", "oddzip", "short"}
    assert "cannot be undone (BadGzipFile" in records["badzip"]["flaw"]
    assert "rot13" in records["oddzip"]["flaw"]
    assert "Content-Length" in records["short"]["flaw"]
    assert (records["badzip"]["body"], records["short"]["body"]) == ("no gzip at all", "cut off")
    assert missed["loop"] == "max redirections reached"
    assert missed["forbidden"] == "robots.txt forbids it"
    assert paths["forbidden"] not in site.paths()
    assert "Timeout" in missed["slow"]
    assert missed["reset"]
    assert "2000000" in missed["large"]
    assert "2000000 B) during decompression" in missed["bomb"]
    assert missed["crash"] == "ZeroDivisionError: as the page asked"
    assert got.rooms[site.home + paths["crash"]] == "rooms"

    assert got.stats["finish_reason"] == "finished"
    assert f"{site.home}{paths['refused']}: as the page asked\n" in got.log
    assert "StoreError" not in got.log


def test_newest_come_first_and_the_limit_holds(site, crawl, outlet_text):
    paths = [f"/a/page/{1000000 + number}.html" for number in range(40)]
    entries = [site.sitemap(path, lastmod=f"2025-05-{day + 1:02}") for day, path in enumerate(paths[:31])]
    inner = b"".join(entry.partition(b">")[2].removesuffix(b"</urlset>") for entry in entries)
    site.pages |= dict.fromkeys(paths, site.page) | {"/sitemap_1_latest.xml": b"<urlset>" + inner + b"</urlset>"}
    got = crawl(outlet_text, LIMIT=20, CONCURRENT_REQUESTS=1)
    assert len(got.records) == 20
    assert [path for path in site.paths() if path.startswith("/a/")] == paths[30:10:-1]


def test_triage_leaves_what_no_dispute_is_about(site, crawl, outlet_text):
    titles = ["Rain Delays Chess Final", "Kazakh Regulator Orders Telegram To Remove Channels"]
    items = "".join(
        f"<item><title>{title}</title><link>/a/{1000000 + number}.html</link></item>"
        for number, title in enumerate(titles)
    )
    site.pages["/feed"] = f"<rss><channel>{items * 20}</channel></rss>".encode()
    text = outlet_text.replace('sitemaps = ["HOME/sitemap_1_latest.xml"]', 'feeds = ["HOME/feed"]\ntriage = true')
    got = crawl(text)
    assert [record["url"] for record in got.records] == [f"{site.home}/a/1000001.html"]
    assert list(got.left) == [f"{site.home}/a/1000000.html"]
    assert got.left[f"{site.home}/a/1000000.html"].startswith("triage: ")
    assert got.missed == {}


def test_closing_early_ends_the_run(site, crawl, outlet_text):
    site.show(*(f"/a/page/{1000000 + number}.html" for number in range(60)))
    got = crawl(outlet_text, CLOSESPIDER_ITEMCOUNT=3)
    assert got.stats["finish_reason"] == "closespider_itemcount"
    assert 3 <= len(got.records) < 60
    assert "Traceback" not in got.log


def test_fault_of_the_spider_loses_no_page(site, crawl, outlet_text):
    site.show("/a/one/1000001.html", "/a/two/1000002.html")
    site.pages["/a/two/1000002.html"] = b"break the spider"
    got = crawl(outlet_text, BREAK="break the spider")
    assert [record["url"] for record in got.records] == [f"{site.home}/a/one/1000001.html"]
    assert got.missed == {f"{site.home}/a/two/1000002.html": "ValueError: broken on purpose"}
    assert got.rooms == {f"{site.home}/a/two/1000002.html": "spider"}
    assert got.stats["finish_reason"] == "finished"
