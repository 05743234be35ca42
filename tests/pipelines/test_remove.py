from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipelines.database import Database
from pipelines.query import query
from pipelines.remove import take_down
from pipelines.run import Run
from pipelines.settle import settle
from pipelines.store import store
from pipelines.verify import verify
from standoff.errors import StoreError
from standoff.model import Mention, Record

URL = "https://harbour.example/news/1"
NOW = datetime(2026, 3, 4, tzinfo=UTC)
TEXT = 'Marmalade was blocked on Monday by the regulator in the harbour.\n\n"We will appeal," Ana Brel said.'
EDGE = "Marmalade has been made in the harbour for a hundred years."


@pytest.fixture
def archive(db: Database, run: Run, make_record: Callable[..., Record]) -> Database:
    with db.atomic():
        store(db, make_record(TEXT, headline="Marmalade Blocked"))
        store(db, make_record(TEXT + " So she did.", headline="Marmalade Still Blocked"))
        store(db, make_record(number=2))
    settle(db, datetime(2026, 3, 3, tzinfo=UTC))
    run.finish()
    return db


def test_no_word_of_the_page_stays_in_the_file(archive: Database) -> None:
    assert b"armalade" in archive.path.read_bytes() + archive.path.with_name("archive.db-wal").read_bytes()
    removed = take_down(archive, URL, "a mistaken name", NOW)
    assert removed["revisions"] == 2
    assert removed["quotes"] == 2
    left = archive.path.read_bytes() + archive.path.with_name("archive.db-wal").read_bytes()
    assert b"armalade" not in left


def test_nothing_that_was_learned_of_the_page_stays(db: Database, run: Run, make_record: Callable[..., Record]) -> None:
    """Blocks at the edges are remembered by their words, and speakers by name and office."""
    one, other = make_record(f"{EDGE}\n\n{TEXT}\n\n{EDGE}"), make_record(number=2)
    assert one.reading is not None
    ana, ivo = one.reading.quotes[0], replace(one.reading.quotes[0], speaker="Ivo Marmalade")
    named = replace(one.reading, quotes=(replace(ana, role="marmalade maker", organisation="Marmalade Ltd"), ivo))
    mention = Mention(entity="person:marmalade", kind="person", name="Mia Marmalade", start=0, end=9)
    with db.atomic():
        store(db, replace(one, reading=replace(named, mentions=(mention,))))
        store(db, other)
    assert db.value("select count(*) from blocks where words like '%armalade%'")
    run.finish()
    take_down(db, URL, "a mistaken name", NOW)
    assert [tuple(row) for row in db.rows("select name, role, organisation from speakers")] == [
        ("Ana Brel", None, None)
    ]
    assert b"armalade" not in db.path.read_bytes() + db.path.with_name("archive.db-wal").read_bytes()
    assert list(verify(db)) == []


def test_no_term_stays_that_stood_on_the_page_alone(
    db: Database, run: Run, make_record: Callable[..., Record], with_article: Callable[..., Record]
) -> None:
    with db.atomic():
        store(db, with_article(make_record(TEXT, headline="Marmalade Blocked"), published_at=NOW))
        store(db, with_article(make_record(number=2), published_at=NOW))
    settle(db, NOW)
    assert db.value("select count(*) from terms where term like 'marma%'") == 1
    assert db.value("select documents from terms where term = 'block'") == 2
    take_down(db, URL, "a mistaken name", NOW)
    assert db.value("select count(*) from terms where term like 'marma%'") == 0
    assert db.value("select documents from terms where term = 'block'") == 2


def test_captures_are_walked_by_number(db: Database) -> None:
    """Through the index of outlets each step would sort all captures of the outlet: hours where there are 100,000."""
    plan = " ".join(row["detail"] for row in db.rows("explain query plan " + query("bodies"), ["page", 0, "harbour"]))
    assert "INTEGER PRIMARY KEY (rowid>?)" in plan
    assert "B-TREE" not in plan


def test_tombstone_says_why_and_the_chain_holds(archive: Database) -> None:
    take_down(archive, URL, "a mistaken name", NOW)
    row = archive.row(
        "select takedowns.reason, headline, status, revision_id from takedowns join articles on "
        "articles.id = article_id"
    )
    assert row is not None
    assert tuple(row) == ("a mistaken name", None, "gone", None)
    assert list(verify(archive)) == []
    assert archive.value("select count(*) from captures") == 3


def test_other_pages_are_untouched(archive: Database) -> None:
    take_down(archive, URL, "a mistaken name", NOW)
    assert archive.value("select count(*) from quotes") == 1
    assert archive.value("select count(*) from articles_fts where articles_fts match 'telegram'") == 1


def test_payload_that_vanished_without_a_takedown_is_a_fault(archive: Database) -> None:
    archive.conn.execute("update payloads set body = x'', encoding = 'removed' where rowid = 1")
    assert [fault for fault in verify(archive) if "no takedown says why" in fault]


def test_unknown_address_is_refused(archive: Database) -> None:
    with pytest.raises(StoreError, match="no article at this address"):
        take_down(archive, "https://harbour.example/news/99", "why not", NOW)
