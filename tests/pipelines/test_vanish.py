from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipelines.database import Database
from pipelines.store import store
from pipelines.vanish import note_status
from standoff.model import Record

Maker = Callable[..., Record]


@pytest.fixture
def answer(db: Database, make_record: Maker) -> Callable[[int, float], str]:
    """Lets the article's address answer with a status after some hours; returns the article's status then."""

    def at(status: int, hours: float) -> str:
        record = make_record()
        moment = record.capture.fetched_at + timedelta(hours=hours)
        record = replace(record, capture=replace(record.capture, status=status, fetched_at=moment))
        with db.atomic():
            if status == 200:
                store(db, record)
            else:
                note_status(db, record.capture, record.outlet, record.link)
        return str(db.value("select status from articles"))

    return at


def test_one_missing_answer_is_no_proof(answer: Callable[[int, float], str]) -> None:
    assert answer(200, 0) == "live"
    assert answer(404, 1) == "live"


def test_page_is_gone_after_three_signs_over_two_days(answer: Callable[[int, float], str]) -> None:
    answer(200, 0)
    assert [answer(404, hours) for hours in (1, 2, 3)] == ["live", "live", "live"]
    assert answer(410, 60) == "gone"


def test_legal_ground_is_its_own_status_at_once(answer: Callable[[int, float], str]) -> None:
    answer(200, 0)
    assert answer(451, 1) == "unavailable_legal"


def test_server_error_is_no_sign(db: Database, answer: Callable[[int, float], str]) -> None:
    answer(200, 0)
    assert [answer(status, hours) for hours, status in enumerate((500, 503, 403, 429), 100)] == ["live"] * 4
    assert db.value("select count(*) from absences") == 0


def test_reappearance_is_noticed_and_the_count_begins_anew(db: Database, answer: Callable[[int, float], str]) -> None:
    answer(200, 0)
    for hours in (1, 30, 60):
        answer(404, hours)
    assert answer(200, 70) == "live"
    assert answer(404, 140) == "live"
    signs = [row["sign"] for row in db.rows("select sign from absences order by id")]
    assert signs == ["404", "404", "404", "back", "404"]


def test_address_that_never_was_an_article_has_no_signs(db: Database, answer: Callable[[int, float], str]) -> None:
    answer(404, 0)
    assert db.value("select count(*) from absences") == 0
