"""What an analyst decides about disputes, kept as rows: every later crawl and replay respects them.

Each function writes its ruling, marks the articles that it concerns, and returns the number of the ruling's row; the
caller then runs :func:`pipelines.settle.settle`. A ruling is taken back by :func:`withdraw`, never deleted.
"""

from collections.abc import Collection
from datetime import datetime

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.run import now_text
from pipelines.settle.disputes import next_number
from standoff.errors import StoreError

__all__ = ["find_dispute", "list_rulings", "merge", "rename", "rule_out", "split", "withdraw"]


def find_dispute(db: Database, name: str) -> int:
    """Return the number of the dispute with this slug or number; one that was merged leads to what it became.

    Raises StoreError when there is none.
    """
    row = db.row("select id from disputes where slug = ? or cast(id as text) = ?", [name, name])
    if row is None and name.isdigit():
        row = db.row(query("became"), [int(name)])
    if row is None:
        raise StoreError(f"{name}: no dispute has this slug or number")
    return int(row["id"])


def merge(
    db: Database, dispute: int, into: int, now: datetime, *, by: str | None = None, note: str | None = None
) -> int:
    """Rule that one dispute is part of another. Raises StoreError for an unknown one, or for a dispute and itself."""
    _must_exist(db, dispute)
    _must_exist(db, into)
    if dispute == into:
        raise StoreError(f"{dispute}: a dispute cannot be merged into itself")
    with db.atomic():
        _withdraw_merges(db, into, dispute, now)
        return _rule(db, "merge", dispute, now, into_id=into, by=by, note=note)


def split(
    db: Database,
    dispute: int,
    articles: Collection[int],
    now: datetime,
    *,
    into: int | None = None,
    title: str | None = None,
    by: str | None = None,
    note: str | None = None,
) -> int:
    """Rule that some *articles* of a dispute are about another matter; return that dispute's number.

    They go *into* a dispute that there is, or into a new one, with a *title* if one is given. Raises StoreError when
    an article is not in the dispute, or none is named.
    """
    _must_exist(db, dispute)
    if not articles:
        raise StoreError(f"{dispute}: no article to split off is named")
    for article in articles:
        _must_hold(db, dispute, article)
    with db.atomic():
        number = next_number(db) if into is None else into
        for article in sorted(articles):
            _rule(db, "split", dispute, now, into_id=number, article_id=article, by=by, note=note)
        if title:
            _rule(db, "rename", number, now, title=title, by=by, note=note)
    return number


def rename(
    db: Database, dispute: int, title: str, now: datetime, *, by: str | None = None, note: str | None = None
) -> int:
    """Rule what a dispute is called; its slug stays, so that links to it hold. Raises StoreError for an empty title."""
    _must_exist(db, dispute)
    if not title.strip():
        raise StoreError(f"{dispute}: a title is wanted")
    with db.atomic():
        return _rule(db, "rename", dispute, now, title=" ".join(title.split()), by=by, note=note)


def rule_out(
    db: Database,
    dispute: int,
    now: datetime,
    *,
    article: int | None = None,
    by: str | None = None,
    note: str | None = None,
) -> int:
    """Rule that an *article* does not belong to a dispute, or that the dispute as a whole is none.

    Raises StoreError when the article is not in the dispute.
    """
    _must_exist(db, dispute)
    if article is not None:
        _must_hold(db, dispute, article)
    with db.atomic():
        return _rule(db, "rule_out", dispute, now, article_id=article, by=by, note=note)


def withdraw(db: Database, ruling: int, now: datetime) -> None:
    """Take a ruling back. Raises StoreError when there is none in force with this number."""
    row = db.row("select * from dispute_rulings where id = ? and withdrawn_at is null", [ruling])
    if row is None:
        raise StoreError(f"{ruling}: no ruling with this number is in force")
    with db.atomic():
        db.update("dispute_rulings", ruling, {"withdrawn_at": now_text(now)})
        _mark(db, row["dispute_id"], row["into_id"], row["article_id"])


def list_rulings(db: Database) -> list[Row]:
    """Return all rulings, the newest first, with those that were withdrawn."""
    return db.rows("select * from dispute_rulings order by id desc")


def _rule(
    db: Database,
    ruling: str,
    dispute: int,
    now: datetime,
    *,
    into_id: int | None = None,
    article_id: int | None = None,
    title: str | None = None,
    by: str | None = None,
    note: str | None = None,
) -> int:
    number = db.insert(
        "dispute_rulings",
        {
            "ruling": ruling,
            "dispute_id": dispute,
            "into_id": into_id,
            "article_id": article_id,
            "title": title,
            "note": note,
            "ruled_by": by,
            "ruled_at": now_text(now),
        },
    )
    _mark(db, dispute, into_id, article_id)
    return number


def _mark(db: Database, dispute: int, into: int | None, article: int | None) -> None:
    """Have the articles settled again that a ruling concerns: those in its disputes, now or by their own grouping."""
    db.conn.execute(query("mark_ruled"), {"dispute": dispute, "into": into, "article": article})


def _withdraw_merges(db: Database, dispute: int, into: int, now: datetime) -> None:
    """A merge the other way round takes back the one that there was: the two would lead in a circle."""
    db.conn.execute(
        "update dispute_rulings set withdrawn_at = ?"
        " where ruling = 'merge' and dispute_id = ? and into_id = ? and withdrawn_at is null",
        [now_text(now), dispute, into],
    )


def _must_exist(db: Database, dispute: int) -> None:
    if db.row("select 1 from disputes where id = ?", [dispute]) is None:
        raise StoreError(f"{dispute}: no dispute has this number")


def _must_hold(db: Database, dispute: int, article: int) -> None:
    if db.row("select 1 from dispute_articles where dispute_id = ? and article_id = ?", [dispute, article]) is None:
        raise StoreError(f"{article}: this article is not in dispute {dispute}")
