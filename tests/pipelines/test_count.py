"""The kept counts against full ones, after any order of writes."""

import random
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from pipelines.count import COUNTED, recount, wrong_counts
from pipelines.database import Database
from pipelines.run import Run

Write = tuple[str, list[object]]


def _article(draw: random.Random) -> dict[str, object]:
    return {
        "outlet": draw.choice(("harbour", "inland")),
        "language": draw.choice((None, "", "en", "ru")),
        "status": draw.choice(("live", "changed", "gone")),
        "page_type": draw.choice(("article", "live")),
        "relevant": draw.choice((None, 0, 1)),
        "published_at": draw.choice((None, "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-02")),
    }


def _arrivals(draw: random.Random, number: int) -> Iterator[Write]:
    """Something new: an article, a version of one, a quote in a version, an article in a dispute."""
    row = _article(draw)
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    keys = f"insert into articles(identity, url, first_seen_at, last_seen_at, {columns}) values (?, 'u', 'f', 'l', "
    yield f"{keys}{marks})", [f"article {number}", *row.values()]
    at_once = keys.replace("(identity", "(revision_id, identity").replace("(?,", "(?, ?,")
    yield f"{at_once}{marks})", [draw.randrange(1, 12), f"whole article {number}", *row.values()]
    change = draw.choice(("first", "edit", "headline"))
    version = "insert into revisions(article_id, text_digest, captured_at, capture_id, extractor, change, words, text)"
    yield f"{version} values (?, 'd', 'c', 1, 'x', ?, 1, 't')", [draw.randrange(1, 9), change]
    quote = [draw.randrange(1, 12), draw.choice(("direct", "indirect")), draw.choice((None, 1, 2))]
    quote.append(draw.choice(("asserts", "denies", "confirms", "declines_to_comment")))
    said = 'insert into quotes(revision_id, kind, speaker_id, stance, "start", "end", text, rule, confidence)'
    yield f"{said} values (?, ?, ?, ?, 0, 1, 't', 'r', 1.0)", quote
    held = [draw.randrange(1, 3), draw.randrange(1, 9)]
    yield "insert into dispute_articles(dispute_id, article_id, reason) values (?, ?, 'r')", held


def _changes(draw: random.Random) -> Iterator[Write]:
    """Something changes or goes: fields of an article, its version, a quote, what belongs to a dispute."""
    name, value = draw.choice(list(_article(draw).items()))
    yield f"update articles set {name} = ? where id = ?", [value, draw.randrange(1, 9)]
    yield "update articles set revision_id = ? where id = ?", [draw.choice((None, *range(1, 12))), draw.randrange(1, 9)]
    yield "update revisions set change = ? where id = ?", [draw.choice(("edit", "quote")), draw.randrange(1, 12)]
    yield "update quotes set stance = ?, kind = 'mixed' where id = ?", ["denies", draw.randrange(1, 20)]
    yield "update quotes set speaker_id = ? where id = ?", [draw.choice((None, 1)), draw.randrange(1, 20)]
    yield "update quotes set revision_id = ? where id = ?", [draw.randrange(1, 12), draw.randrange(1, 20)]
    yield (
        "update dispute_articles set article_id = ? where article_id = ?",
        [draw.randrange(1, 9), draw.randrange(1, 9)],
    )
    table = draw.choice(("articles", "revisions", "quotes"))
    yield f"delete from {table} where id = ?", [draw.randrange(1, 12)]
    yield "delete from dispute_articles where article_id = ?", [draw.randrange(1, 9)]


@pytest.fixture
def begun(db: Database, run: Run, make_record: Callable[..., object]) -> Database:
    """An archive with outlets, one capture, two speakers and two disputes, and no article yet."""
    make_record()
    db.conn.execute(
        "insert into outlets select 'inland', name, kind, country, languages, homepage, cms, 1, '' from outlets"
    )
    for number in (1, 2):
        db.insert("speakers", {"key": str(number), "name": f"Speaker {number}"})
        db.insert("disputes", {"slug": f"d{number}", "title": "t", "platform": "p", "country": "c"})
    return db


@pytest.mark.parametrize("seed", range(6))
def test_counts_stay_exact_whatever_is_written(begun: Database, seed: int) -> None:
    draw, written, held = random.Random(seed), 0, set()
    # Orders of writes that foreign keys forbid now may come in a transaction that defers them: counts hold there too.
    begun.conn.execute(f"pragma foreign_keys = {seed % 2}")
    # A version belongs to one article: what two would share is no archive.
    begun.conn.execute("create unique index one_article on articles(revision_id)")
    for number in range(400):
        writes = list(_arrivals(draw, number)) if number < 40 or draw.random() < 0.3 else list(_changes(draw))
        sql, values = draw.choice(writes)
        try:
            written += begun.conn.execute(sql, values).rowcount
        except sqlite3.IntegrityError:
            continue
        if number % 5 == 0:
            assert list(wrong_counts(begun)) == [], sql
            held |= {table for table in COUNTED if begun.value(f"select count(*) from {table}")}
    assert written > 100
    assert held == COUNTED.keys()
    assert list(wrong_counts(begun)) == []


def test_counts_go_back_with_what_was_not_committed(begun: Database) -> None:
    with pytest.raises(StopIteration), begun.atomic():
        begun.conn.execute(*next(_arrivals(random.Random(1), 1)))
        assert begun.value("select sum(articles) from article_counts") == 1
        raise StopIteration
    assert begun.value("select count(*) from article_counts") == 0
    assert list(wrong_counts(begun)) == []


def test_a_recount_mends_what_is_wrong(begun: Database) -> None:
    begun.conn.execute(*next(_arrivals(random.Random(1), 1)))
    begun.conn.execute("update article_counts set articles = 7")
    assert [fault.split(":")[0] for fault in wrong_counts(begun)] == ["article_counts"]
    recount(begun)
    assert list(wrong_counts(begun)) == []
