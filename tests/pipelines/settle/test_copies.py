"""Copies: found by fingerprints, checked word by word, hung on the earliest or the agency's own article."""

from collections.abc import Callable
from typing import Any

import pytest

OWN = """A ferry ran aground off the island of Prell on Tuesday with sixty passengers and a brass band on board. \
Nobody was hurt, and the band played on until a tug arrived, the coast guard said.

The captain told the harbour office that fog had hidden the light of the northern pier. Divers will look at the hull \
in the morning; the line runs buses in the meantime, and hands out vouchers for soup."""


def groups(press: Any) -> list[tuple[int, int, str]]:
    return press.rows("select group_id, article_id, relation from syndications order by group_id, article_id")


def test_settle_groups_a_copy_with_its_original(press: Any, wire: str) -> None:
    first = press.run("Gazette", wire, "2026-03-02T10:00")
    second = press.run("Mirror", wire.replace("forty thousand", "40,000"), "2026-03-02T18:00")
    press.run("Mirror", OWN)
    press.settle()
    assert groups(press) == [(first, first, "original"), (first, second, "copy")]


def test_settle_calls_a_cut_copy_an_excerpt(press: Any, wire: str) -> None:
    first = press.run("Gazette", wire)
    second = press.run("Mirror", "\n\n".join(wire.split("\n\n")[:2]), "2026-03-03T10:00")
    press.settle()
    assert groups(press)[1] == (first, second, "excerpt")


def test_settle_calls_shared_text_a_rewrite(press: Any, wire: str, reworded: Callable[[str, int], str]) -> None:
    first = press.run("Gazette", wire)
    second = press.run("Mirror", reworded(wire, 2) + "\n\n" + OWN, "2026-03-03T10:00")
    press.settle()
    ((containment, kind),) = press.rows("select containment, kind from shared_texts")
    assert 0.25 <= containment < 0.45
    assert kind == "shares"
    assert groups(press) == [(first, first, "original"), (first, second, "rewrite")]


def test_shared_background_of_one_outlet_is_no_syndication(
    press: Any, wire: str, reworded: Callable[[str, int], str]
) -> None:
    press.run("Gazette", wire)
    press.run("Gazette", reworded(wire, 2) + "\n\n" + OWN, "2026-03-03T10:00")
    press.settle()
    assert len(press.rows("select * from shared_texts")) == 1
    assert groups(press) == []


def test_one_quotation_in_two_stories_is_no_copy(press: Any) -> None:
    said = (
        '"We gave them eleven weeks and received four form letters, each of them signed by another lawyer and none of '
        'them touching on the harbour, the minister, the account or the two million people who read it every morning,"'
    )
    press.run("Gazette", f"{OWN}\n\n{said} council chief Odra Venn told reporters.")
    press.run("Mirror", f"Odra Venn has run the council since spring. {said} she said. The court will sit in May.")
    press.settle()
    assert groups(press) == []


@pytest.mark.parametrize("side", [0, 1])
def test_a_letter_in_a_block_quotation_is_no_copy(press: Any, side: int) -> None:
    letter = (
        "To the users of Chirrup in Maltovia. We have read the order of the media council with care. It names one "
        "account and no law. We will not remove satire, and we will not tell anyone who wrote it. Until the court has "
        "spoken we keep every post where it is. Whoever wants to read on may need patience, as pictures load slowly."
    )
    page = f"<blockquote><p>{letter}</p></blockquote>"
    press.run("Gazette", f"{OWN}\n\n{letter}", html=page if side == 0 else "")
    press.run("Mirror", f"The network published a letter on its site.\n\n{letter}", html=page if side == 1 else "")
    press.settle()
    assert groups(press) == []


def test_the_agency_is_the_original_even_where_a_reprint_is_dated_before(press: Any, wire: str) -> None:
    reprint = press.run("Mirror", wire, "2026-03-02T09:00", wire_credits=("Norwire",))
    own = press.run("Norwire", wire, "2026-03-02T09:30", kind="wire", wire_credits=("Norwire",))
    press.settle()
    assert press.rows("select group_id, article_id, wire, relation from syndications order by article_id") == [
        (own, reprint, "Norwire", "copy"),
        (own, own, "Norwire", "original"),
    ]


