"""A takedown: everything that repeats a page's words goes, and a tombstone says that it went and why."""

import json
from collections.abc import Iterator
from datetime import datetime

from pipelines.compact import stand_alone
from pipelines.database import Database, Row, Value
from pipelines.listen import lists_any
from pipelines.pack import open_capture
from pipelines.query import query
from pipelines.replay import stored_outlet
from pipelines.run import now_text
from pipelines.settle import settle
from standoff.errors import CaptureError, StoreError

#: What of an article's row would still repeat the page.
_WORDS: dict[str, Value] = {
    "headline": None,
    "standfirst": None,
    "authors": "[]",
    "section": None,
    "tags": "[]",
    "dateline": None,
    "wire_credits": "[]",
    "published_raw": None,
    "reasons": "[]",
    "platforms": "[]",
    "countries": "[]",
    "bodies": "[]",
    "provenance": "{}",
    "relevant": 0,
    "revision_id": None,
    "status": "gone",
}

#: Tables whose rows stay: the tombstone itself, and the signs that the page went away by itself.
_KEPT = ("articles", "takedowns", "absences", "unsettled")

#: Copies of the same text have to find another original.
_NEIGHBOURS = """
insert or ignore into unsettled(article_id) select article_id from syndications where group_id in
(select group_id from syndications where article_id = :id) and article_id != :id"""

_DIGESTS = """
select distinct digest from captures where url in (select url from captures where id in
(select capture_id from revisions where article_id = :id) union select url from articles where id = :id)"""


def take_down(db: Database, url: str, reason: str, now: datetime) -> dict[str, int]:
    """Remove text, payloads, index entries, quotes and all that was read in the article at *url*.

    Its captures stay in the hash chain with their digests, and so do those of feeds and sitemaps that named it, whose
    bytes go too; the address is not fetched again. Returns how many rows went. Copies that were published or exported
    before have to be made anew. Raises StoreError when the archive has no such article.
    """
    article = db.row("select * from articles where url = ? or identity = ? or canonical_url = ?", [url, url, url])
    if article is None:
        raise StoreError(f"{url}: the archive has no article at this address")
    number = article["id"]
    removed: dict[str, int] = {}
    with db.atomic():
        digests = [row["digest"] for row in db.rows(_DIGESTS, {"id": number})]
        digests += dict.fromkeys(_listings(db, article, digests))
        db.insert(
            "takedowns",
            {
                "article_id": number,
                "url": article["url"],
                "reason": reason,
                "at": now_text(now),
                "digests": json.dumps(digests),
            },
        )
        db.update("articles", number, _WORDS)
        db.conn.execute(_NEIGHBOURS, {"id": number})
        for table, column in _references(db, "articles"):
            if table not in _KEPT:
                _delete(db, table, column, number, removed)
        for digest in digests:
            stand_alone(db, digest)
            db.conn.execute("update payloads set body = x'', encoding = 'removed' where digest = ?", [digest])
        state = "update links set state = 'left', due_at = null, headline = null, reason = ? where identity = ?"
        db.conn.execute(state, [f"taken down: {reason}", article["identity"]])
    settle(db, now)  # statements and stories repeat words too, and go once nothing holds them
    _forget(db)
    return removed


def _listings(db: Database, article: Row, known: list[str]) -> Iterator[str]:
    """The digests of feeds and sitemaps that named the article: they repeat its headline, often its first lines."""
    outlet, last = stored_outlet(db, article["outlet"]), 0
    while row := db.row(query("channel_bodies"), [last, article["outlet"]]):
        last = row["id"]
        try:
            named = lists_any(open_capture(db, row), outlet, [article["identity"]])
        except CaptureError:
            named = row["digest"]  # nobody can say what is in it
        if named and row["digest"] not in known:
            yield row["digest"]


def _forget(db: Database) -> None:
    """Overwrite what was deleted: in the indexes, in free pages, in the write-ahead log."""
    for index in ("articles_fts", "quotes_fts"):
        db.conn.execute(f"insert into {index}({index}) values ('rebuild')")
    db.conn.execute("vacuum")
    db.checkpoint()


def _references(db: Database, table: str) -> list[tuple[str, str]]:
    """The tables and columns with a foreign key to *table*."""
    names = [row["name"] for row in db.rows("select name from sqlite_master where type = 'table'")]
    return [
        (name, key["from"])
        for name in names
        for key in db.rows(f"pragma foreign_key_list({name})")
        if key["table"] == table
    ]


def _delete(db: Database, table: str, column: str, value: int, removed: dict[str, int]) -> None:
    """Delete the rows with *value* in *column*, and before each every row that points to it."""
    if children := [child for child in _references(db, table) if child[0] not in _KEPT]:
        for row in db.rows(f"select rowid as id from {table} where {column} = ?", [value]):
            for child, key in children:
                _delete(db, child, key, row["id"], removed)
    count = db.conn.execute(f"delete from {table} where {column} = ?", [value]).rowcount
    if count:
        removed[table] = removed.get(table, 0) + count
