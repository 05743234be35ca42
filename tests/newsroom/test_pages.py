"""The pages and their right answers agree with each other and with what is rendered."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from newsroom import Page, Site, expected, load_sites, write_outlets
from newsroom.render import render
from standoff.catalogue import load_catalogue
from standoff.model import NO_PAGE, PAGE_TYPES

ANSWERS = expected()
IDS = [f"{answer['url']} v{answer['version']}" for answer in ANSWERS]
TODAY = datetime(2026, 11, 24, tzinfo=UTC)

VERSIONS = [
    (site, page, version)
    for site in load_sites()
    for pages in site.pages
    for version, page in enumerate(pages, start=1)
]

KINDS = {"direct", "mixed", "indirect"}
STANCES = set("asserts denies confirms qualifies accuses demands promises threatens declines_to_comment".split())
SIDES = set("government platform court parliament civil_society other".split())
ACTIONS = set(
    "threaten demand_removal demand_data demand_presence data_localisation bill investigate court_order fine block "
    "block_partial throttle designate arrest_or_charge seize_or_freeze store_or_host_order announce_agreement restore "
    "complies complies_partly restricts_locally refuses denies_claim disputes_account confirms appeals sues negotiates "
    "appoints_presence exits evades no_comment removes_state_account labels_state_media".split()
)


def squashed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("answer", ANSWERS, ids=IDS)
def test_quotes_are_exact_and_in_order(answer: dict[str, Any]) -> None:
    text, place = answer["text"] or "", 0
    for quote in answer["quotes"]:
        assert text.count(quote["text"]) == 1, quote["text"]
        start = text.index(quote["text"])
        assert start >= place, f"out of order: {quote['text']}"
        place = start
        assert quote["kind"] in KINDS
        assert quote["stance"] in STANCES
        marks = re.search('[«"“]', quote["text"])
        assert bool(marks) == (quote["kind"] == "mixed"), quote["text"]
        if quote["kind"] == "direct":
            assert text[start - 1] in '«"“' or text[start - 2 : start] == "– "


@pytest.mark.parametrize("answer", ANSWERS, ids=IDS)
def test_cues_and_people_stand_in_the_text(answer: dict[str, Any]) -> None:
    text = answer["text"] or ""
    for quote in answer["quotes"]:
        assert quote["cue"] in text, quote["cue"]
        assert quote["role"] is None or quote["role"] in text, quote["role"]
        if quote["said_on"] is not None:
            datetime.strptime(quote["said_on"], "%Y-%m-%d").replace(tzinfo=UTC)


@pytest.mark.parametrize("answer", ANSWERS, ids=IDS)
def test_events_are_exact(answer: dict[str, Any]) -> None:
    for event in answer["events"]:
        assert event["evidence"] in answer["text"] or event["evidence"] in answer["headline"], event["evidence"]
        assert event["action"] in ACTIONS
        assert event["side"] in SIDES
        assert (event["stage"] is not None) == (event["action"] == "bill")
        assert (event["amount"] is not None) == (event["currency"] is not None) == (event["action"] == "fine")
        assert event["country"] in answer["countries"]
        if event["date"]:
            published = answer["published_at"]
            assert event["date"] <= published[: len(event["date"])]
            assert event["precision"] == {4: "year", 7: "month", 10: "day"}[len(event["date"])]


@pytest.mark.parametrize("answer", ANSWERS, ids=IDS)
def test_irrelevant_pages_have_no_parties(answer: dict[str, Any]) -> None:
    parties = [answer[key] for key in ("platforms", "countries", "bodies", "events")]
    assert all(parties) if answer["relevant"] else not any(parties)
    assert answer["relevant"] == (answer["dispute"] is not None)


@pytest.mark.parametrize(("site", "page", "version"), VERSIONS, ids=IDS)
def test_rendered_page_holds_what_the_answer_says(site: Site, page: Page, version: int) -> None:
    answer = next(a for a in ANSWERS if a["url"] == site.host + page.path and a["version"] == version)
    source = render(site, page, f"http://{site.host}:8000")
    tree = html.fromstring(source.encode())
    visible = squashed(tree.text_content())
    assert "$" not in re.sub(r"\$\d", "", source)
    if page.page_type in NO_PAGE:
        assert answer["headline"] is None
        assert tree.findall(".//h1") == []
        return
    assert [squashed(h1.text_content()) for h1 in tree.iter("h1")] == [answer["headline"]]
    for part in (answer["text"] or "").split("\n\n"):
        assert squashed(part) in visible.replace(", opens new tab", "")
    for caption in answer["captions"]:
        assert caption in visible
    for name in answer["authors"]:
        assert name in visible or name in source
    assert answer["standfirst"] is None or answer["standfirst"] in visible
    assert datetime.fromisoformat(answer["modified_at"]) < TODAY


@pytest.mark.parametrize(("site", "page", "version"), VERSIONS, ids=IDS)
def test_json_ld_gives_the_times_of_the_answer(site: Site, page: Page, version: int) -> None:
    if page.page_type in NO_PAGE:
        return
    tree = html.fromstring(render(site, page, "http://x").encode())
    plain = tree.xpath("//script[@type='application/ld+json']/text()")[-1]
    block = json.loads(plain)
    article = block.get("@graph", [block])[0]
    times = [datetime.fromisoformat(article[key]) for key in ("datePublished", "dateModified")]
    answer = next(a for a in ANSWERS if a["url"] == site.host + page.path and a["version"] == version)
    assert [f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for moment in times] == [
        answer["published_at"],
        answer["modified_at"],
    ]


def test_newsroom_shows_every_kind_of_page() -> None:
    assert {answer["page_type"] for answer in ANSWERS} == PAGE_TYPES
    assert len({answer["url"] for answer in ANSWERS}) >= 18
    assert len({answer["dispute"] for answer in ANSWERS} - {None}) == 3
    assert {stance for answer in ANSWERS for stance in (q["stance"] for q in answer["quotes"])} == STANCES
    wanted = {"bill", "fine", "block", "throttle", "restore", "no_comment", "denies_claim", "announce_agreement"}
    assert wanted <= {event["action"] for answer in ANSWERS for event in answer["events"]}


def test_second_version_changes_headline_and_quote() -> None:
    (first, second) = (answer for answer in ANSWERS if answer["url"].endswith("/33581940.html"))
    assert (first["version"], second["version"]) == (1, 2)
    assert first["headline"] != second["headline"]
    assert len(first["quotes"]) == len(second["quotes"])
    assert {q["text"] for q in first["quotes"]} != {q["text"] for q in second["quotes"]}
    assert first["modified_at"] < second["modified_at"]


def test_wire_copy_is_carried_whole_and_cut() -> None:
    groups = Counter(answer["syndication"] for answer in ANSWERS if answer["syndication"])
    assert sorted(groups.values()) == [2, 2]
    plain = str.maketrans("“”’", '""\'')
    shares = []
    for group in groups:
        copy, wire = (
            answer["text"].translate(plain).split("\n\n") for answer in ANSWERS if answer["syndication"] == group
        )
        assert set(copy) <= set(wire)
        shares.append(len(copy) / len(wire))
    assert sorted(shares) == [0.5, 1.0]


def test_article_patterns_match_their_pages(tmp_path: Path) -> None:
    write_outlets(tmp_path, 8000)
    catalogue = load_catalogue(tmp_path)
    for site, page, _ in VERSIONS:
        pattern = catalogue[site.id].discover.article
        assert re.search(pattern, f"http://{site.host}:8000{page.path}"), page.path
        assert not re.search(pattern, f"http://{site.host}:8000/")


def test_unknown_key_in_a_page_file_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "site.toml").write_text(
        'host="h"\nname="n"\nlanguage="en"\ntemplate="wire"\ncountry="IE"\nnumber=0\nwords={}\n', encoding="utf-8"
    )
    (folder / "robots.txt").write_text("", encoding="utf-8")
    (folder / "page.toml").write_text('path = "/x/"\nheadlin = "y"\n', encoding="utf-8")
    with pytest.raises(TypeError, match="headlin"):
        load_sites(tmp_path)
    (folder / "page.toml").write_text("path = \n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.toml"):
        load_sites(tmp_path)
