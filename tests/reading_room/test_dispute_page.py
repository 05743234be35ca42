"""The page of a dispute: where it stands, its picture, claims with what came back, copies under their originals."""

import re
import tomllib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from lxml import html

NUMBERS = count(1)
WEIGHTS = {"block": "liftable", "fine": "lasting", "restore": "lifting"}


def _step(date: str | None, action: str, **more: Any) -> dict[str, Any]:
    number = next(NUMBERS)
    step = {"date": date, "action": action, "side": "government", "actor": "Board", "stage": None, "amount": None}
    step |= {"currency": None, "precision": {10: "day", 7: "month", 4: "year"}.get(len(date or ""), "none")}
    step |= {"article_id": number, "event_id": number, "group_id": None, "relation": None, "evidence": "words"}
    step |= {"weight": WEIGHTS.get(action)}
    return step | {"published_at": f"2026-11-01T00:00:{number % 60:02}Z"} | more


@pytest.fixture
def acts(plugin: Callable[[str], ModuleType]) -> ModuleType:
    return plugin("acts")


@pytest.fixture
def timeline(plugin: Callable[[str], ModuleType]) -> ModuleType:
    return plugin("timeline")


@pytest.mark.parametrize(
    ("measure", "lifting", "state"),
    [
        ("2026-01-05", "2026-02-01", "lifted"),
        ("2026-01-05", "2026-01-05", "lifted"),
        ("2026-01", "2026-02", "lifted"),
        ("2026-01", "2026-02-11", "lifted"),
        ("2026-01-05", "2026", "unclear"),
        ("2026-01-05", "2026-01", "unclear"),
        ("2026-01", "2026-01-20", "unclear"),
        ("2026-01", "2026-01", "unclear"),
        (None, "2026-01-20", "unclear"),
        ("2026-01-05", None, "unclear"),
        ("2026-03-05", "2026-02-01", "unknown"),
        ("2026-03-05", "2025", "unknown"),
    ],
)
def test_a_measure_is_lifted_only_where_it_is_told(
    acts: ModuleType, measure: str | None, lifting: str | None, state: str
) -> None:
    told = acts.acts([_step(measure, "block"), _step(lifting, "restore")])
    assert acts.standing(told).state == state


def test_a_fine_is_never_lifted_by_an_end_of_a_block(acts: ModuleType) -> None:
    stand = acts.standing(acts.acts([_step("2026-01-05", "fine"), _step("2026-02-05", "restore")]))
    assert (stand.state, stand.lifting) == ("unknown", None)
    told = [_step("2026-01-05", "block"), _step("2026-02-05", "restore"), _step("2026-03-05", "fine")]
    stand = acts.standing(acts.acts(told))
    assert (stand.state, stand.measure.first["action"], stand.liftable.first["action"]) == ("lifted", "fine", "block")
    assert acts.standing([]).state == "none"


def test_tellings_of_one_day_are_one_act(acts: ModuleType) -> None:
    told = acts.acts(
        [
            _step("2026-01-05", "fine", amount=5.0, actor="Суд"),
            _step("2026-01-05", "fine", amount=5.0, actor="Court"),
            _step("2026-01-05", "fine", amount=7.0),
            _step("2026-01-05", "fine", amount=5.0, side="court"),
        ]
    )
    assert [(act.actors, act.reports) for act in told] == [(["Суд", "Court"], 2), (["Board"], 1), (["Board"], 1)]


def test_undated_tellings_stay_apart_unless_copied(acts: ModuleType) -> None:
    told = [
        _step(None, "refuses"),
        _step(None, "refuses"),
        _step(None, "refuses", group_id=9, relation="copy"),
        _step(None, "refuses", group_id=9, relation="original"),
        _step("2026-01", "refuses", group_id=9),
    ]
    found = acts.acts(told)
    assert [act.reports for act in found] == [1, 1, 2, 1]
    assert found[2].first["relation"] == "original"


def test_copies_are_folded_under_the_original(acts: ModuleType) -> None:
    def source(number: int, group: int | None, relation: str | None) -> dict[str, Any]:
        return {"id": number, "group_id": group, "relation": relation, "published_at": f"2026-01-0{number}"}

    rows = [source(4, 2, "copy"), source(3, None, None), source(2, 2, "original"), source(6, 5, "copy")]
    shown = [(head["id"], [copy["id"] for copy in copies]) for head, copies in acts.folded(rows)]
    assert shown == [(2, [4]), (3, []), (6, [])]


