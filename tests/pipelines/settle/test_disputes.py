"""Disputes: an owner, a government and a matter; numbers stay, and what changes is logged."""

from typing import Any

import pytest

CHIRRUP = [("Telegram", "AM")]


def places(press: Any) -> dict[int, int]:
    return dict(press.rows("select article_id, dispute_id from dispute_articles where main = 1 order by article_id"))


def act(action: str, date: str, **fields: Any) -> dict[str, Any]:
    return {"action": action, "date": date, "precision": "day", "platform": "Telegram", "country": "AM", **fields}


def test_pages_of_one_pair_within_the_gap_are_one_dispute(press: Any) -> None:
    press.run("Gazette", "The messenger was slowed on Monday.", "2026-01-10T10:00", parties=CHIRRUP)
    press.run("Mirror", "A judge set a hearing in the matter.", "2026-04-10T10:00", parties=CHIRRUP)
    press.run("Mirror", "Bakers in Selm won a prize for their rye.", "2026-04-10T11:00")
    press.settle()
    assert places(press) == {1: 1, 2: 1}
    assert press.rows("select slug, title, platform, country from disputes") == [
        ("telegram-v-armenia", "Telegram v. Armenia", "Telegram", "AM")
    ]


def test_half_a_year_without_a_page_opens_a_new_dispute(press: Any) -> None:
    press.run("Gazette", "Old words.", "2024-01-10T10:00", parties=CHIRRUP)
    press.run("Gazette", "New words.", "2026-01-10T10:00", parties=CHIRRUP)
    press.settle()
    assert press.rows("select slug, title from disputes order by id") == [
        ("telegram-v-armenia", "Telegram v. Armenia"),
        ("telegram-v-armenia-2026", "Telegram v. Armenia (2026)"),
    ]


def test_a_page_that_recalls_an_old_measure_belongs_to_its_dispute(press: Any) -> None:
    press.run("Gazette", "Blocked.", "2024-01-10T10:00", parties=CHIRRUP, events=[act("block", "2024-01-09")])
    press.run("Gazette", "Restored.", "2026-01-10T10:00", parties=CHIRRUP, events=[act("block", "2024-01-09")])
    press.settle()
    assert places(press) == {1: 1, 2: 1}


def test_services_of_one_owner_are_one_party(press: Any) -> None:
    press.run("Gazette", "One.", parties=[("YouTube", "GE")])
    press.run("Mirror", "Two.", parties=[("Google", "GE"), ("YouTube", "GE")], headline="Google denies it")
    press.settle()
    assert len(set(places(press).values())) == 1
    assert press.rows("select title from disputes") == [("Google v. Georgia",)]


def test_a_page_may_belong_to_several_disputes_and_chiefly_to_one(press: Any) -> None:
    acts = [act("fine", "2026-03-01"), act("fine", "2026-03-01"), act("fine", "2026-03-01", platform="TikTok")]
    press.run("Gazette", "Two fined.", parties=[("TikTok", "AM"), ("Telegram", "AM")], events=acts)
    press.settle()
    assert press.rows(
        "select slug, main from dispute_articles join disputes on id = dispute_id order by main desc, slug"
    ) == [("telegram-v-armenia", 1), ("tiktok-v-armenia", 0)]
    assert press.rows(
        "select dispute_events.platform, slug from dispute_events join disputes on disputes.id = dispute_id"
    ) == [
        ("Telegram", "telegram-v-armenia"),
        ("Telegram", "telegram-v-armenia"),
        ("TikTok", "tiktok-v-armenia"),
    ]


def test_a_measure_against_many_has_one_chief_dispute_on_all_its_pages(press: Any) -> None:
    press.run("Gazette", "One slowed.", parties=[("Telegram", "AM")])
    press.run("Mirror", "Two slowed.", parties=[("Instagram", "AM"), ("Telegram", "AM")])
    press.run("Herald", "Three slowed.", parties=[("Instagram", "AM"), ("TikTok", "AM"), ("Telegram", "AM")])
    press.settle()
    (chief,) = set(places(press).values())
    assert press.rows(f"select slug from disputes where id = {chief}") == [("telegram-v-armenia",)]


