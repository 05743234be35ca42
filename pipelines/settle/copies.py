"""Find the texts that new articles share with others, and hang copies on the article they copy."""

import json
from collections import Counter, OrderedDict
from collections.abc import Sequence

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.settle.groups import settle_groups
from pipelines.settle.quoted import block_quotations
from standoff.syndication import Narrative, Overlap, overlap, read_narrative, sketch

#: Days between two articles of which one may be a copy of the other.
WINDOW = 30

#: A fingerprint that stands in more articles than this is a standing phrase or a page foot, and finds nothing.
FREQUENT = 64

#: The articles with the most fingerprints in common that are compared word by word.
CANDIDATES = 20

#: Texts that are kept at hand; a copy usually comes within hours of its original.
CACHED = 512


def settle_copies(
    db: Database, fresh: Sequence[Row], at: str, *, window: int | None = WINDOW, again: bool = False
) -> tuple[int, int]:
    """Fingerprint the *fresh* articles whose text or day is new, or all of them *again*, and group what shares text.

    Copies are looked for within *window* days, None for however long ago. Returns how many were fingerprinted and how
    many rows of ``syndications`` were written.
    """
    shelf = _Shelf(db)
    touched: set[int] = set()
    stale = [row for row in fresh if again or _is_stale(db, row)]
    for row in stale:
        touched |= _clear(db, row["id"])
        if row["revision_id"] is not None:
            _find(db, shelf, row, window)
    return len(stale), settle_groups(db, touched | {row["id"] for row in fresh}, at)


def _is_stale(db: Database, row: Row) -> bool:
    known = db.conn.execute("select revision_id, day from sketches where article_id = ?", [row["id"]]).fetchone()
    if known is None:
        return row["revision_id"] is not None
    return (known["revision_id"], known["day"]) != (row["revision_id"], row["day"])


def _clear(db: Database, article: int) -> set[int]:
    """Forget what is known of an article's text; return the articles it shared text with."""
    sharing = db.conn.execute(
        "delete from shared_texts where article_id = :id or other_id = :id returning article_id, other_id",
        {"id": article},
    ).fetchall()
    db.conn.execute("delete from fingerprints where article_id = ?", [article])
    db.conn.execute("delete from sketches where article_id = ?", [article])
    return {number for pair in sharing for number in pair}


def _find(db: Database, shelf: "_Shelf", row: Row, window: int | None) -> None:
    """Fingerprint one article and write down the articles it shares text with."""
    article = row["id"]
    narrative = shelf.narrative(article)
    mine = sketch(narrative)
    for other in _candidates(db, mine.hashes, mine.kept, row["day"], window):
        if _is_same_page(db, row, other):
            continue
        found = overlap(narrative, shelf.narrative(other))
        if found.kind:
            found = overlap(shelf.with_asides(article), shelf.with_asides(other))
        if found.kind:
            _share(db, article, other, found)
    db.conn.executemany("insert into fingerprints(hash, article_id) values (?, ?)", [(h, article) for h in mine.hashes])
    db.conn.execute(
        "insert into sketches(article_id, revision_id, day, shingles, kept) values (?, ?, ?, ?, ?)",
        [article, row["revision_id"], row["day"], mine.shingles, mine.kept],
    )


def _candidates(db: Database, hashes: Sequence[int], kept: int, day: int | None, window: int | None) -> list[int]:
    """Return the articles within the *window* with enough fingerprints in common, most first, then the earliest."""
    common: Counter[int] = Counter()
    frequent: list[int] = []
    wanted = {"hashes": json.dumps(hashes), "frequent": FREQUENT}
    for value, number in db.conn.execute(query("fingerprinted"), wanted):
        if number is None:
            frequent.append(value)
        else:
            common[number] += 1
    if 2 * len(frequent) > len(hashes):
        common.update(_reprinted(db, frequent))
    chosen: list[int] = []
    for article, count in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        if count < 2 or len(chosen) == CANDIDATES:
            break
        other = db.conn.execute("select day, kept from sketches where article_id = ?", [article]).fetchone()
        near = None in (day, other["day"], window) or abs(day - other["day"]) <= window
        if near and 4 * count >= min(kept, other["kept"]):
            chosen.append(article)
    return chosen


def _reprinted(db: Database, frequent: Sequence[int]) -> Counter[int]:
    """Return the first and the last articles that have most of a text's *frequent* fingerprints.

    A text of which half the fingerprints are frequent is no page foot: it is a story that many outlets reprint.
    """
    found: Counter[int] = Counter()
    for value in frequent:
        for order in ("asc", "desc"):
            rows = db.conn.execute(
                f"select article_id from fingerprints where hash = ? order by article_id {order} limit ?",
                [value, CANDIDATES // 2],
            ).fetchall()
            found.update(number for (number,) in rows)
    return found


def _is_same_page(db: Database, row: Row, other: int) -> bool:
    """Tell whether *other* is the same article under another address of its outlet."""
    found = db.conn.execute("select outlet, url, canonical_url from articles where id = ?", [other]).fetchone()
    if found["outlet"] != row["outlet"]:
        return False
    return bool((row["canonical_url"] or row["url"]) == (found["canonical_url"] or found["url"]))


def _share(db: Database, article: int, other: int, found: Overlap) -> None:
    db.conn.execute(
        "insert or replace into shared_texts(article_id, other_id, containment, kind) values (?, ?, ?, ?)",
        [min(article, other), max(article, other), round(found.containment, 4), found.kind],
    )


class _Shelf:
    """The narratives of the articles in hand, the latest used kept."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: OrderedDict[tuple[int, bool], Narrative] = OrderedDict()

    def narrative(self, article: int) -> Narrative:
        """Return the narrative of an article's current text."""
        return self._read(article, False)

    def with_asides(self, article: int) -> Narrative:
        """The same, with what its page prints as block quotations known as such."""
        return self._read(article, True)

    def _read(self, article: int, asides: bool) -> Narrative:
        key = (article, asides)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        row = self._db.conn.execute(
            "select text, capture_id from revisions where id = (select revision_id from articles where id = ?)",
            [article],
        ).fetchone()
        quoted = block_quotations(self._db, row["capture_id"]) if asides else ()
        narrative = self._read(article, False) if asides and not quoted else read_narrative(row["text"], quoted)
        self._kept[key] = narrative
        if len(self._kept) > CACHED:
            self._kept.popitem(last=False)
        return narrative
