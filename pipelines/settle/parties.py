"""Write down, for each relevant article, which platform's owner and which government it is about."""

import json
from collections.abc import Sequence

from pipelines.database import Database, Row
from pipelines.query import query
from standoff.disputes import Act, Party, read_parties

Pair = tuple[str, str]


def settle_parties(db: Database, fresh: Sequence[Row]) -> dict[Pair, set[int]]:
    """Bring the pairs that the *fresh* articles name up to date.

    Returns all pairs that an article joined, left or moved in, with the groups that it left. They come in the order of
    the pages, so that disputes are numbered as they open. An article that is relevant but names no pair is left to
    :func:`inherit_parties`.
    """
    touched: dict[Pair, set[int]] = {}
    for row in fresh:
        found = _read(db, row) if row["relevant"] else ()
        if found or not row["relevant"]:
            _write(db, row, found, touched)
    return touched


def inherit_parties(db: Database, fresh: Sequence[Row], touched: dict[Pair, set[int]]) -> None:
    """Give *fresh* articles that are relevant but name no pair that of their copies and stories; add to *touched*."""
    for row in fresh:
        if row["relevant"] and not _read(db, row):
            _write(db, row, _inherited(db, row["id"]), touched)


def _read(db: Database, row: Row) -> tuple[Party, ...]:
    acts = [
        Act(platform=event["platform"], country=event["country"])
        for event in db.conn.execute(
            "select platform, country from dispute_events where article_id = ? and revision_id = ? order by id",
            [row["id"], row["revision_id"]],
        )
    ]
    return read_parties(json.loads(row["platforms"]), json.loads(row["countries"]), acts)


def _inherited(db: Database, article: int) -> tuple[Party, ...]:
    """Return the pairs of the articles that carry the same text or tell the same story, the most common one first."""
    rows = db.conn.execute(query("kin_parties"), {"id": article}).fetchall()
    return tuple(
        Party(owner=row["owner"], country=row["country"], platform=row["platform"], weight=0.0) for row in rows
    )


def _write(db: Database, row: Row, parties: Sequence[Party], touched: dict[Pair, set[int]]) -> None:
    article = row["id"]
    before = {
        (known["owner"], known["country"]): tuple(known)
        for known in db.conn.execute(query("parties_of"), [article]).fetchall()
    }
    after = {
        (party.owner, party.country): (
            party.owner, party.country, party.platform, row["day"], round(party.weight, 4), int(at == 0),
        )
        for at, party in enumerate(parties)
    }  # fmt: skip
    gone = [(article, *pair) for pair, known in before.items() if after.get(pair) != known[:-1]]
    groups = {pair: known[-1] for pair, known in before.items()}
    due = [
        (article, *values, groups.get(pair)) for pair, values in after.items() if before.get(pair, ())[:-1] != values
    ]
    db.conn.executemany("delete from article_parties where article_id = ? and owner = ? and country = ?", gone)
    db.conn.executemany(query("party_insert"), due)
    for pair in (*after, *before):
        left = touched.setdefault(pair, set())
        if pair not in after and groups[pair] is not None:
            left.add(groups[pair])
