"""Withhold what the policy of an outlet does not keep: the bytes go, a row says which words asked for it."""

import json
from datetime import datetime, timedelta
from functools import lru_cache

from pipelines.annotate import annotate, forget_unspoken
from pipelines.compact import stand_alone
from pipelines.database import Database, Row, Value
from pipelines.learn import forget_blocks
from pipelines.pack import keep_capture, open_capture
from pipelines.query import query
from pipelines.run import now_text
from standoff.errors import CaptureError
from standoff.model import Capture, Outlet, Record, Withheld
from standoff.policy import TDMREP, Rule, read_tdmrep
from standoff.revisions import Version, version_digest
from standoff.text import words
from standoff.urls import site_of

#: Bytes of a robots.txt that is kept; what stands behind 512 KiB is read by nobody.
LARGEST = 1 << 20

#: How long the reservations of a host are taken for current, as with robots.txt.
MAX_AGE = timedelta(hours=24)


def withhold(db: Database, capture: Capture, ruling: Withheld | None, article: int | None = None) -> None:
    """Remove the bytes of a capture whose text is not kept. The caller holds the transaction."""
    if ruling is None:
        return
    row = {"capture_id": capture.id, "article_id": article, "at": now_text(capture.fetched_at)}
    db.insert("withheld", {**row, "signal": ruling.signal, "action": ruling.action, "words": ruling.words}, ignore=True)
    with db.overwriting():
        stand_alone(db, capture.digest)
        db.conn.execute(query("payload_withhold"), [capture.digest])


def cut_back(db: Database, article: int, record: Record) -> bool:
    """Cut versions that were made of a capture down to what is kept of it now; whether there were any that hold more.

    A policy became stricter, and a replay applies it. The caller holds the transaction.
    """
    found, reading = record.article, record.reading
    assert found is not None
    assert reading is not None
    if found.withheld is None:
        return False
    kept: dict[str, Value] = {
        "text_digest": version_digest(Version(headline=found.headline, standfirst=found.standfirst, text=found.text)),
        "standfirst": found.standfirst,
        "captions": json.dumps(found.captions, ensure_ascii=False),
        "corrections": json.dumps(found.corrections, ensure_ascii=False),
    }
    rows = db.rows(query("revisions_of_more"), {**kept, "article": article, "capture": record.capture.id})
    if not rows:
        return False
    forget_blocks(db, article)
    shown = db.value("select revision_id from articles where id = ?", [article])
    with db.overwriting():
        # the index of words forgets them while they are still there
        db.update("articles", article, {"revision_id": None})
        for row in rows:
            cut = {**kept, "headline": found.headline, "text": found.text, "words": len(words(found.text))}
            db.update("revisions", row["id"], cut)
            annotate(db, article, row["id"], found.text, reading)
        db.update("articles", article, {"revision_id": shown})
    return True


def forget_words(db: Database) -> None:
    """Overwrite what was cut, in the indexes of words and in the write-ahead log, with names that nothing gives now."""
    with db.overwriting():
        with db.atomic():
            forget_unspoken(db)
        for index in ("articles_fts", "quotes_fts"):
            db.conn.execute(f"insert into {index}({index}) values ('rebuild')")
    db.checkpoint()


def is_kept_alike(db: Database, capture: int, record: Record) -> bool:
    """Whether as much was kept of an earlier capture as is of this one; where not, a difference is ours."""
    assert record.article is not None
    before = db.value("select action from withheld where capture_id = ?", [capture])
    now = record.article.withheld.action if record.article.withheld else None
    return bool(before == now)


def wants_reservations(db: Database, outlet: Outlet, now: datetime) -> bool:
    """Whether the host of *outlet* has to be asked for its tdmrep.json before its pages are."""
    asked = db.value("select tdmrep_at from hosts where site = ?", [site_of(outlet.homepage)])
    return asked is None or not now - MAX_AGE < datetime.fromisoformat(asked) <= now


def keep_reservations(db: Database, run: int, outlet: Outlet, capture: Capture) -> None:
    """Keep what a host answered to tdmrep.json, where it is not what it answered last.

    A host that cannot answer leaves what it said before in force, and is asked again by the next run. The caller holds
    the transaction.
    """
    if capture.status == 429 or capture.status >= 500 or capture.flaw:
        return
    site = site_of(capture.url)
    last = db.row(query("tdmrep_last"), [site])
    number = last["id"] if last and _is_same(last, capture) else keep_capture(db, capture, outlet.id, run).id
    db.conn.execute(query("tdmrep_note"), [site, now_text(capture.fetched_at), number])


def keep_robots(db: Database, run: int, outlet: Outlet, capture: Capture) -> None:
    """Keep the robots.txt of a host, where it is not what it was: proof of what was allowed when.

    Of answers that are no success, the change of the status is kept. The caller holds the transaction.
    """
    site = site_of(capture.url)
    last = db.row(query("robots_last"), [site])
    if len(capture.body) > LARGEST or (last and _is_same(last, capture)):
        return
    db.conn.execute(query("robots_note"), [site, keep_capture(db, capture, outlet.id, run).id])


def _is_same(last: Row, capture: Capture) -> bool:
    """Whether a host answers as it did *last*; of answers that are no success the status alone counts."""
    good = 200 <= capture.status < 300
    return last["status"] == capture.status and (not good or last["digest"] == capture.digest)


def reservations(db: Database, url: str) -> tuple[Rule, ...]:
    """The rules of the tdmrep.json of the host of *url*, as it was answered last."""
    row = db.row(query("tdmrep_last"), [site_of(url)])
    if row is None or row["encoding"] == "removed":
        return ()
    try:
        return _rules(row["status"], open_capture(db, row).body)
    except CaptureError:
        return ()


@lru_cache(64)
def _rules(status: int, body: bytes) -> tuple[Rule, ...]:
    return read_tdmrep(status, body)


def tdmrep_of(outlet: Outlet) -> str:
    """The address of the tdmrep.json of an outlet's own host."""
    return site_of(outlet.homepage) + TDMREP
