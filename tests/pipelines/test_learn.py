from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.database import Database
from pipelines.learn import known_blocks, list_blocks, rule_block
from pipelines.store import store
from standoff.boilerplate import blocks_of, trim, trim_text
from standoff.errors import StoreError
from standoff.model import Record

Maker = Callable[..., Record]
NOTICE = "Harbour News is paid for by its readers. Become one of them today."
HOST = "harbour.example"


def text(number: int) -> str:
    return "\n\n".join(f"Paragraph {part} of story {number} says something of its own." for part in range(5))


def keep(db: Database, record: Record) -> str:
    """Store as a crawl does: known blocks cut first."""
    assert record.article is not None
    known = known_blocks(db, record.capture.final_url)
    with db.atomic():
        return store(db, replace(record, article=trim(record.article, known)))


@pytest.fixture
def taught(db: Database, make_record: Maker) -> Database:
    for number in range(1, 21):
        keep(db, make_record(f"{text(number)}\n\n{NOTICE}", number=number))
    return db


def texts(db: Database) -> list[str]:
    return [row["text"] for row in db.rows("select text from revisions order by id")]


def test_block_on_many_pages_is_cut_from_the_next_one_only(taught: Database, make_record: Maker) -> None:
    keep(taught, make_record(f"{text(21)}\n\n{NOTICE}", number=21))
    assert [NOTICE in found for found in texts(taught)] == [True] * 20 + [False]


def test_learned_cut_is_no_edit_of_the_publisher(taught: Database, make_record: Maker) -> None:
    assert keep(taught, make_record(f"{text(1)}\n\n{NOTICE}", number=1)) == "extractor"
    assert taught.value("select status from articles where url like '%/1'") == "live"
    assert keep(taught, make_record(f"{text(1)} More.\n\n{NOTICE}", number=1)) == "edit"


def test_ruling_is_respected_and_visible(taught: Database, make_record: Maker) -> None:
    (row,) = [row for row in list_blocks(taught, HOST) if row["state"] == "cut"]
    assert (row["pages"], row["words"]) == (20, NOTICE)
    rule_block(taught, HOST, row["digest"][:20], "kept")
    keep(taught, make_record(f"{text(21)}\n\n{NOTICE}", number=21))
    assert NOTICE in texts(taught)[-1]
    with pytest.raises(StoreError, match="no block"):
        rule_block(taught, HOST, "sha256:none", "cut")


def test_background_of_one_dispute_among_many_stories_is_kept(db: Database, make_record: Maker) -> None:
    background = "The law was passed in May and lets the regulator slow any site down."
    for number in range(1, 30):
        tail = f"\n\n{background}" if number <= 6 else ""
        keep(db, make_record(text(number) + tail, number=100 - number))
    assert known_blocks(db, f"https://{HOST}/") == frozenset()


def test_short_texts_and_the_middle_of_a_text_are_never_cut() -> None:
    known = {digest for digest, _ in blocks_of(f"{text(1)}\n\n{NOTICE}")}
    assert trim_text(NOTICE, known) == (NOTICE, ())
    middle = "\n\n".join([text(2), NOTICE, text(3)])
    assert trim_text(middle, known) == (middle, ())


def test_layout_that_drifts_raises_an_alarm(
    db: Database, make_record: Maker, with_article: Callable[..., Record]
) -> None:
    for number in range(1, 26):
        keep(db, with_article(make_record(text(number), number=number), authors=("Ana Brel",)))
    for number in range(26, 46):
        keep(db, make_record("Read more.", number=number))
    row = db.row("select alarm, recent, earlier from layout_drift")
    assert row is not None
    assert tuple(row) == ("texts half as long, authors missing", 20, 25)


def test_layout_that_is_read_as_before_raises_none(db: Database, make_record: Maker) -> None:
    for number in range(1, 46):
        keep(db, make_record(text(number), number=number))
    assert db.value("select alarm from layout_drift") is None
    assert db.value("select count(*) from layout_drift") == 1
