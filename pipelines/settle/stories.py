"""Put new pages into the stories they tell, day by day; a page keeps the story it is in."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pipelines.database import Database, Row
from pipelines.query import query
from standoff.stories import WINDOW, Story, nearest, read_terms, weigh

#: The row of ``terms`` that counts the pages themselves; no term is empty.
PAGES = ""

#: Terms of a page that a story must have one of: the others are too common to find it by.
HEAVY = 16

#: Pages that are weighed at a time: their texts are held in memory.
BATCH = 1000


def settle_stories(db: Database, fresh: Sequence[Row]) -> int:
    """Give each of the *fresh* dated pages with a text a story; returns how many got one."""
    _tidy(db)
    shelf = _Shelf(db)
    placed = 0
    for at in range(0, len(fresh), BATCH):
        ids = json.dumps([row["id"] for row in fresh[at : at + BATCH]])
        due = db.conn.execute(query("storyless"), {"articles": ids}).fetchall()
        placed += len(due)
        if due:
            _place(db, shelf, due)
    shelf.save()
    return placed


def _tidy(db: Database) -> None:
    """Let stories whose pages were taken down keep nothing of these: no title, and no terms to find them by."""
    db.conn.execute("delete from story_terms where story_id in (select id from loosened where kind = 'story')")
    db.conn.execute(query("loose_titles"))
    db.conn.execute(query("loose_stories"))


def _place(db: Database, shelf: "_Shelf", rows: Sequence[Row]) -> None:
    pages = [(row, read_terms(row["headline"], row["text"])) for row in rows]
    documents, total = _count(db, [terms for _, terms in pages])
    for row, terms in pages:
        vector = weigh(terms, documents, total)
        day, about = row["day"], _split(row["pairs"])
        story, found = nearest(vector, shelf.candidates(vector, about, day), day, about, row["language"])
        if story is None:
            story = shelf.open(row["headline"], day)
        shelf.add(story, vector, day, about, row["language"])
        db.insert("story_articles", {"article_id": row["id"], "story_id": story.id, "similarity": round(found, 4)})


def _count(db: Database, pages: Sequence[Counter[str]]) -> tuple[dict[str, int], int]:
    """Count the terms of new *pages* in; return in how many pages each of them stands now, and the number of pages."""
    fresh = Counter(term for terms in pages for term in terms)
    fresh[PAGES] = len(pages)
    db.conn.executemany(query("term_count"), sorted(fresh.items()))
    rows = db.conn.execute(query("term_counts"), [json.dumps(list(fresh))]).fetchall()
    documents = {row["term"]: row["documents"] for row in rows}
    return documents, documents.pop(PAGES)


class _Shelf:
    """The stories around the day in hand, found by their terms and pairs."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._stories: dict[int, Story] = {}
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._changed: set[int] = set()
        self._day: int | None = None

    def candidates(self, vector: Mapping[str, float], pairs: Sequence[str], day: int) -> list[Story]:
        """Return the stories near *day* that share one of a page's heaviest terms, or a pair."""
        self._turn(day)
        heavy = sorted(vector, key=lambda term: (-vector[term], term))[:HEAVY]
        found = {number for key in (*heavy, *pairs) for number in self._by_key.get(key, ())}
        return [self._stories[number] for number in sorted(found)]

    def open(self, title: str | None, day: int) -> Story:
        """Begin a story with its first page."""
        on = _iso(day)
        number = self._db.insert("stories", {"title": title, "opened_on": on, "last_on": on})
        self._stories[number] = Story(id=number, first=day, last=day)
        return self._stories[number]

    def add(self, story: Story, vector: dict[str, float], day: int, pairs: Sequence[str], language: str | None) -> None:
        """Add a page to a story."""
        before = _keys(story)
        story.add(vector, day, pairs, language)
        self._changed.add(story.id)
        self._file(story, before)

    def save(self) -> None:
        """Write down the stories that have changed."""
        for number in sorted(self._changed):
            story = self._stories[number]
            self._db.conn.execute(
                "update stories set opened_on = ?, last_on = ? where id = ?",
                [_iso(story.first), _iso(story.last), number],
            )
            weights = json.dumps({term: round(weight, 5) for term, weight in story.total.items()}, ensure_ascii=False)
            self._db.conn.execute(query("story_put"), [number, story.pages, weights])
        self._changed.clear()

    def _turn(self, day: int) -> None:
        """Put away the stories that ended before *day* can join them, and fetch those that it can."""
        if day == self._day:
            return
        self._day = day
        away = [number for number, story in self._stories.items() if not story.is_near(day)]
        if away:
            self.save()
        for number in away:
            for key in _keys(self._stories.pop(number)):
                self._by_key[key].discard(number)
        near = self._db.conn.execute(
            "select id from stories where last_on >= ? and opened_on <= ?", [_iso(day - WINDOW), _iso(day + WINDOW)]
        ).fetchall()
        missing = [number for (number,) in near if number not in self._stories]
        for row in self._db.conn.execute(query("stories"), [json.dumps(missing)]).fetchall() if missing else ():
            self._fetch(row)

    def _fetch(self, row: Row) -> None:
        story = Story(
            id=row["id"],
            first=row["first"],
            last=row["last"],
            pairs=set(_split(row["pairs"])),
            languages=set(json.loads(row["languages"])),
        )
        story.restore(json.loads(row["weights"]), row["articles"])
        self._stories[story.id] = story
        self._file(story, set())

    def _file(self, story: Story, before: set[str]) -> None:
        """Keep the index of keys in step with a story that had other keys *before*."""
        after = _keys(story)
        for key in before - after:
            self._by_key[key].discard(story.id)
        for key in after - before:
            self._by_key[key].add(story.id)


def _keys(story: Story) -> set[str]:
    return story.pairs | story.centre.keys()


def _split(pairs: str | None) -> list[str]:
    return pairs.split("|") if pairs else []


def _iso(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
