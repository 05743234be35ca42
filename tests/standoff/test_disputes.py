"""Pairs of a page, groups of a pair, numbers that stay, readable names."""

import pytest

from standoff.disputes import Act, Page, called, group_pages, keep_ids, read_parties, slug_of, title_of


def pairs(*found: tuple[str, str, float]) -> list[tuple[str, str, float]]:
    return list(found)


@pytest.mark.parametrize(
    ("platforms", "countries", "acts", "expected"),
    [
        (["TikTok"], ["KG"], [], pairs(("bytedance", "KG", 0.0))),
        (["YouTube", "Google"], ["GE"], [("YouTube", "GE")], pairs(("alphabet", "GE", 1.0))),
        (
            ["Telegram", "TikTok"],
            ["RU", "KG"],
            [("Telegram", "RU"), ("Telegram", "RU"), ("TikTok", "KG")],
            pairs(("telegram", "RU", 2 / 3), ("bytedance", "KG", 1 / 3)),
        ),
        (
            ["Telegram", "TikTok"],
            ["RU"],
            [("Telegram", "RU")],
            pairs(("telegram", "RU", 1.0), ("bytedance", "RU", 0.0)),
        ),
        (["Telegram"], ["RU"], [(None, "RU"), ("Telegram", None)], pairs(("telegram", "RU", 0.0))),
        (["Telegram"], ["RU"], [("Telegram", "US")], pairs(("telegram", "RU", 0.0))),
        ([], ["RU"], [], []),
    ],
)
def test_read_parties(
    platforms: list[str],
    countries: list[str],
    acts: list[tuple[str | None, str | None]],
    expected: list[tuple[str, str, float]],
) -> None:
    found = read_parties(platforms, countries, [Act(platform=platform, country=country) for platform, country in acts])
    assert [(party.owner, party.country, party.weight) for party in found] == expected


def test_group_pages_parts_at_the_gap_and_keeps_undated_pages_of_a_single_group() -> None:
    pages = [Page(article=1, day=0), Page(article=2, day=180), Page(article=3, day=361)]
    undated = Page(article=4, day=None)
    assert group_pages(pages) == [(1, 2), (3,)]
    assert group_pages([*pages, undated]) == [(1, 2), (3,)]
    assert group_pages([pages[0], undated]) == [(1, 4)]
    assert group_pages([undated]) == [(4,)]
    assert group_pages([]) == []


@pytest.mark.parametrize(
    ("old", "new", "ids", "moved", "split"),
    [
        ({}, [{1}, {2}], (None, None), {}, {}),
        ({7: {1, 2}}, [{1, 2, 3}], (7,), {}, {}),
        ({7: {1}, 8: {2}}, [{1, 2}], (7,), {8: 0}, {}),
        ({7: {1}, 8: {2, 3}}, [{1, 2, 3}], (8,), {7: 0}, {}),
        ({7: {1, 2, 3}}, [{1}, {2, 3}], (None, 7), {}, {7: (0,)}),
        ({7: {1}}, [], (), {7: None}, {}),
    ],
)
def test_keep_ids(
    old: dict[int, set[int]],
    new: list[set[int]],
    ids: tuple[int | None, ...],
    moved: dict[int, int | None],
    split: dict[int, tuple[int, ...]],
) -> None:
    found = keep_ids(old, new)
    assert (found.ids, found.moved, found.split) == (ids, moved, split)


@pytest.mark.parametrize(
    ("owner", "named", "headline", "party"),
    [
        ("alphabet", {"YouTube": 4, "Google": 1}, "Google denies a deal", "Google"),
        ("alphabet", {"YouTube": 4, "Google": 1}, "YouTube is slow", "YouTube"),
        ("rakuten", {"Viber": 2, "Rakuten": 2}, "Viber blocked", "Viber"),
        ("meta", {"Instagram": 2, "Facebook": 3}, "", "Facebook"),
        ("meta", {"Meta": 1}, "", "Meta"),
        ("chirrup", {}, "", "chirrup"),
    ],
)
def test_called(owner: str, named: dict[str, int], headline: str, party: str) -> None:
    assert called(owner, named, [headline]) == party


def test_titles_and_slugs_are_readable_and_unlike() -> None:
    assert title_of("Google", "GE") == "Google v. Georgia"
    assert title_of("Google", "GE", 2025) == "Google v. Georgia (2025)"
    assert slug_of("Google v. Georgia", ()) == "google-v-georgia"
    assert slug_of("Google v. Georgia", {"google-v-georgia", "google-v-georgia-2"}) == "google-v-georgia-3"
    assert slug_of("X v. Côte d’Ivoire", ()) == "x-v-côte-d-ivoire"