def test_the_group_bears_the_agency_that_its_articles_credit(press: Any, wire: str) -> None:
    press.run("Gazette", wire)
    press.run("Mirror", wire, "2026-03-02T11:00", wire_credits=("Norwire",))
    press.settle()
    assert press.rows("select distinct wire from syndications") == [("Norwire",)]


def test_a_report_made_up_of_several_agencies_copies_none(
    press: Any, wire: str, reworded: Callable[[str, int], str]
) -> None:
    press.run("Norwire", wire, kind="wire", wire_credits=("Norwire",))
    mixed = press.run("Gazette", reworded(wire, 4), "2026-03-02T15:00", wire_credits=("Norwire", "Southwire"))
    press.settle()
    assert press.rows("select containment >= .45 from shared_texts") == [(1,)]
    assert press.rows(f"select relation, wire from syndications where article_id = {mixed}") == [("rewrite", "Norwire")]


def test_a_second_address_of_one_page_is_no_copy(press: Any, wire: str) -> None:
    press.run("Gazette", wire, page="a/1.html", canonical_url="https://gazette.example/a/1.html")
    other = press.run("Gazette", wire, page="amp/1.html")
    press.db.update("articles", other, {"canonical_url": "https://gazette.example/a/1.html"})
    press.settle()
    assert groups(press) == []


def test_a_new_version_takes_its_article_out_of_the_group(press: Any, wire: str) -> None:
    press.run("Gazette", wire)
    press.run("Mirror", wire, "2026-03-02T11:00", page="m")
    press.settle()
    assert len(groups(press)) == 2
    press.run("Mirror", OWN, "2026-03-02T11:00", page="m")
    press.settle()
    assert groups(press) == []
    assert press.rows("select grouping, change, old_id, new_id from group_changes") == [
        ("syndication", "emptied", 1, None)
    ]


def test_an_earlier_original_takes_over_the_group_and_the_log_says_so(press: Any, wire: str) -> None:
    late = press.run("Gazette", wire, "2026-03-03T10:00")
    press.run("Mirror", wire, "2026-03-03T11:00")
    press.settle()
    early = press.run("Herald", wire, "2026-03-02T08:00")
    press.settle()
    assert {group for group, _, _ in groups(press)} == {early}
    assert press.rows("select change, old_id, new_id from group_changes") == [("rehung", late, early)]


def test_copies_outside_the_window_wait_for_the_slow_pass(press: Any, wire: str) -> None:
    press.run("Gazette", wire, "2026-01-05T10:00")
    press.run("Mirror", wire, "2026-03-05T10:00")
    press.settle()
    assert groups(press) == []
    press.settle(window=None, again=True)
    assert [relation for _, _, relation in groups(press)] == ["original", "copy"]


def test_settle_twice_changes_nothing(press: Any, wire: str) -> None:
    for at, outlet in enumerate(("Gazette", "Mirror", "Herald")):
        press.run(outlet, wire, f"2026-03-0{at + 1}T10:00")
    press.settle()
    before = press.everything()
    assert press.settle().articles == 0
    assert press.everything() == before
    with press.db.atomic():
        press.db.conn.execute("insert into unsettled select id from articles")
    press.settle()
    assert press.everything() == before


def test_the_order_of_crawls_does_not_change_the_groups(press: Any, wire: str) -> None:
    pages = [("Herald", "2026-03-04T10:00"), ("Gazette", "2026-03-02T10:00"), ("Mirror", "2026-03-03T10:00")]
    for outlet, on in pages:
        press.run(outlet, wire, on)
        press.settle()
    assert groups(press) == [(2, 1, "copy"), (2, 2, "original"), (2, 3, "copy")]


def test_a_story_that_everybody_reprints_stays_one_group(
    press: Any, wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.settle.copies.FREQUENT", 4)
    for at in range(12):
        press.run(f"Paper {at}".replace(" ", ""), wire, f"2026-03-02T{at + 8:02}:00")
    press.run("Gazette", OWN, "2026-03-02T22:00")
    press.settle()
    assert press.rows("select group_id, count(*) from syndications group by group_id") == [(1, 12)]