def test_a_picture_keeps_everything(timeline: ModuleType, acts: ModuleType) -> None:
    steps = [
        _step("2024-08", "demand_removal"),
        _step(None, "refuses", side="platform"),
        _step("2026-02-11", "restore"),
    ]
    steps += [_step("2025-11-03", "threaten", amount=float(n)) for n in range(12)]
    said = {"side": None, "speaker_kind": "company", "position": "denial", "stance": "denies", "speaker": None}
    drawn = timeline.picture(acts.acts(steps), [said | {"day": "2025-11-03"}, said | {"day": "no day"}])
    assert drawn.undated == 2
    assert [more.label for more in drawn.beyond] == ["+4"]
    assert len(drawn.marks) + 4 + drawn.undated == len(steps) + 2
    assert [mark.lane for mark in drawn.marks if mark.kind == "denial"] == [1]
    assert [mark.until is not None for mark in drawn.marks].count(True) == 1
    assert all(0 <= mark.x <= 100 and 0 < mark.y < drawn.height for mark in drawn.marks)
    assert 1 <= len(drawn.ticks) <= 6


@pytest.mark.parametrize(
    "days", [("2026-01-01",), ("2026-01-01", "2026-01-02"), ("0001-01-01", "9999-12-31"), ("2026",), ("2026-12",)]
)
def test_a_picture_of_any_span_has_labels(timeline: ModuleType, acts: ModuleType, days: tuple[str, ...]) -> None:
    drawn = timeline.picture(acts.acts([_step(day, "block") for day in days]), [])
    assert 1 <= len(drawn.ticks) <= 6
    assert all(0 <= x <= 100 for x, _ in drawn.ticks)


@pytest.mark.parametrize("odd", [None, "", "soon", "2026-13", "2026-02-30", "99999", "-5", "2026-1-1-1", "0"])
def test_what_is_no_day_is_not_drawn(timeline: ModuleType, odd: str | None) -> None:
    assert timeline.span_of(odd) is None


def _tree(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_the_page_says_where_the_dispute_stands(room: httpx.Client) -> None:
    tree = _tree(room.get("/dispute/telegram-estonia"))
    status = _words(tree.find_class("status")[0])
    assert "unknown Nothing read here" in status
    assert "fine of 40,000 EUR on 2026-11-18" in status
    assert "Liftednot stated" in status
    assert [_words(side) for side in tree.find_class("sides")[0].iter("dt")] == ["government", "platform"]


def test_the_picture_can_be_heard_and_is_numbers_only(room: httpx.Client) -> None:
    tree = _tree(room.get("/dispute/telegram-estonia"))
    (drawn,) = tree.iter("svg")
    assert drawn.get("role") == "img"
    for name in drawn.get("aria-labelledby").split():
        assert _words(tree.get_element_by_id(name))
    assert len(list(drawn.iter("circle", "rect"))) >= 3
    assert not list(_tree(room.get("/dispute/hostile-dispute")).iter("script"))


def test_every_line_leads_to_words_that_are_marked(room: httpx.Client) -> None:
    tree = _tree(room.get("/dispute/telegram-estonia"))
    links = {link.get("href") for link in tree.iter("a") if "#" in (link.get("href") or "")}
    here = {link for link in links if link.startswith("#")}
    assert [link for link in here if tree.get_element_by_id(link[1:], None) is None] == []
    assert len(here) == 6
    links -= here
    assert len(links) > 8
    for link in links:
        path, place = link.split("#")
        assert _tree(room.get(path)).get_element_by_id(place).tag in ("mark", "span"), link


def test_claims_stand_beside_what_came_back(settled: httpx.Client) -> None:
    tree = _tree(settled.get("/dispute/telegram-estonia"))
    answered, silent = sorted(
        map(_words, tree.find_class("pairs")[0].findall("li")), key=lambda words: "No resp" in words
    )
    assert "We wrote to them" in answered
    assert "No letter of the board" in answered
    assert "24 hours later" in answered
    assert "Nobody answered" in silent
    assert "No response yet" in silent


def test_sources_fold_copies(room: httpx.Client) -> None:
    tree = _tree(room.get("/dispute/telegram-estonia"))
    (folded,) = tree.iter("details")
    assert "Estonia Counts Fines" in _words(folded)
    assert "Estonian board starts counting" in _words(folded.getparent())


def test_status_is_read_from_measures_that_can_be_told() -> None:
    root = Path(__file__).parents[2]
    sql = (root / "reading_room" / "sql" / "dispute" / "measures.sql").read_text("utf-8")
    lexicon = (root / "standoff" / "lexicon").glob("actions.*.toml")
    told = {act["action"] for file in lexicon for act in tomllib.loads(file.read_text("utf-8"))["act"]}
    assert set(WEIGHTS) < set(re.findall(r"\('(\w+)', '\w+'\)", sql)) <= told
