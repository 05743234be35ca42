from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.database import Database
from pipelines.store import store
from pipelines.verify import verify
from standoff.model import Quote, Reading, Record

Maker = Callable[..., Record]


def keep(db: Database, record: Record, *, replayed: bool = False) -> str:
    with db.atomic():
        return store(db, record, replayed=replayed)


def counts(db: Database) -> dict[str, int]:
    tables = ("articles", "revisions", "quotes", "speakers", "mentions", "dispute_events")
    return {table: db.value(f"select count(*) from {table}") for table in tables}


def test_first_version_is_stored_with_its_quotes(db: Database, make_record: Maker) -> None:
    record = make_record()
    assert keep(db, record) == "first"
    row = db.row("select * from articles")
    assert row is not None
    assert (row["headline"], row["status"], row["relevant"], row["page_type"]) == (
        "Telegram Blocked",
        "live",
        1,
        "article",
    )
    quote = db.row(
        'select quotes.*, substr(revisions.text, quotes."start" + 1, quotes."end" - quotes."start") as cut'
        " from quotes join revisions on revisions.id = revision_id"
    )
    assert quote is not None
    assert quote["cut"] == quote["text"] == "We will appeal"


def test_same_record_again_adds_no_row(db: Database, make_record: Maker) -> None:
    record = make_record()
    keep(db, record)
    before = counts(db)
    assert keep(db, record) == "same"
    assert counts(db) == before


def test_same_words_from_a_later_capture_add_no_version(db: Database, make_record: Maker) -> None:
    keep(db, make_record())
    assert keep(db, make_record()) == "same"
    assert counts(db)["revisions"] == 1
    assert db.value("select last_seen_at from articles") == "2026-03-02T09:02:00Z"


@pytest.mark.parametrize(
    ("text", "headline", "change"),
    [
        (
            'The regulator blocked Telegram on Monday.\n\n"We will appeal," Ana Brel said.',
            "Telegram Cut Off",
            "headline",
        ),
        ('The regulator blocked Telegram on Sunday.\n\n"We will appeal," Ana Brel said.', "Telegram Blocked", "edit"),
        ("The regulator blocked Telegram on Monday.\n\nAna Brel was silent.", "Telegram Blocked", "quote"),
        (
            'The Regulator blocked Telegram on Monday.\n\n"We will appeal," Ana Brel said.',
            "Telegram Blocked",
            "trivial",
        ),
    ],
)
def test_changed_page_adds_a_typed_version(
    db: Database, make_record: Maker, text: str, headline: str, change: str
) -> None:
    keep(db, make_record())
    assert keep(db, make_record(text, headline=headline)) == change
    assert counts(db)["revisions"] == 2
    row = db.row("select status, headline from articles")
    assert row is not None
    assert tuple(row) == ("changed", headline)


def test_correction_note_outweighs_other_changes(
    db: Database, make_record: Maker, with_article: Callable[..., Record]
) -> None:
    keep(db, make_record())
    later = with_article(make_record("Nothing of it was true."), corrections=("An earlier version was wrong.",))
    assert keep(db, later) == "correction"


def test_back_and_forth_keeps_three_versions(db: Database, make_record: Maker) -> None:
    for text in ("The bill passed.", "The bill failed.", "The bill passed."):
        keep(db, make_record(text))
    texts = [row["text"] for row in db.rows("select text from revisions order by id")]
    assert texts == ["The bill passed.", "The bill failed.", "The bill passed."]


@pytest.mark.parametrize(("page_type", "status"), [("block_page", "blocked"), ("soft_404", "live")])
def test_wall_or_soft_404_never_becomes_a_version(
    db: Database, make_record: Maker, page_type: str, status: str
) -> None:
    keep(db, make_record())
    assert keep(db, make_record("Access denied.", headline="Stop", page_type=page_type)) == "no page"
    row = db.row("select status, headline, page_type from articles")
    assert row is not None
    assert tuple(row) == (status, "Telegram Blocked", "article")
    assert counts(db)["revisions"] == 1
    assert db.value("select page_type from captures order by id desc limit 1") == page_type
    assert db.value("select sign from absences") == page_type


def test_front_page_in_place_of_an_article_is_a_sign_and_no_version(db: Database, make_record: Maker) -> None:
    keep(db, make_record())
    away = make_record("All the news of the day.")
    away = replace(away, capture=replace(away.capture, final_url="https://harbour.example/"))
    assert keep(db, away) == "no page"
    assert counts(db)["revisions"] == 1
    assert db.value("select sign from absences") == "front_page"


def test_address_that_only_ever_was_a_wall_is_a_row_without_version(db: Database, make_record: Maker) -> None:
    keep(db, make_record("Access denied.", page_type="block_page"))
    row = db.row("select page_type, status, revision_id from articles")
    assert row is not None
    assert tuple(row) == ("block_page", "blocked", None)


def test_reader_that_reads_otherwise_is_no_change_of_the_publisher(db: Database, make_record: Maker) -> None:
    record = make_record()
    keep(db, record)
    assert record.article is not None
    better = replace(record, article=replace(record.article, text="Better read.", extractor="test/2"))
    assert keep(db, better, replayed=True) == "extractor"
    row = db.row("select articles.status, revisions.text from articles join revisions on revisions.id = revision_id")
    assert row is not None
    assert tuple(row) == ("live", "Better read.")


def test_changed_reading_keeps_the_version_and_renews_its_quotes(db: Database, make_record: Maker) -> None:
    record = make_record()
    keep(db, record)
    assert record.reading is not None
    quote = replace(record.reading.quotes[0], stance="promises")
    assert keep(db, replace(record, reading=replace(record.reading, quotes=(quote,))), replayed=True) == "annotated"
    assert [row["stance"] for row in db.rows("select stance from quotes")] == ["promises"]