def test_two_matters_of_one_pair_are_parted(press: Any) -> None:
    drugs = "Customs officers asked the messenger to close forty channels in which pills were sold to pupils."
    masts = "A tax inspector wants the messenger to pay levies on the adverts that it has shown since last spring."
    press.run("Gazette", drugs, "2026-01-10T10:00", parties=CHIRRUP, events=[act("demand_removal", "2026-01-09")])
    press.run("Mirror", drugs, "2026-01-11T10:00", parties=CHIRRUP, events=[act("demand_removal", "2026-01-09")])
    press.run("Gazette", masts, "2026-03-20T10:00", parties=CHIRRUP, events=[act("fine", "2026-03-19")])
    press.settle()
    assert places(press) == {1: 1, 2: 1, 3: 2}


def test_pages_without_acts_or_persons_are_not_parted(press: Any) -> None:
    press.run("Gazette", "Customs officers asked for forty channels.", "2026-01-10T10:00", parties=CHIRRUP)
    press.run("Gazette", "A tax inspector wants levies on adverts.", "2026-03-20T10:00", parties=CHIRRUP)
    press.settle()
    assert places(press) == {1: 1, 2: 1}


def test_a_page_between_two_disputes_merges_them_and_the_log_says_so(press: Any) -> None:
    press.run("Gazette", "Early.", "2025-01-10T10:00", parties=CHIRRUP)
    press.run("Gazette", "Late.", "2025-10-10T10:00", parties=CHIRRUP)
    press.settle()
    assert places(press) == {1: 1, 2: 2}
    press.run("Gazette", "Between.", "2025-06-01T10:00", parties=CHIRRUP)
    press.settle()
    assert places(press) == {1: 1, 2: 1, 3: 1}
    assert press.rows("select grouping, change, old_id, new_id from group_changes") == [("dispute", "merged", 2, 1)]
    press.run("Gazette", "Elsewhere.", "2026-03-01T10:00", parties=[("TikTok", "KG")])
    press.settle()
    assert press.rows("select max(id) from disputes") == [(3,)]


def test_a_dispute_that_loses_its_last_page_is_closed(press: Any) -> None:
    press.run("Gazette", "Blocked.", page="a", parties=CHIRRUP, events=[act("block", "2026-03-01")])
    press.settle()
    press.run("Gazette", "Blocked, it was said in error.", page="a")
    press.settle()
    assert press.rows("select * from disputes") == []
    assert press.rows("select change, old_id from group_changes where grouping = 'dispute'") == [("emptied", 1)]
    assert press.rows("select dispute_id from dispute_events") == [(None,)]


def test_a_relevant_page_without_a_pair_goes_with_its_copies(press: Any, wire: str) -> None:
    press.run("Gazette", wire, parties=CHIRRUP)
    press.run("Mirror", wire, "2026-03-02T11:00", parties=[("Telegram", "AM")])
    press.db.update("articles", 2, {"platforms": "[]", "countries": "[]"})
    press.settle()
    assert places(press) == {1: 1, 2: 1}


@pytest.mark.parametrize(("others", "found"), [(0, {1: 1}), (1, {1: 1, 2: 1})])
def test_an_undated_page_goes_to_the_only_dispute_there_is(press: Any, others: int, found: dict[int, int]) -> None:
    press.run("Gazette", "No date here.", None, parties=CHIRRUP)
    for number in range(others):
        press.run("Mirror", f"Dated {number}.", parties=CHIRRUP)
    press.settle()
    assert places(press) == found


def test_days_of_a_dispute_come_from_its_acts(press: Any) -> None:
    acts = [act("throttle", "2026-02-27"), act("bill", "2019-05-01"), act("restore", "2026-03-04")]
    press.run("Gazette", "One.", "2026-03-02T10:00", parties=CHIRRUP, events=acts[:2])
    press.run("Gazette", "Two.", "2026-03-05T10:00", parties=CHIRRUP, events=acts[2:])
    press.settle()
    assert press.rows("select opened_on, last_event_on from disputes") == [("2026-02-27", "2026-03-04")]


def test_numbers_and_rows_stay_when_everything_is_settled_again(press: Any) -> None:
    for at, pair in enumerate([("Telegram", "AM"), ("TikTok", "KG"), ("Telegram", "AM"), ("YouTube", "RU")]):
        press.run("Gazette", f"Words number {at}.", f"2026-01-{at + 10}T10:00", parties=[pair])
        press.settle()
    before = press.everything()
    with press.db.atomic():
        press.db.conn.execute("insert into unsettled select id from articles")
    press.settle()
    assert press.everything() == before
