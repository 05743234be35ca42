from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.database import Database
from pipelines.remove import take_down
from pipelines.settle import settle
from pipelines.store import store
from pipelines.vanish import note_status
from pipelines.watch import check_searches, find_alerts
from standoff.errors import WatchError
from standoff.model import Record
from standoff.watches import Watch

Maker = Callable[..., Record]
NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
FERRIES = Watch(name="ferries", search="ferry", channels=("desk", "hook"))
QUOTES = Watch(name="quotes", condition="quote_edited", channels=("desk",))


@pytest.fixture
def keep(db: Database, make_record: Maker) -> Callable[..., Record]:
    def kept(text: str, *, number: int = 1) -> Record:
        record = make_record(text, number=number)
        with db.atomic():
            store(db, record)
        return record

    return kept


def titles(db: Database) -> list[str]:
    return [row["title"] for row in db.rows("select title from alerts where earlier = 0 order by id")]


def test_only_what_came_after_the_watch_is_found_and_once(db: Database, keep: Callable[..., Record]) -> None:
    keep("The ferry sails at noon.", number=1)
    assert find_alerts(db, FERRIES, NOW) == 0
    keep("Another ferry sails at one.", number=2)
    keep("A train leaves at two.", number=3)
    assert [find_alerts(db, FERRIES, NOW) for _ in range(3)] == [1, 0, 0]
    rows = db.rows("select channel, state from alert_deliveries order by id")
    assert [tuple(row) for row in rows] == [("desk", "due"), ("hook", "due")]
    assert "ferry" in db.value("select words from alerts")


def test_an_article_that_is_edited_into_a_match_is_found(db: Database, keep: Callable[..., Record]) -> None:
    keep("The boat sails at noon.")
    assert find_alerts(db, FERRIES, NOW) == 0
    keep("The ferry sails at noon, and no boat does.")
    assert find_alerts(db, FERRIES, NOW) == 1


def test_since_sends_what_is_that_new(db: Database, keep: Callable[..., Record]) -> None:
    keep("The ferry sails at noon.")
    late, early = replace(FERRIES, name="late"), replace(FERRIES, name="early")
    assert find_alerts(db, late, NOW, "2026-03-03") == 0
    assert find_alerts(db, early, NOW, "2026-03-02") == 1


@pytest.mark.parametrize(
    ("filters", "found"), [({"outlet": "harbour"}, 1), ({"outlet": "inland"}, 0), ({"platform": "Telegram"}, 0)]
)
def test_a_search_stays_within_its_filters(
    db: Database, keep: Callable[..., Record], filters: dict[str, str], found: int
) -> None:
    watch = replace(FERRIES, **filters)  # type: ignore[arg-type]
    find_alerts(db, watch, NOW)
    keep("The ferry sails at noon.")
    assert find_alerts(db, watch, NOW) == found


def test_a_search_that_is_no_query_is_named(db: Database) -> None:
    with pytest.raises(WatchError, match=r"watches\.ferries\.search"):
        check_searches(db, [replace(FERRIES, search='ferry AND "')])


def test_a_changed_search_counts_from_the_last_look(db: Database, keep: Callable[..., Record]) -> None:
    find_alerts(db, FERRIES, NOW)
    keep("The first tram sails, they say.", number=1)
    find_alerts(db, FERRIES, NOW)
    keep("The second tram sails, they say.", number=2)
    assert [find_alerts(db, replace(FERRIES, search="tram"), NOW) for _ in range(2)] == [1, 0]
    assert "second" in db.value("select words from alerts")


def test_quote_edited_carries_both_quotes(db: Database, make_record: Maker) -> None:
    find_alerts(db, QUOTES, NOW)
    first = make_record('Ana Brel spoke.\n\n"We will appeal," she said.')
    second = make_record('Ana Brel spoke.\n\n"We will appeal now," she said.')
    assert second.reading is not None
    longer = replace(second.reading.quotes[0], text="We will appeal now", end=second.reading.quotes[0].end + 4)
    with db.atomic():
        store(db, first)
        store(db, replace(second, reading=replace(second.reading, quotes=(longer,))))
    assert [find_alerts(db, QUOTES, NOW) for _ in range(2)] == [1, 0]
    assert db.value("select changes from alerts") == '[{"before": "We will appeal", "after": "We will appeal now"}]'


def test_article_gone_is_told_once_and_a_takedown_is_not(
    db: Database, make_record: Maker, keep: Callable[..., Record]
) -> None:
    watch = Watch(name="gone", condition="article_gone", channels=("desk",))
    find_alerts(db, watch, NOW)
    keep("The ferry sails at noon.", number=1)
    keep("A train leaves at two, and so do we all.", number=2)
    record = make_record(number=1)
    with db.atomic():
        note_status(db, replace(record.capture, status=451), record.outlet, record.link)
    take_down(db, "https://harbour.example/news/2", "asked for", NOW)
    assert [find_alerts(db, watch, NOW) for _ in range(2)] == [1, 0]
    assert db.value("select words from alerts").startswith("unavailable_legal; signs: 451 at ")


def test_a_silent_outlet_is_told_once_a_silence(db: Database, keep: Callable[..., Record]) -> None:
    watch = Watch(name="silence", condition="outlet_silent", channels=("desk",), days=2)
    keep("The ferry sails at noon.", number=1)
    start = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert find_alerts(db, watch, start) == 0
    assert [find_alerts(db, watch, start + timedelta(days=days)) for days in (1, 3, 4)] == [0, 1, 0]
    db.conn.execute("update articles set first_seen_at = '2026-03-07T00:00:00Z'")
    assert [find_alerts(db, watch, start + timedelta(days=days)) for days in (5, 9)] == [0, 1]


def test_disputes_and_their_first_denials(db: Database, keep: Callable[..., Record]) -> None:
    new = Watch(name="new", condition="new_dispute", channels=("desk",), platform="Telegram")
    denial = Watch(name="denial", condition="first_denial", channels=("desk",))
    for watch in (new, denial):
        assert find_alerts(db, watch, NOW) == 0
    article = keep('The regulator blocked Telegram.\n\n"We will appeal," Ana Brel said.')
    assert article is not None
    settle(db, NOW)
    db.conn.execute("insert into disputes(slug, title, platform, country) values ('t', 'T v. P', 'Telegram', 'Poland')")
    db.conn.execute("insert into dispute_articles select max(disputes.id), 1, 'test', 1 from disputes")
    assert [find_alerts(db, new, NOW), find_alerts(db, denial, NOW)] == [1, 0]
    db.conn.execute("update quotes set stance = 'denies'")
    assert [find_alerts(db, watch, NOW) for watch in (new, denial, denial)] == [0, 1, 0]
    assert titles(db) == ["T v. P", "First denial in T v. P: Ana Brel"]


def test_a_takedown_takes_the_alert_along(db: Database, keep: Callable[..., Record]) -> None:
    find_alerts(db, FERRIES, NOW)
    keep("The ferry sails at noon.")
    find_alerts(db, FERRIES, NOW)
    removed = take_down(db, "https://harbour.example/news/1", "asked for", NOW)
    assert (removed["alerts"], removed["alert_deliveries"]) == (1, 2)
    assert find_alerts(db, FERRIES, NOW) == 0
