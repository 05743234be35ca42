"""Hang the articles that share a text on the earliest of them, or on that of the agency they credit."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.settle.log import log_change
from standoff.stars import Member, Star, arrange

#: Articles that are looked at together. Reports that repeat their background can chain a whole year.
LARGEST = 400


def settle_groups(db: Database, touched: Collection[int], at: str) -> int:
    """Group again whatever hangs together with the *touched* articles; returns the rows written."""
    written = 0
    done: set[int] = set()
    for article in sorted(touched):
        if article in done:
            continue
        members, shared = _component(db, article)
        done |= members
        written += _write(db, members, arrange(_members(db, members), shared), at)
    return written


def _component(db: Database, article: int) -> tuple[set[int], dict[tuple[int, int], tuple[float, str]]]:
    """Return the articles that hang together with one, or were in a group with one of these, and what they share."""
    members: set[int] = {article}
    shared: dict[tuple[int, int], tuple[float, str]] = {}
    queue = [article]
    while queue:
        at = queue.pop()
        found: set[int] = {row[0] for row in db.conn.execute(query("group_of"), [at])}
        for row in db.conn.execute(query("sharing"), {"id": at}):
            pair = (row["article_id"], row["other_id"])
            shared[pair] = (row["containment"], row["kind"])
            if row["kind"] == "copy" or len(members) < LARGEST:
                found |= set(pair)
        queue += sorted(found - members)
        members |= found
    return members, {pair: part for pair, part in shared.items() if members >= set(pair)}


def _members(db: Database, members: Iterable[int]) -> list[Member]:
    rows = db.conn.execute(query("members"), {"ids": json.dumps(sorted(members))}).fetchall()
    return [_member(row) for row in rows]


def _member(row: Row) -> Member:
    """An agency's article counts as its own unless it credits another one."""
    names = tuple(sorted(json.loads(row["wire_credits"])))
    own = row["outlet_name"].casefold()
    is_own = not names or any(name.casefold() in own or own in name.casefold() for name in names)
    return Member(
        article=row["id"],
        outlet=row["outlet"],
        published=row["published_at"],
        shingles=row["shingles"],
        credits=names,
        agency=row["outlet_name"] if is_own and row["outlet_kind"] in ("wire", "agency") else None,
    )


def _write(db: Database, members: Collection[int], stars: Sequence[Star], at: str) -> int:
    """Bring the rows of *members* in line with the *stars*; returns how many rows that took."""
    ids = json.dumps(sorted(members))
    before = {
        row["article_id"]: tuple(row)
        for row in db.conn.execute(
            "select * from syndications where article_id in (select value from json_each(?))", [ids]
        )
    }
    after = {
        ray.article: (star.original, ray.article, star.wire, ray.relation, round(ray.overlap, 4))
        for star in stars
        for ray in star.rays
    }
    gone = [article for article, row in before.items() if after.get(article) != row]
    due = [row for article, row in after.items() if before.get(article) != row]
    db.conn.executemany("delete from syndications where article_id = ?", [(article,) for article in gone])
    db.conn.executemany(
        "insert into syndications(group_id, article_id, wire, relation, overlap) values (?, ?, ?, ?, ?)", due
    )
    _log(db, {key: row[0] for key, row in before.items()}, {key: row[0] for key, row in after.items()}, at)
    return len(gone) + len(due)


def _log(db: Database, before: dict[int, int], after: dict[int, int], at: str) -> None:
    """Write down what became of groups whose name is in use no more."""
    for old in sorted(set(before.values()) - set(after.values())):
        homes = Counter(after[article] for article, group in before.items() if group == old and article in after)
        new = min(homes, key=lambda key: (-homes[key], key)) if homes else None
        if new is None:
            log_change(db, "syndication", "emptied", old, None, "its articles share no text any more", at)
        elif new in before.values():
            log_change(db, "syndication", "merged", old, new, "its articles are copies of one original", at)
        else:
            log_change(db, "syndication", "rehung", old, new, "an earlier or credited original came in", at)
