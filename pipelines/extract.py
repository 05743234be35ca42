"""Room 200: what a page says of itself."""

from collections.abc import Collection
from dataclasses import replace

from pipelines.database import Database
from pipelines.learn import known_blocks
from pipelines.leave import leave, may_leave
from pipelines.room import Room
from pipelines.withhold import reservations
from standoff.articles import is_page, read_article
from standoff.boilerplate import trim
from standoff.errors import ExtractionError
from standoff.model import TEXT_PAGES, Article, Capture, Outlet, Record
from standoff.policy import Rule, obey
from standoff.screening import Screening, screen

#: Bytes below which a page is read without being screened: it costs little, and walls and empty pages are small.
SMALL = 16_000


class ExtractRoom(Room):
    """Reads the page in a process of its own, so that no page can take the run down."""

    name = "extract"

    async def work(self, record: Record) -> Record:
        """Return the record with its article. Raises ExtractionError for bytes that are known to be flawed."""
        if flaw := record.capture.flaw:
            raise ExtractionError(f"{record.capture.url}: {flaw}")
        db = self.ledger.db
        found = await self.ledger.workers.call(read_or_screen, *needed(db, record))
        if isinstance(found, Article):
            return replace(record, article=found)
        reason = "; ".join(found.reasons)
        leave(db, record, reason)
        return replace(record, unread=reason)


def needed(db: Database, record: Record) -> tuple[Capture, Outlet, frozenset[str], tuple[Rule, ...], bool]:
    """What :func:`read_or_screen` needs to read the page of a record, as the archive knows it now."""
    url = record.capture.final_url
    return record.capture, record.outlet, known_blocks(db, url), reservations(db, url), may_leave(db, record)


def read_or_screen(
    capture: Capture, outlet: Outlet, known: Collection[str], rules: tuple[Rule, ...], screened: bool
) -> Article | Screening:
    """The article in a capture; of one that is *screened* first and let go, the screening that says why.

    Raises what :func:`read_known` raises.
    """
    if screened and is_page(capture) and len(capture.body) >= SMALL and not (found := screen(capture)).kept:
        return found
    return read_known(capture, outlet, known, rules)


def read_known(
    capture: Capture, outlet: Outlet | None, known: Collection[str], rules: tuple[Rule, ...] = ()
) -> Article:
    """The article in a capture without the *known* blocks of its host, and without what the outlet's policy withholds.

    Raises ExtractionError, naming the address, when there is no headline and no text to be found.
    """
    article = trim(read_article(capture, outlet), known)
    if article.page_type in TEXT_PAGES and not article.text and not article.headline:
        raise ExtractionError(f"{capture.url}: neither a headline nor a text was found")
    return obey(article, outlet.policy, rules) if outlet else article
