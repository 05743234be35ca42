"""Pages of a platform, a country and an outlet."""

from typing import Any
from urllib.parse import quote

import httpx
import pytest
from lxml import html


def _tree(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("path", ["/platform/Telegram", "/country/EE"])
def test_platform_and_country_show_disputes_acts_and_statements(settled: httpx.Client, path: str) -> None:
    tree = _tree(settled.get(path))
    words = _words(tree.get_element_by_id("main"))
    for expected in ("1 dispute, from 2026-10-02", "fine 40,000 EUR", "No letter of the board ever", "Board Threatens"):
        assert expected in words
    links = {link.get("href") for link in tree.iter("a")}
    assert {"/dispute/telegram-estonia", "/article/1?revision=2#q-4", "/outlet/lantern"} <= links
    shown = settled.get(f"{path}.json").json()
    assert [row["slug"] for row in shown["disputes"]] == ["telegram-estonia"]
    assert shown["acts"][0]["date"] == "2026-11-18"
    assert len(shown["articles"]) == 4


def test_outlet_shows_its_health_channels_and_failures(room: httpx.Client) -> None:
    tree = _tree(room.get("/outlet/lantern"))
    words = _words(tree.get_element_by_id("main"))
    for expected in ("5, 3 of them from the seven days", "https://lantern.example/a/broken/1009.html", "extract"):
        assert expected in words
    shown = room.get("/outlet/lantern.json").json()
    assert len(shown["days"]) == 14
    assert sum(day["articles"] > 0 for day in shown["days"]) == 4
    assert len(list(tree.find_class("bar"))) == 4
    assert "2026-11-17: 1" in _words(tree.get_element_by_id("bars-desc"))
    assert _tree(room.get("/archive/outlets/lantern")).find_class("bars")
    assert not _tree(room.get("/archive/outlets/lantern?_stock=1")).find_class("bars")


def test_names_of_any_kind_have_their_page(room: httpx.Client) -> None:
    tree = _tree(room.get("/dispute/hostile-dispute"))
    kicker = tree.find_class("kicker")[0]
    paths = [link.get("href") for link in kicker.iter("a")]
    assert paths == ["/platform/" + quote("<b>Bold</b>", safe=""), "/country/XX"]
    for path in paths:
        assert not list(_tree(room.get(path)).get_element_by_id("main").iter("b", "script", "img"))
    assert _words(_tree(room.get(paths[0])).find(".//h1")) == "<b>Bold</b>"
    outlet = _tree(room.get("/outlet/hostile"))
    assert not [link for link in outlet.iter("a") if "script:" in (link.get("href") or "")]
    assert "javascript:alert(1)" in _words(outlet.find_class("source")[0])


@pytest.mark.parametrize(
    "path",
    ["/platform/None", "/country/ZZ", "/country/ee", "/outlet/none", "/outlet/%00", "/platform/a%2Fb", "/platform/"],
)
def test_what_is_not_held_is_not_found(room: httpx.Client, path: str) -> None:
    assert room.get(path).status_code == 404
    assert room.get(f"{path}.json").status_code == 404


def test_other_pages_lead_there(room: httpx.Client) -> None:
    wanted = {
        "/": {"/outlet/lantern", "/platform/Telegram", "/country/EE"},
        "/article/1": {"/outlet/lantern", "/platform/Telegram"},
        "/dispute/telegram-estonia": {"/outlet/lantern", "/platform/Telegram", "/country/EE"},
        "/search?q=stamps": {"/outlet/cable"},
        "/speaker/3": {"/outlet/lantern"},
    }
    for path, links in wanted.items():
        assert links <= {link.get("href") for link in _tree(room.get(path)).iter("a")}, path


def test_tables_lead_to_the_pages_of_things(room: httpx.Client) -> None:
    for path, wanted in (("/archive/disputes", "/platform/Telegram"), ("/archive/latest_articles", "/outlet/lantern")):
        assert wanted in {link.get("href") for link in _tree(room.get(path)).iter("a")}
