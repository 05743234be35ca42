"""A takedown: everything that repeats a page's words goes, and a tombstone says that it went and why."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from pipelines.admit import erase, leave_link, lists_any, told_of
from pipelines.annotate import forget_unspoken
from pipelines.database import Database, Row, Value
from pipelines.learn import forget_blocks
from pipelines.pack import open_capture
from pipelines.query import query
from pipelines.replay import stored_outlet
from pipelines.run import now_text
from pipelines.settle import settle
from pipelines.settle.stories import forget_terms
from pipelines.withhold import forget_words
from standoff.errors import CaptureError, StoreError
from standoff.model import Outlet
from standoff.urls import identity

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

#: Tags in which a page may name its own address, and that address.
_TAG = re.compile(rb"<(?:link|meta)\b[^<>]{0,4000}>", re.IGNORECASE)
_ADDRESS = re.compile(rb"\b(?:href|content)\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)

#: Copies of the same text have to find another original.
_NEIGHBOURS = """
insert or ignore into unsettled(article_id) select article_id from syndications where group_id in
(select group_id from syndications where article_id = :id) and article_id != :id"""

_ASKED = """
select captures.* from captures where kind = 'page' and url in (select url from captures where id in
(select capture_id from revisions where article_id = :id) union select url from articles where id = :id)"""


def take_down(db: Database, url: str, reason: str, now: datetime) -> dict[str, int]:
    """Remove text, payloads, index entries, quotes and all that was read in the article at *url*.

    Its captures stay in the hash chain with their digests, and so do those of feeds and sitemaps that named it, whose
    bytes go too; none of its addresses is fetched again, and nothing is kept from there. Returns how many rows went.
    Copies that were published or exported before have to be made anew. Raises StoreError when the archive has no such
    article.
    """
    article = db.row("select * from articles where url = ? or identity = ? or canonical_url = ?", [url, url, url])
    if article is None:
        raise StoreError(f"{url}: the archive has no article at this address")
    number = article["id"]
    removed: dict[str, int] = {}
    with db.atomic():
        outlet = stored_outlet(db, article["outlet"])
        pages = [*db.rows(_ASKED, {"id": number}), *_pages(db, article, outlet)]
        addresses = list(dict.fromkeys([article["identity"], *(identity(row["url"], outlet) for row in pages)]))
        digests = list(dict.fromkeys([*(row["digest"] for row in pages), *_listings(db, outlet, addresses)]))
        row = {"article_id": number, "url": article["url"], "reason": reason, "at": now_text(now)}
        held = {"digests": json.dumps(digests), "addresses": json.dumps(addresses)}
        takedown = db.insert("takedowns", {**row, **held})
        forget_blocks(db, number)
        forget_terms(db, number)
        db.update("articles", number, _WORDS)
        db.conn.execute(_NEIGHBOURS, {"id": number})
        for table, column in _references(db, "articles"):
            if table not in _KEPT:
                _delete(db, table, column, number, removed)
        for digest in digests:
            erase(db, digest)
        for address in addresses:
            leave_link(db, address, told_of(db, takedown) or "")
        forget_unspoken(db)
    settle(db, now)  # statements and stories repeat words too, and go once nothing holds them
    _forget(db)
    return removed


def _pages(db: Database, article: Row, outlet: Outlet) -> Iterator[Row]:
    """The captures of pages that show the article at another address: it redirects there, or is named as canonical."""
    name = urlsplit(article["identity"]).path.rpartition("/")[2].encode()
    for row in _bodies(db, "page", outlet.id):
        named = {identity(row["url"], outlet), identity(row["final_url"], outlet)}
        if name in (body := _body(db, row)):
            named.update(_names(row, body, outlet))
        if article["identity"] in named:
            yield row


def _names(row: Row, body: bytes, outlet: Outlet) -> Iterator[str]:
    """The addresses (identities) that a page calls its own. It is not parsed: nothing bounds that here."""
    for tag in _TAG.findall(body):
        if (b"canonical" in tag.lower() or b"og:url" in tag.lower()) and (found := _ADDRESS.search(tag)):
            with suppress(ValueError):
                yield identity(urljoin(row["final_url"], unescape(found[1].decode("utf-8", "replace"))), outlet)


def _listings(db: Database, outlet: Outlet, addresses: list[str]) -> Iterator[str]:
    """The digests of feeds and sitemaps that named the article: they repeat its headline, often its first lines."""
    for row in _bodies(db, "channel", outlet.id):
        try:
            named = lists_any(open_capture(db, row), outlet, addresses)
        except CaptureError:
            named = row["digest"]  # nobody can say what is in it
        if named:
            yield row["digest"]


def _bodies(db: Database, kind: str, outlet: str) -> Iterator[Row]:
    last = 0
    while row := db.row(query("bodies"), [kind, last, outlet]):
        yield row
        last = row["id"]


def _body(db: Database, row: Row) -> bytes:
    try:
        return open_capture(db, row).body
    except CaptureError:
        return b""


def _forget(db: Database) -> None:
    """Overwrite what was deleted: in the indexes, in free pages, in the write-ahead log."""
    forget_words(db)
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
