"""What channels answer is handed over before it is read, whatever it is; a 304 is nothing to keep."""


def test_bodies_of_channels_are_handed_over_and_never_as_records(site, crawl, outlet_text):
    site.pages |= {
        "/sitemap_1_latest.xml": b"<urlset/>",
        "/sitemap_dead.xml": (200, {"Content-Type": "text/html"}, b"<html>Are you a reader?</html>"),
        "/sitemap_gone.xml": (451, {}, b"for legal reasons"),
        "/sitemap_same.xml": (304, {}, b""),
    }
    names = ", ".join(f'"HOME/sitemap_{name}.xml"' for name in ("1_latest", "dead", "gone", "same"))
    got = crawl(outlet_text.replace('"HOME/sitemap_1_latest.xml"', names))
    assert sorted((url.removeprefix(site.home), *rest) for url, *rest, _ in got.bodies) == [
        ("/sitemap_1_latest.xml", 200, "channel", "<urlset/>"),
        ("/sitemap_dead.xml", 200, "channel", "<html>Are you a reader?</html>"),
        ("/sitemap_gone.xml", 451, "channel", "for legal reasons"),
    ]
    assert got.records == []
