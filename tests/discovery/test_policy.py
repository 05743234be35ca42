"""What publishers reserve, from real pages on real HTTP into the archive: recorded always, obeyed by policy."""

import json
from typing import Any

import pytest

NOARCHIVE = '<meta name="robots" content="noarchive">'
RESERVED = '<meta name="tdm-reservation" content="1">'
WALLED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
SHOWN = "select revisions.text, revisions.headline, payloads.encoding from articles join revisions on revisions.id = "
SHOWN += "revision_id join captures on captures.id = capture_id join payloads using (digest) order by articles.url"


def tdmrep(site: Any, *rules: dict[str, Any]) -> None:
    site.pages["/.well-known/tdmrep.json"] = (200, {"Content-Type": "application/json"}, json.dumps(rules).encode())


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ("", ["whole", "excerpt", "excerpt", "whole", "whole"]),
        (
            '[policy]\nnoarchive = "skip"\ntdm = "keep"\npaywall = "excerpt"',
            ["skip", "whole", "whole", "whole", "excerpt"],
        ),
    ],
)
def test_policy_decides_what_is_kept(site: Any, policy: str, kept: list[str]) -> None:
    site.outlet += policy
    pages: list[tuple[str, dict[str, str]]] = [
        (NOARCHIVE, {}),
        (RESERVED, {}),
        ("", {"TDM-Reservation": "1"}),
        ('<meta name="tdm-reservation" content="0">', {"TDM-Reservation": "1"}),
        (WALLED, {}),
    ]
    for number, (head, headers) in enumerate(pages):
        site.page(f"/news/{number}", site.html(f"Headline number {number}", head=head), headers)
    site.show(**{f"n{number}": "" for number in range(len(pages))})
    site.crawl()
    shown = site.rows(SHOWN)
    assert [headline for _, headline, _ in shown] == [f"Headline number {number}" for number in range(len(pages))]
    assert [encoding == "zstd" for *_, encoding in shown] == [how == "whole" for how in kept]
    for how, (text, *_) in zip(kept, shown, strict=True):
        assert text.endswith("none of the letters.") == (how == "whole")
        assert {"whole": len(text) > 280, "excerpt": 0 < len(text) <= 280, "skip": text == ""}[how]
    told = site.rows("select action, words from withheld join articles on articles.id = article_id order by url")
    assert [action for action, _ in told] == [how for how in kept if how != "whole"]
    assert all(words for _, words in told)
    assert "{}" not in {rights for (rights,) in site.rows("select rights from articles")}
    assert site.faults() == []


def test_file_of_the_host_is_asked_for_once_a_day_before_pages_and_obeyed(site: Any) -> None:
    tdmrep(
        site,
        {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://harbour.example/terms"},
        {"location": "/news/2$", "tdm-reservation": 0},
    )
    for path in ("/news/1", "/news/2"):
        site.page(path, site.html(f"The page at {path}"))
    site.page("/news/3", site.html("The third page"), {"TDM-Reservation": "0"})
    site.show(n1="", n2="", n3="")
    site.crawl()
    first = [path for _, path, *_ in site.asked]
    assert first.index("/.well-known/tdmrep.json") < min(map(first.index, ("/news/1", "/news/2", "/news/3")))
    assert [(len(text) > 280, encoding) for text, _, encoding in site.rows(SHOWN)] == [
        (False, "removed"),
        (True, "zstd"),
        (True, "zstd"),
    ]
    assert "/news/" in site.rows("select words from withheld")[0][0]
    site.page("/news/4", site.html("A fourth page"))
    site.show(n1="", n2="", n3="", n4="")
    site.crawl()
    assert [path for _, path, *_ in site.asked].count("/.well-known/tdmrep.json") == 1
    assert site.rows("select count(*) from withheld") == [(2,)]
    assert site.rows("select kind, status from captures where kind = 'tdmrep'") == [("tdmrep", 200)]
    assert site.faults() == []


def test_lifted_policy_is_no_edit_of_the_publisher(site: Any) -> None:
    site.page("/news/1", site.html(head=RESERVED), {"ETag": '"1"'})
    site.show(n1="2026-03-01T10:00:00Z")
    site.crawl()
    site.outlet += '[policy]\ntdm = "keep"\n'
    site.page("/news/1", site.html(head=RESERVED), {"ETag": '"2"'})
    site.show(n1="2026-03-01T11:00:00Z")
    site.crawl()
    assert site.rows("select change, words > 50 from revisions order by id") == [("first", 0), ("extractor", 1)]
    assert site.rows("select status from articles") == [("live",)]
    assert site.faults() == []
