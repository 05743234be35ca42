"""Room 400: one record, one transaction; run twice, the same rows."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from pipelines.admit import close_address, tombstones
from pipelines.annotate import annotate
from pipelines.database import Database, Row, Value
from pipelines.disown import disown
from pipelines.learn import known_blocks, learn_blocks
from pipelines.query import query
from pipelines.room import Room
from pipelines.run import now_text
from pipelines.vanish import note_absence, note_return
from pipelines.withhold import cut_back, is_kept_alike, withhold
from standoff.boilerplate import trim_text
from standoff.model import NO_PAGE, Article, Outlet, Record, Relevance
from standoff.revisions import Version, change_between, same_notes, version_digest
from standoff.text import words
from standoff.urls import fold_url, identity

#: What an address is that shows no page: a wall, or a "not found" that says 200.
_LOST = {"block_page": "blocked", "soft_404": "gone"}


class StoreRoom(Room):
    """Takes a whole record into the archive."""

    name = "store"

    async def work(self, record: Record) -> Record:
        """Return the record as it came."""
        with self.ledger.db.atomic():
            store(self.ledger.db, record)
        self.ledger.run.stored += 1
        return record


def store(db: Database, record: Record, *, replayed: bool = False) -> str:
    """Write article, version and annotations; the caller holds the transaction.

    Returns what happened: ``no page``, ``taken down`` (nothing is kept of it), ``same``, ``annotated`` (the words are
    the same, what was read in them is not), ``withheld`` (a version that stood was cut to what the policy keeps now),
    or the kind of the new version. A *replayed* record can only be a change of the extractor.
    """
    assert record.article is not None, "the extract room comes first"
    assert record.reading is not None, "the enrich room comes first"
    assert record.capture.id is not None, "the capture room comes first"
    article, reading = record.article, record.reading
    if led_away(record):
        article = replace(article, page_type="soft_404")
        record = replace(record, article=article)
    db.conn.execute("update captures set page_type = ? where id = ?", [article.page_type, record.capture.id])
    key, url = name_article(record)
    row = db.row("select * from articles where identity = ?", [key])
    seen = now_text(record.capture.fetched_at)
    if article.page_type in NO_PAGE:
        _store_no_page(db, row, record, key=key, url=url, seen=seen)
        return "no page"
    if (takedown := tombstones(db, record.outlet.id).get(key)) is not None:
        close_address(db, takedown, identity(record.link.url, record.outlet), record.capture.digest)
        return "taken down"
    if row:
        note_return(db, row["id"], record.capture)
    number = row["id"] if row else _first_row(db, record, key=key, url=url, seen=seen)
    cut = cut_back(db, number, record)
    outcome, revision = _store_version(db, record, number, replayed=replayed)
    withhold(db, record.capture, article.withheld, number)
    annotated = annotate(db, number, revision, article.text, reading)
    newest = db.value(query("newest_version"), {"article": number, "no_page": _json(NO_PAGE)})
    if newest is None or seen >= newest:
        _renew(db, number, record, revision, seen)
    else:
        db.conn.execute("update articles set first_seen_at = min(first_seen_at, ?) where id = ?", [seen, number])
    return "withheld" if cut else "annotated" if outcome == "same" and annotated else outcome


def name_article(record: Record) -> tuple[str, str]:
    """Return identity and address of the article in *record*.

    The page's canonical address counts where it belongs to the outlet and is an article's; a page cannot pass
    itself off as another outlet's.
    """
    asked, article, outlet = record.link.url, record.article, record.outlet
    if article is not None and article.page_type not in NO_PAGE:
        for address in (article.canonical_url, record.capture.final_url):
            if address and _is_own(address, outlet, asked):
                return identity(address, outlet), fold_url(address, outlet)
    return identity(asked, outlet), fold_url(asked, outlet)


def led_away(record: Record) -> bool:
    """Whether the address of an article answered with the front page, or another page that is no article."""
    asked, answered = (fold_url(url, record.outlet) for url in (record.link.url, record.capture.final_url))
    if asked == answered:
        return False
    front = urlsplit(answered).path in ("", "/") and urlsplit(asked).path not in ("", "/")
    return front or _is_article(answered, record.outlet) < _is_article(asked, record.outlet)


def _is_own(address: str, outlet: Outlet, asked: str) -> bool:
    """Whether *address* is on the site of *asked*, and no front page where *asked* is an article."""
    there, here = fold_url(address, outlet), fold_url(asked, outlet)
    return urlsplit(there).netloc == urlsplit(here).netloc and _is_article(there, outlet) >= _is_article(here, outlet)


def _is_article(address: str, outlet: Outlet) -> bool:
    return bool(re.search(outlet.discover.article, address))


def _store_no_page(db: Database, row: Row | None, record: Record, *, key: str, url: str, seen: str) -> None:
    assert record.article is not None
    status = _LOST[record.article.page_type]
    if row is None:
        db.insert(
            "articles",
            {
                "outlet": record.outlet.id,
                "identity": key,
                "url": url,
                "page_type": record.article.page_type,
                "status": status,
                "first_seen_at": seen,
                "last_seen_at": seen,
            },
        )
    elif row["revision_id"] is not None:
        sign = "front_page" if led_away(record) else record.article.page_type
        note_absence(db, row["id"], sign, record.capture)
        disown(db, row["id"])


def _first_row(db: Database, record: Record, *, key: str, url: str, seen: str) -> int:
    assert record.article is not None
    return db.insert(
        "articles",
        {
            "outlet": record.outlet.id,
            "identity": key,
            "url": url,
            "page_type": record.article.page_type,
            "status": "live",
            "first_seen_at": seen,
            "last_seen_at": seen,
        },
    )


def _store_version(db: Database, record: Record, number: int, *, replayed: bool) -> tuple[str, int]:
    """Return what happened and the id of the version that the capture shows."""
    assert record.article is not None
    assert record.reading is not None
    article = record.article
    new = Version(
        headline=article.headline,
        standfirst=article.standfirst,
        text=article.text,
        quotes=tuple(quote.text for quote in record.reading.quotes if quote.kind == "direct"),
        corrections=article.corrections,
    )
    digest, moment = version_digest(new), now_text(record.capture.fetched_at)
    last, later = _neighbours(db, number, moment)
    near = last or later
    if near is not None and near["text_digest"] == digest and same_notes(_notes_of(near), article.corrections):
        return "same", near["id"]
    change = "first" if last is None else "extractor"
    if last is not None and not replayed and is_kept_alike(db, last["capture_id"], record):
        change = _change(db, last, new, record)
    if last is None and later is None and article.withheld is None:
        learn_blocks(db, record.capture.final_url, article.text)
    if later is not None and later["change"] != "extractor":
        # an import reached back: what follows is now a change of this version, not of the one before
        db.update("revisions", later["id"], {"change": change_between(new, _version_of(db, later))})
    revision = db.insert(
        "revisions",
        {
            "article_id": number,
            "text_digest": digest,
            "headline": article.headline,
            "standfirst": article.standfirst,
            "text": article.text,
            "captions": _json(article.captions),
            "corrections": _json(article.corrections),
            "captured_at": moment,
            "capture_id": record.capture.id,
            "extractor": article.extractor,
            "change": change,
            "words": len(words(article.text)),
        },
    )
    return change, revision


def _change(db: Database, last: Row, new: Version, record: Record) -> str:
    """What led from the *last* version to the *new* one; a block that we have learned to cut is no edit of theirs."""
    old = _version_of(db, last)
    text, cut = trim_text(old.text, known_blocks(db, record.capture.final_url))
    alike = version_digest(replace(old, text=text)) == version_digest(new)
    if cut and alike and same_notes(old.corrections, new.corrections):
        return "extractor"
    return change_between(replace(old, text=text), new)


def _neighbours(db: Database, number: int, moment: str) -> tuple[Row | None, Row | None]:
    """The versions of an article before (or at) and after a moment."""
    asked: dict[str, Value] = {"article": number, "moment": moment, "no_page": _json(NO_PAGE)}
    last = db.row(query("version_before"), asked)
    later = db.row(
        "select * from revisions where article_id = ? and captured_at > ? order by captured_at, id limit 1",
        [number, moment],
    )
    return last, later


def _version_of(db: Database, row: Row) -> Version:
    quotes = db.rows(
        "select text from quotes where revision_id = ? and kind = 'direct' order by \"start\"", [row["id"]]
    )
    return Version(
        headline=row["headline"],
        standfirst=row["standfirst"],
        text=row["text"],
        quotes=tuple(quote["text"] for quote in quotes),
        corrections=_notes_of(row),
    )


def _notes_of(row: Row) -> tuple[str, ...]:
    return tuple(json.loads(row["corrections"]))


def _renew(db: Database, number: int, record: Record, revision: int, seen: str) -> None:
    """Bring the article's row up to its newest version, touching only what differs."""
    assert record.article is not None
    assert record.reading is not None
    row = db.row("select * from articles where id = ?", [number])
    assert row is not None
    edits = db.value(
        "select count(*) from revisions where article_id = ? and change not in ('first', 'extractor')", [number]
    )
    wanted: dict[str, Value] = {
        **_article_columns(record.article),
        **_relevance_columns(record.reading.relevance),
        "last_seen_at": max(seen, row["last_seen_at"]),
        "status": "changed" if edits else "live",
        "revision_id": revision,
    }
    db.update("articles", number, {name: value for name, value in wanted.items() if row[name] != value})


def _article_columns(article: Article) -> dict[str, Value]:
    return {
        "page_type": article.page_type,
        "canonical_url": article.canonical_url,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": _json(article.authors),
        "section": article.section,
        "tags": _json(article.tags),
        "language": article.language,
        "dateline": article.dateline,
        "wire_credits": _json(article.wire_credits),
        "published_at": now_text(article.published_at) if article.published_at else None,
        "published_raw": article.published_raw,
        "modified_at": now_text(article.modified_at) if article.modified_at else None,
        "provenance": json.dumps(dict(article.provenance), ensure_ascii=False, sort_keys=True),
        "rights": json.dumps(dict(article.rights), ensure_ascii=False, sort_keys=True),
    }


def _relevance_columns(relevance: Relevance) -> dict[str, Value]:
    return {
        "relevance": float(relevance.score),
        "relevant": int(relevance.relevant),
        "reasons": _json(relevance.reasons),
        "platforms": _json(relevance.platforms),
        "countries": _json(relevance.countries),
        "bodies": _json(relevance.bodies),
    }


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
