"""Put new pages into the stories they tell, together with the pages of the days around them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.settle.log import log_moves
from standoff.disputes import keep_ids
from standoff.gather import Leaf, gather
from standoff.stories import WINDOW, Story, likeness, read_terms, weigh

#: The row of ``terms`` that counts the pages themselves; no term is empty.
PAGES = ""

#: Pages that are weighed at a time: their texts are held in memory.
BATCH = 1000

#: Days of a stretch of pages that are placed together.
STRETCH = 30


def settle_stories(db: Database, fresh: Sequence[Row], at: str) -> int:
    """Give each of the *fresh* dated pages with a text a story; returns how many got one.

    Stories of the days around them are put together anew: a second report may show that two were one, or one two. A
    story keeps its number with most of its pages; what becomes of the others is logged with the time *at*.
    """
    _tidy(db, at)
    placed = 0
    for first in range(0, len(fresh), BATCH):
        ids = json.dumps([row["id"] for row in fresh[first : first + BATCH]])
        due = db.conn.execute(query("storyless"), {"articles": ids}).fetchall()
        placed += len(due)
        for rows in _stretches(due):
            _place(db, rows, at)
    return placed


def forget_terms(db: Database, article: int) -> None:
    """Forget the terms that stand on no page but this article's. To be called while its words are still there."""
    rows = db.rows("select headline, text from revisions where article_id = ?", [article])
    terms = {term for row in rows for term in read_terms(row["headline"], row["text"])} - {PAGES}
    rare = "delete from terms where term = ? and documents < 2"
    db.conn.executemany(rare, [[term] for term in sorted(terms)])


def _stretches(due: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield rows in the order of their days in stretches of days, so that only the stories around each are read."""
    stretch: list[Row] = []
    for row in due:
        if stretch and (row["day"] - stretch[-1]["day"] > 2 * WINDOW or row["day"] - stretch[0]["day"] > STRETCH):
            yield stretch
            stretch = []
        stretch.append(row)
    if stretch:
        yield stretch


def _tidy(db: Database, at: str) -> None:
    """Let stories whose pages were taken down keep nothing of these: no title, and no terms to find them by."""
    db.conn.execute("delete from story_terms where story_id in (select id from loosened where kind = 'story')")
    db.conn.execute(query("loose_titles"))
    db.conn.execute(query("emptied_stories"), [at])
    db.conn.execute(query("loose_stories"))


def _place(db: Database, due: Sequence[Row], at: str) -> None:
    days = [row["day"] for row in due]
    around = {"first": _iso(min(days) - WINDOW), "last": _iso(max(days) + WINDOW)}
    told = db.conn.execute(query("storied"), around).fetchall()
    fresh = [read_terms(row["headline"], row["text"]) for row in due]
    terms = [read_terms(row["headline"], row["text"]) for row in told] + fresh
    documents, total = _count(db, fresh, {term for words in terms for term in words})
    rows = [*told, *due]
    leaves = [_leaf(row, words, documents, total) for row, words in zip(rows, terms, strict=True)]
    order = sorted(range(len(rows)), key=lambda place: (leaves[place].day, rows[place]["id"]))
    groups = [[order[place] for place in group] for group in gather([leaves[place] for place in order])]
    old: dict[int, list[int]] = {}
    for place, row in enumerate(told):
        old.setdefault(row["story_id"], []).append(place)
    kept = keep_ids(old, groups)
    unused = count(_next_number(db))
    numbers = [next(unused) if number is None else number for number in kept.ids]
    for number, group in zip(numbers, groups, strict=True):
        if set(old.get(number, ())) != set(group):
            _write(db, number, [(rows[place]["id"], leaves[place]) for place in group])
    merged, split = "their pages are alike, with those that came in", "some of its pages are more like others now"
    log_moves(db, "story", kept, numbers, merged, split, at)
    gone = sorted(old.keys() - set(numbers))
    for table in ("story_terms where story_id", "stories where id"):
        db.conn.execute(f"delete from {table} in (select value from json_each(?))", [json.dumps(gone)])


def _next_number(db: Database) -> int:
    return int(db.conn.execute(query("next_story")).fetchone()[0])


def _leaf(row: Row, terms: Counter[str], documents: dict[str, int], total: int) -> Leaf:
    return Leaf(
        terms=terms,
        vector=weigh(terms, documents, total),
        day=row["day"],
        pairs=row["pairs"].split("|") if row["pairs"] else (),
        language=row["language"],
    )


def _count(db: Database, pages: Sequence[Counter[str]], wanted: set[str]) -> tuple[dict[str, int], int]:
    """Count the terms of new *pages* in; return in how many each *wanted* one stands, and the pages."""
    fresh = Counter(term for terms in pages for term in terms)
    fresh[PAGES] = len(pages)
    db.conn.executemany(query("term_count"), sorted(fresh.items()))
    rows = db.conn.execute(query("term_counts"), [json.dumps(sorted({PAGES} | wanted))]).fetchall()
    documents = {row["term"]: row["documents"] for row in rows}
    return documents, documents.pop(PAGES)


def _write(db: Database, number: int, pages: Sequence[tuple[int, Leaf]]) -> None:
    """Write a story with its pages."""
    day = pages[0][1].day
    db.conn.execute(query("story_new"), [number, _iso(day), _iso(day)])
    story = Story(id=number, first=day, last=day)
    for _, leaf in pages:
        story.add(leaf.vector, leaf.day, leaf.pairs, leaf.language)
    db.conn.executemany(
        query("story_article_put"),
        [(article, number, round(min(1.0, likeness(leaf.vector, story.centre)), 4)) for article, leaf in pages],
    )
    db.conn.execute(query("story_days"), {"story": number})
    weights = json.dumps({term: round(weight, 5) for term, weight in story.total.items()}, ensure_ascii=False)
    db.conn.execute(query("story_put"), [number, story.pages, weights])


def _iso(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
