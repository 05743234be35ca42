"""Look for what is watched for. A find and its deliveries are rows of one transaction, before anything is sent."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.run import now_text
from standoff.alerts import alert_mark, changed_quotes
from standoff.errors import WatchError
from standoff.watches import Watch

__all__ = ["check_searches", "find_alerts"]

#: What is told from versions that came in since the last look. Everything else is compared with what was found before.
_OF_VERSIONS = ("search", "quote_edited")

#: Versions that are looked at a second time: SQLite gives the number of a version that was taken down out again. What
#: was found there before has its mark, so it is not found twice.
_AGAIN = 1000


def check_searches(db: Database, watches: Iterable[Watch]) -> None:
    """Raise WatchError, naming the watch, for a search that is no FTS5 query."""
    for watch in watches:
        if watch.search is None:
            continue
        try:
            db.row("select 1 from articles_fts where articles_fts match ?", [watch.search])
        except sqlite3.OperationalError as error:
            raise WatchError(f"watches.{watch.name}.search: is no FTS5 query ({error}): {watch.search!r}") from error


def find_alerts(db: Database, watch: Watch, now: datetime, since: str | None = None) -> int:
    """Look once for *watch*, and put what is new in line for each of its channels; return how much that is.

    What was there before the first look is noted and not sent, unless it is of the day *since* or later.
    """
    with db.atomic():
        seen = db.row("select * from watches where name = ?", [watch.name])
        if seen is None or seen["definition"] != _definition(watch):
            # versions that came in since the last look are news for a changed search as well
            held_back = seen is None or watch.kind not in _OF_VERSIONS
            _make(db, watch, now, since, seen)
        else:
            held_back = False
        return _look(db, watch, now, since if seen is None else None, held_back)


def _look(db: Database, watch: Watch, now: datetime, since: str | None, held_back: bool) -> int:
    mark = db.row("select * from watches where name = ?", [watch.name])
    assert mark is not None, "it was made a moment ago"
    top = db.value("select coalesce(max(id), 0) from revisions")
    after = min(mark["after_revision"], top)
    values = {
        "search": watch.search,
        "outlet": watch.outlet,
        "platform": watch.platform,
        "country": watch.country,
        "after": after,
        "seen": max(after, min(mark["seen_revision"], top) - _AGAIN),
        "now": now_text(now),
        "silent_since": now_text(now - timedelta(days=watch.days)),
    }
    found = 0
    for row in db.rows(query(f"watch_{watch.kind}"), values):
        earlier = held_back and (since is None or row["at"] < since)
        found += _note(db, watch, row, now, earlier)
    db.conn.execute(
        "update watches set looked_at = ?, after_revision = ?, seen_revision = ? where name = ?",
        [now_text(now), after, top, watch.name],
    )
    return found


def _make(db: Database, watch: Watch, now: datetime, since: str | None, seen: Row | None) -> None:
    """Write down a watch that is new, or that now says something else under its old name."""
    if seen is not None:
        renew = "update watches set definition = ?, after_revision = seen_revision where name = ?"
        db.conn.execute(renew, [_definition(watch), watch.name])
        return
    after = db.value("select coalesce(max(id), 0) from revisions")
    if since is not None:
        after = db.value("select coalesce(min(id) - 1, ?) from revisions where captured_at >= ?", [after, since])
    db.insert(
        "watches",
        {
            "name": watch.name,
            "definition": _definition(watch),
            "made_at": now_text(now),
            "looked_at": now_text(now),
            "after_revision": after,
            "seen_revision": after,
        },
    )


def _note(db: Database, watch: Watch, row: Row, now: datetime, earlier: bool) -> int:
    """Note one find, unless it is known; return 1 when it is to be sent."""
    changes: list[dict[str, Any]] = []
    if watch.kind == "quote_edited":
        quotes = changed_quotes(json.loads(row["quotes_before"]), json.loads(row["quotes_after"]))
        if not quotes:
            return 0  # a correction that left every quote as it was
        changes = [{"before": change.before, "after": change.after} for change in quotes]
    mark = alert_mark(watch.name, watch.kind, row["subject"])
    if db.value("select 1 from alerts where mark = ?", [mark]):
        return 0
    number = db.insert(
        "alerts",
        {
            "mark": mark,
            "watch": watch.name,
            "kind": watch.kind,
            "title": row["title"],
            "words": row["words"] or "",
            "changes": json.dumps(changes, ensure_ascii=False),
            "outlet": row["outlet"],
            "url": row["url"],
            "at": row["at"],
            "article_id": row["article_id"],
            "found_at": now_text(now),
            "earlier": int(earlier),
        },
    )
    if earlier:
        return 0
    for channel in dict.fromkeys(watch.channels):
        db.insert("alert_deliveries", {"alert_id": number, "channel": channel, "state": "due"})
    return 1


def _definition(watch: Watch) -> str:
    """What the watch looks for; its channels are no part of that."""
    names = ("search", "condition", "outlet", "platform", "country", "days")
    return json.dumps({name: getattr(watch, name) for name in names}, ensure_ascii=False)
