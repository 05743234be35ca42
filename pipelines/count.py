"""Counts that triggers keep beside the rows they count: what they should be, and taking them anew."""

from collections.abc import Iterator

from pipelines.database import Database
from pipelines.query import query

__all__ = ["COUNTED", "recount", "wrong_counts"]

#: The tables of counts and their columns, in the order in which the full count gives them.
COUNTED = {
    "article_counts": "outlet, language, status, page_type, relevant, shown, articles",
    "day_counts": "outlet, day, articles, relevant",
    "revision_counts": "change, revisions",
    "quote_counts": "kind, stance, by_speaker, quotes",
    "claim_counts": "kind, stance, claims",
}


def wrong_counts(db: Database) -> Iterator[str]:
    """Yield a sentence for each table of counts that differs from a full count."""
    for table, columns in COUNTED.items():
        kept = {tuple(row) for row in db.rows(f"select {columns} from {table}")}
        full = {tuple(row) for row in db.rows(query(f"full_{table}"))}
        if kept != full:
            first = min(kept ^ full, key=repr)
            yield f"{table}: does not hold what a full count gives, in {len(kept ^ full)} rows, such as {first}"


def recount(db: Database) -> None:
    """Take every count anew, in one transaction."""
    with db.atomic():
        for table, columns in COUNTED.items():
            db.conn.execute(f"delete from {table}")
            db.conn.execute(f"insert into {table}({columns}) {query(f'full_{table}')}")
