from datetime import UTC, datetime

import pytest

from pipelines.database import Database
from pipelines.deliver import PATIENCE, deliver, stranded
from standoff.alerts import Alert
from standoff.errors import DeliveryError
from standoff.watches import Watch, Watches, Webhook

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
AT = "2026-03-05T09:00:00Z"


def clock() -> datetime:
    return NOW


@pytest.fixture
def due(db: Database) -> Database:
    """Six alerts, m1 to m6, due to the channel ``hook``."""
    watch = {"name": "ferries", "definition": "{}", "made_at": AT, "looked_at": AT}
    db.insert("watches", {**watch, "after_revision": 0, "seen_revision": 0})
    for number in range(1, 7):
        alert = {"mark": f"m{number}", "watch": "ferries", "kind": "search", "title": "Ferry", "words": "", "at": AT}
        found = db.insert("alerts", {**alert, "found_at": AT, "earlier": 0})
        db.insert("alert_deliveries", {"alert_id": found, "channel": "hook", "state": "due"})
    return db


def test_one_alert_that_is_refused_holds_no_other_up(due: Database) -> None:
    tried: list[str] = []

    def send(alert: Alert) -> None:
        tried.append(alert.mark)
        if alert.mark == "m2":
            raise DeliveryError("answered 413")

    first = deliver(due, "hook", send, clock)
    assert (first.sent, first.waiting, first.reasons) == (5, 1, ("m2: answered 413",))
    assert deliver(due, "hook", send, clock).waiting == 1
    assert tried == ["m1", "m2", "m3", "m4", "m5", "m6", "m2"]
    assert due.value("select tries from alert_deliveries where state = 'due'") == 2


def test_a_channel_that_is_down_is_left_alone_and_its_next_alerts_come_first(due: Database) -> None:
    tried: list[str] = []

    def send(alert: Alert) -> None:
        tried.append(alert.mark)
        raise OSError("down")

    result = deliver(due, "hook", send, clock)
    assert (result.sent, result.waiting, len(tried)) == (0, 6, PATIENCE)
    deliver(due, "hook", send, clock)
    assert tried == ["m1", "m2", "m3", "m4", "m5", "m6"]
    assert due.value("select count(*) from alert_deliveries where state = 'due' and error = 'down'") == 6


def test_what_waits_for_a_channel_that_is_no_more_is_told(due: Database) -> None:
    horn = Webhook(name="horn", url="https://harbour.example/", secret_env="X")
    watch = Watch(name="ferries", search="ferry", channels=("horn",))
    assert stranded(due, Watches(watches={"ferries": watch}, channels={"horn": horn})) == {"hook": 6}
    assert stranded(due, Watches(watches={"other": watch}, channels={"horn": horn})) == {}
