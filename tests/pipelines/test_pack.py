from collections.abc import Callable

import pytest

from pipelines.database import Database
from pipelines.pack import keep_capture, open_capture
from pipelines.run import Run
from standoff.errors import CaptureError
from standoff.model import Record

JOINED = "select captures.*, payloads.body, payloads.encoding from captures join payloads using (digest)"


def test_bytes_come_back_as_they_were(db: Database, make_record: Callable[..., Record]) -> None:
    capture = make_record("Байты \x00 и только байты.").capture
    row = db.row(JOINED)
    assert row is not None
    assert open_capture(db, row) == capture


def test_same_bytes_are_stored_once(db: Database, run: Run, make_record: Callable[..., Record]) -> None:
    capture = make_record().capture
    again = keep_capture(db, capture, "harbour", run.id)
    assert again.id != capture.id
    assert (db.value("select count(*) from captures"), db.value("select count(*) from payloads")) == (2, 1)


@pytest.mark.parametrize("damage", ["x'28b52ffe00'", "zeroblob(12)", "substr(body, 1, 9)"])
def test_damaged_payload_is_named(db: Database, make_record: Callable[..., Record], damage: str) -> None:
    make_record()
    db.conn.execute(f"update payloads set body = {damage}")
    row = db.row(JOINED)
    assert row is not None
    with pytest.raises(CaptureError, match=row["digest"]):
        open_capture(db, row)
