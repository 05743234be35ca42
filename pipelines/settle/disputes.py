"""Group the articles of a pair into disputes, and keep the numbers that the groups already have."""

from collections.abc import Collection, Mapping, Sequence

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.settle.log import log_moves
from pipelines.settle.matters import Likeness, read_traces
from pipelines.settle.parties import Pair
from pipelines.settle.shown import show_disputes
from standoff.disputes import Page, group_pages, keep_ids
from standoff.matters import join_recalled, split_matters


def settle_disputes(
    db: Database, fresh: Sequence[Row], touched: Mapping[Pair, Collection[int]], at: str
) -> dict[int, set[int]]:
    """Bring the disputes of the *touched* pairs up to date; return the articles that changed in each, by its number.

    The pairs come with the groups that an article has left.
    """
    groups: set[int] = set()
    for pair, left in touched.items():
        groups |= _settle_pair(db, pair, left, at)
    return show_disputes(db, groups, {row["id"] for row in fresh})


def _settle_pair(db: Database, pair: Pair, left: Collection[int], at: str) -> set[int]:
    """Group all articles of one pair, whose groups *left* have lost some; return the numbers of old and new groups."""
    rows = db.conn.execute(query("pair"), pair).fetchall()
    groups = _matters(db, group_pages([Page(article=row["article_id"], day=row["day"]) for row in rows]), rows)
    before = {row["article_id"]: row["group_id"] for row in rows}
    old: dict[int, set[int]] = {number: set() for number in left}
    for article, number in before.items():
        if number is not None:
            old.setdefault(number, set()).add(article)
    kept = keep_ids(old, groups)
    fresh = iter(range(next_number(db), next_number(db) + len(groups)))
    ids = [next(fresh) if number is None else number for number in kept.ids]
    merged, split = "its pages hang together with the other's now", "some of its pages are about another matter"
    log_moves(db, "dispute", kept, ids, merged, split, at)
    after = {article: number for number, group in zip(ids, groups, strict=True) for article in group}
    db.conn.executemany(
        "update article_parties set group_id = ? where owner = ? and country = ? and article_id = ?",
        [(after.get(article), *pair, article) for article, number in before.items() if after.get(article) != number],
    )
    return set(old) | set(ids)


def _matters(db: Database, groups: Sequence[tuple[int, ...]], rows: Sequence[Row]) -> list[tuple[int, ...]]:
    """Join groups of which one recalls what the other reports, and split those that are about two matters."""
    days = {row["article_id"]: row["day"] for row in rows if row["day"] is not None}
    if len(days) < 2:
        return list(groups)
    traces = read_traces(db, days)
    dated = [[traces[article] for article in group if article in traces] for group in groups]
    joined = [[article for at in part for article in groups[at]] for part in join_recalled(dated)]
    is_alike = Likeness(db)
    found: list[tuple[int, ...]] = []
    for group in joined:
        parts = split_matters([traces[article] for article in group if article in traces], is_alike)
        undated = [article for article in group if article not in traces]
        found += [(*part, *(undated if at == 0 else ())) for at, part in enumerate(parts)]
    return found


def next_number(db: Database) -> int:
    """Return a number that no dispute has or ever had: links to a merged one must not lead to another."""
    return int(db.conn.execute(query("next_dispute")).fetchone()[0])
