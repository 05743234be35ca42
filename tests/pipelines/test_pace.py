from datetime import UTC, datetime, timedelta

import pytest

from pipelines.database import Database
from pipelines.pace import Pace

SITE = "https://harbour.example"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_places_are_a_delay_apart_in_this_run_and_the_next(db: Database, clock: Clock) -> None:
    pace = Pace(db, clock)
    assert pace.claim(SITE, 5) == 0
    clock.later(seconds=2)
    assert pace.claim(SITE, 5) == 3
    assert pace.claim("https://other.example", 5) == 0
    later = Pace(db, clock)
    assert later.claim(SITE, 5) == 3
    clock.later(seconds=3)
    assert later.claim(SITE, 60) == 0  # robots.txt asks for a minute
    clock.later(seconds=1)
    assert Pace(db, clock).claim(SITE, 5) == 59  # the next run has not read robots.txt yet


def test_without_a_delay_nothing_is_written(db: Database, clock: Clock) -> None:
    assert [Pace(db, clock).claim(SITE, 0) for _ in range(3)] == [0, 0, 0]
    assert db.value("select count(*) from hosts") == 0


def test_rest_holds_across_runs_and_the_longer_one_counts(db: Database, clock: Clock) -> None:
    pace = Pace(db, clock)
    pace.rest(SITE, 3600, "answered 429")
    pace.rest(SITE, 60, "answered 503")
    clock.later(minutes=10)
    seconds, reason = Pace(db, clock).resting(SITE)
    assert seconds == 3000
    assert reason == "answered 429, until 2026-03-02T13:00:00Z"
    clock.later(minutes=50)
    assert Pace(db, clock).resting(SITE) == (0.0, "")


def test_clock_that_is_set_back_stops_nobody_for_ever(db: Database, clock: Clock) -> None:
    pace = Pace(db, clock)
    pace.claim(SITE, 5)
    pace.rest(SITE, 3600, "answered 429")
    clock.later(days=-365)
    assert Pace(db, clock).claim(SITE, 5) == 0
    assert Pace(db, clock).resting(SITE)[0] == 3600


def test_rest_has_an_end(db: Database, clock: Clock) -> None:
    pace = Pace(db, clock)
    pace.rest(SITE, 1e15, "answered 503")
    assert pace.resting(SITE)[0] == 7 * 24 * 3600