def test_one_speaker_is_one_row(db: Database, make_record: Maker) -> None:
    keep(db, make_record(number=1))
    keep(db, make_record(number=2))
    assert counts(db)["speakers"] == 1


def test_unknown_speaker_stays_unknown(db: Database, make_record: Maker) -> None:
    record = make_record()
    assert record.reading is not None
    bare = Quote(start=0, end=3, text="The", kind="direct", rule="test")
    keep(db, replace(record, reading=Reading(relevance=record.reading.relevance, quotes=(bare,))))
    row = db.row("select speaker, speaker_id from quotes")
    assert row is not None
    assert tuple(row) == (None, None)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://harbour.example/news/2", "https://harbour.example/news/2"),
        ("https://www.harbour.example/news/1?utm_source=x", "https://harbour.example/news/1"),
        ("https://other.example/news/9", "https://harbour.example/news/1"),
        ("https://harbour.example/", "https://harbour.example/news/1"),
    ],
    ids=["own article", "own alias", "another site's", "the front page"],
)
def test_canonical_address_counts_only_where_it_is_the_outlets_own_article(
    db: Database, make_record: Maker, with_article: Callable[..., Record], canonical: str, url: str
) -> None:
    keep(db, with_article(make_record(), canonical_url=canonical))
    row = db.row("select url, identity from articles")
    assert row is not None
    assert tuple(row) == (url, url)


def test_search_finds_the_current_words_alone(db: Database, make_record: Maker) -> None:
    keep(db, make_record("The censor spoke."))
    keep(db, make_record("The watchdog spoke."))

    def found(word: str) -> int:
        return int(db.value("select count(*) from articles_fts where articles_fts match ?", [word]))

    assert (found("censor"), found("watchdog")) == (0, 1)
    db.conn.execute("insert into articles_fts(articles_fts, rank) values ('integrity-check', 1)")
    db.conn.execute("insert into quotes_fts(quotes_fts, rank) values ('integrity-check', 1)")


def test_older_capture_that_comes_later_takes_its_place_in_the_history(db: Database, make_record: Maker) -> None:
    early, late = make_record("The bill passed."), make_record("The bill failed.")
    keep(db, late)
    assert keep(db, early) == "first"
    history = db.rows("select text, change from revisions order by captured_at")
    assert [tuple(row) for row in history] == [("The bill passed.", "first"), ("The bill failed.", "edit")]
    row = db.row("select first_seen_at, last_seen_at, text from articles join revisions on revisions.id = revision_id")
    assert row is not None
    assert tuple(row) == ("2026-03-02T09:01:00Z", "2026-03-02T09:02:00Z", "The bill failed.")


def test_older_capture_of_the_same_words_is_no_version(db: Database, make_record: Maker) -> None:
    early, late = make_record(), make_record()
    keep(db, late)
    assert keep(db, early) == "same"
    assert counts(db)["revisions"] == 1
    assert db.value("select first_seen_at from articles") == "2026-03-02T09:01:00Z"


def test_a_correction_note_alone_is_a_version(
    db: Database, make_record: Maker, with_article: Callable[..., Record]
) -> None:
    """The note is cut from the body, so that the words of both versions are the same."""
    first, second = "Correction: the order is of Monday.", "Correction: it names no sum."
    notes = [(), (first,), (f" {first.replace(' ', '  ')}",), (first, second), ()]
    told = [keep(db, with_article(make_record(), corrections=found)) for found in notes]
    assert told == ["first", "correction", "same", "correction", "edit"]
    assert db.value("select count(*) from revisions") == 4
    assert db.value("select status from articles") == "changed"


def test_a_wall_that_was_taken_for_an_edit_is_none_once_it_is_known(
    db: Database, make_record: Maker, with_article: Callable[..., Record]
) -> None:
    first, wall = make_record(), make_record("Show that you are a reader.", headline="One moment")
    again, edited = make_record(), make_record("The regulator blocked nobody on Monday.")
    assert [keep(db, record) for record in (first, wall, again)] == ["first", "quote", "quote"]
    seen = with_article(wall, page_type="block_page", headline=None, text="")
    assert keep(db, seen, replayed=True) == "no page"
    assert [row["change"] for row in db.rows("select change from revisions order by id")] == [
        "first",
        "extractor",
        "extractor",
    ]
    assert keep(db, again, replayed=True) == "same"
    assert tuple(db.row("select status, headline from articles") or ()) == ("live", "Telegram Blocked")
    assert [keep(db, edited), keep(db, seen, replayed=True)] == ["quote", "no page"]
    assert [row["change"] for row in db.rows("select change from revisions order by id")][2:] == ["extractor", "quote"]
    assert list(verify(db)) == []


def test_a_page_whose_newest_version_was_a_wall_shows_its_last_true_one(
    db: Database, make_record: Maker, with_article: Callable[..., Record]
) -> None:
    first, wall = make_record(), make_record("Show that you are a reader.", headline="One moment")
    assert [keep(db, first), keep(db, wall)] == ["first", "quote"]
    keep(db, with_article(wall, page_type="block_page", headline=None, text=""), replayed=True)
    row = db.row("select headline, revision_id, status from articles")
    assert row is not None
    assert tuple(row) == ("Telegram Blocked", 1, "blocked")
    assert db.value("select count(*) from articles_fts where articles_fts match 'reader'") == 0
    assert list(verify(db)) == []
