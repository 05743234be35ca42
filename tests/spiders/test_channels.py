"""What a spider makes of channels: which it reads, what it lists, what it says of the broken ones."""


def test_channels_are_read_once_and_their_faults_told(site, crawl, outlet_text, packed):
    index = f"<sitemapindex><sitemap><loc>{site.home}/sitemap_1_1.xml.gz</loc></sitemap>"
    index += f"<sitemap><loc>{site.home}/sitemap_1_videos.xml.gz</loc></sitemap>"
    index += f"<sitemap><loc>{site.home}/sitemap_1_sections.xml.gz</loc></sitemap></sitemapindex>"
    site.pages |= {
        "/sitemap.xml": index.encode(),
        "/sitemap_1_1.xml.gz": packed(
            site.sitemap("/a/one/1000001.html", "/z/20", "/a/x" + "x" * 2048 + "/1000009.html")
        ),
        "/sitemap_same.xml": (304, {"ETag": '"1"'}, b""),
        "/sitemap_empty.xml": b"<urlset/>",
        "/sitemap_dead.xml": b"Wrong code.",
        "/sitemap_cut.xml": site.sitemap("/amp/two/1000002.html?utm_source=x").replace(
            b"</urlset>", b"<url><loc>https:"
        ),
        "/feed": (
            200,
            {"ETag": '"2"'},
            b"<rss><channel><item><link>/a/three/1000003.html</link></item></channel></rss>",
        ),
        "/robots.txt": b"User-agent: *\nDisallow: /sitemap_forbidden.xml",
        "/a/one/1000001.html": site.page,
        "/a/two/1000002.html": site.page,
        "/a/three/1000003.html": site.page,
    }
    names = ["", "_same", "_empty", "_dead", "_cut", "_forbidden", "_missing"]
    sitemaps = ", ".join(f'"HOME/sitemap{name}.xml"' for name in names)
    got = crawl(
        outlet_text.replace('"HOME/sitemap_1_latest.xml"', sitemaps).replace(
            "article", 'feeds = ["HOME/feed"]\narticle'
        ),
        VALIDATORS={f"{site.home}/sitemap_same.xml": {"If-None-Match": '"1"', "If-Modified-Since": "yesterday"}},
    )
    channels = {url.removeprefix(site.home): told for url, told in got.channels.items()}
    assert {
        path: told["error"] and told["error"].removeprefix(site.home + path) for path, told in channels.items()
    } == {
        "/sitemap.xml": None,
        "/sitemap_1_1.xml.gz": None,
        "/sitemap_same.xml": None,
        "/sitemap_empty.xml": None,
        "/sitemap_dead.xml": ": is no XML: 11 bytes beginning 'Wrong code.'",
        "/sitemap_cut.xml": channels["/sitemap_cut.xml"]["error"].removeprefix(site.home + "/sitemap_cut.xml"),
        "/sitemap_forbidden.xml": ": robots.txt forbids it",
        "/sitemap_missing.xml": ": HTTP 404",
        "/feed": None,
    }
    assert "broken XML after 1 entries" in channels["/sitemap_cut.xml"]["error"]
    assert {path: told["links"] for path, told in channels.items() if told["links"]} == {
        "/sitemap_1_1.xml.gz": 1,
        "/sitemap_cut.xml": 1,
        "/feed": 1,
    }
    assert channels["/feed"]["headers"]["Etag"] == '"2"'
    assert channels["/sitemap_cut.xml"]["headers"] == {}
    asked = dict(site.asked)
    assert asked["/sitemap_same.xml"]["if-none-match"] == '"1"'
    assert asked["/sitemap_same.xml"]["if-modified-since"] == "yesterday"
    assert not asked.keys() & {"/sitemap_1_videos.xml.gz", "/sitemap_1_sections.xml.gz"}
    assert {record["url"].removeprefix(site.home) for record in got.records} == {
        "/a/one/1000001.html",
        "/a/two/1000002.html",
        "/a/three/1000003.html",
    }
    assert (got.stats["standoff/not_an_article"], got.stats["standoff/address_too_long"]) == (1, 1)


BACKFILL = """
<sitemapindex><sitemap><loc>{0}/sitemap_1_1.xml</loc><lastmod>2025-04-20T17:38:23.4598287Z</lastmod></sitemap>
<sitemap><loc>{0}/sitemap_1_2.xml</loc><lastmod>2019-04-20</lastmod></sitemap></sitemapindex>"""


def backfill(site, outlet_text):
    site.pages |= {
        "/sitemap_1_latest.xml": site.sitemap("/a/new/1000009.html"),
        "/sitemap.xml": BACKFILL.format(site.home).encode(),
        "/sitemap_1_1.xml": site.sitemap("/a/mid/1000005.html", lastmod="2025-04-01")[:-9]
        + site.sitemap("/a/old/1000001.html", lastmod="2024-12-31").partition(b">")[2],
        "/sitemap_1_2.xml": site.sitemap("/a/older/1000000.html", lastmod="2019-04-01"),
    }
    return outlet_text.replace("article", 'backfill = ["HOME/sitemap.xml"]\narticle')


def test_backfill_is_read_only_when_asked_for(site, crawl, outlet_text):
    got = crawl(backfill(site, outlet_text), LIMIT=1)
    assert "/sitemap.xml" not in site.paths()
    assert [record["status"] for record in got.records] == [404]


def test_since_reads_backfill_as_far_as_it_must(site, crawl, outlet_text):
    got = crawl(backfill(site, outlet_text), SINCE="2025-01-01", VALIDATORS={f"{site.home}/sitemap.xml": {"X-No": "1"}})
    assert [url.removeprefix(site.home) for url in got.noticed] == ["/a/new/1000009.html", "/a/mid/1000005.html"]
    assert "/sitemap_1_2.xml" not in site.paths()
    assert got.stats["standoff/older_than_since"] == 1
    assert "x-no" not in dict(site.asked)["/sitemap.xml"]
    assert got.channels[f"{site.home}/sitemap_1_1.xml"]["headers"] == {}
    assert got.channels[f"{site.home}/sitemap_1_latest.xml"]["headers"]


def test_dry_run_lists_everything_and_fetches_no_page(site, crawl, outlet_text):
    got = crawl(backfill(site, outlet_text), DRY_RUN=True)
    assert len(got.noticed) == 4
    assert not [path for path in site.paths() if path.startswith("/a/")]
    assert got.records == []
