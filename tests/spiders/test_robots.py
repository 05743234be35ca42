"""robots.txt by RFC 9309."""

import pytest

from spiders.robots import MAX_BYTES, rules_from

AGENT = "standoff/0.1.0"
PAGE = "https://h.example/a/slug/31000001.html"


def allowed(text, path="/a/slug/31000001.html"):
    body = text if isinstance(text, bytes) else text.encode()
    return rules_from(200, body).refusal(f"https://h.example{path}", AGENT) is None


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        (200, None),
        (204, None),
        (404, None),
        (410, None),
        (400, None),
        (401, "everything is closed"),
        (403, "everything is closed"),
        (429, "closed until it can be read"),
        (500, "closed until it can be read"),
        (503, "closed until it can be read"),
        (304, "closed until it can be read"),
    ],
)
def test_status_decides(status, refused):
    reason = rules_from(status, b"").refusal(PAGE, AGENT)
    assert reason == (refused and f"robots.txt answered {status}: {refused}")


# the standard library's parser allows every one of these: it takes the star for a letter
CMS = """User-agent:*
Disallow: /z/*/*/*/*
Disallow: /api/*
Disallow: /*?p=*
Disallow: /s?k=*
Clean-param: withmediaplayer
Sitemap: https://h.example/sitemap.xml"""


@pytest.mark.parametrize("path", ["/z/20/2025/5/25", "/api/zxyz", "/z/20?p=1", "/s?k=bill"])
def test_wildcards_are_kept(path):
    assert not allowed(CMS, path)


@pytest.mark.parametrize("path", ["/a/slug/31000001.html", "/z/20", "/sitemap_1_news.xml.gz", "/"])
def test_what_is_not_named_is_open(path):
    assert allowed(CMS, path)


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("", True),
        ("<!DOCTYPE html><html>Not here</html>", True),
        ("User-agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /a/", False),
        ("user-AGENT :*\r\ndisallow:/a/\r\n", False),
        ("User-agent: *\nDisallow: /a/\nAllow: /a/slug/", True),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Standoff\nAllow: /", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: standoff\nDisallow: /", False),
        (
            "User-agent: standoff\nDisallow: /x\n\nUser-agent: o\nDisallow: /\n\nUser-agent: standoff\nDisallow: /a/",
            False,
        ),
        ("User-agent: other\nUser-agent: standoff\nDisallow: /a/", False),
        (b"User-agent: *\nDisallow: /\xff\nDisallow: /a/", False),
    ],
)
def test_groups_and_oddities(text, open_):
    assert allowed(text) is open_


def test_rules_behind_the_limit_are_not_read_and_none_is_cut_in_two():
    head = b"User-agent: *\nDisallow: /x\n"
    padding = b"#" * (MAX_BYTES - len(head) - len(b"\nDisallow: /")) + b"\n"
    assert allowed(head + padding + b"Disallow: /a/")
    assert not allowed(head + padding + b"Disallow: /a/", "/x")
    assert allowed(head + b"# 2 MB\n" * 300_000)
