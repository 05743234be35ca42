"""After a crawl: which articles are copies of one text, tell one story, belong to one dispute and answer each other."""

from dataclasses import dataclass
from datetime import datetime

from pipelines.database import Database
from pipelines.query import query
from pipelines.settle.answers import settle_answers
from pipelines.settle.copies import WINDOW, settle_copies
from pipelines.settle.disputes import settle_disputes
from pipelines.settle.parties import inherit_parties, settle_parties
from pipelines.settle.stories import settle_stories

__all__ = ["Settled", "settle"]


#: Page cache in KiB: fingerprints are looked up all over their tree, which outgrows the 2 MiB that SQLite starts with.
CACHE = 131_072


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What one run of :func:`settle` did: rows written, by kind, and how many articles it looked at."""

    articles: int = 0
    fingerprinted: int = 0
    syndications: int = 0
    stories: int = 0
    disputes: int = 0
    statements: int = 0
    answers: int = 0


def settle(db: Database, now: datetime, *, window: int | None = WINDOW, again: bool = False) -> Settled:
    """Bring copies, stories, disputes and answers up to date with what has changed in the archive since the last time.

    One transaction; a second run changes nothing. *now* dates the log of merged groups. Copies are looked for within
    *window* days, as it is done after a crawl; *again* with a window of None is the slow pass over the whole archive
    that finds older ones.
    """
    at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    db.conn.execute(f"pragma cache_size = -{CACHE}")
    with db.atomic():
        if again:
            db.conn.execute("insert or ignore into unsettled(article_id) select id from articles")
        fresh = db.conn.execute(query("unsettled")).fetchall()
        fingerprinted, syndications = settle_copies(db, fresh, at, window=window, again=again)
        pairs = settle_parties(db, fresh)
        stories = settle_stories(db, fresh, at)
        inherit_parties(db, fresh, pairs)
        disputes = settle_disputes(db, fresh, pairs, at)
        statements, answers = settle_answers(db, disputes)
        db.conn.execute("delete from loosened")
        db.conn.execute("delete from unsettled")
    return Settled(
        articles=len(fresh),
        fingerprinted=fingerprinted,
        syndications=syndications,
        stories=stories,
        disputes=len(disputes),
        statements=statements,
        answers=answers,
    )
