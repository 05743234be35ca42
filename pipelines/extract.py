"""Room 200: what a page says of itself."""

from collections.abc import Collection
from dataclasses import replace

from pipelines.learn import known_blocks
from pipelines.room import Room
from pipelines.withhold import reservations
from standoff.articles import read_article
from standoff.boilerplate import trim
from standoff.errors import ExtractionError
from standoff.model import TEXT_PAGES, Article, Capture, Outlet, Record
from standoff.policy import Rule, obey


class ExtractRoom(Room):
    """Reads the page in a process of its own, so that no page can take the run down."""

    name = "extract"

    async def work(self, record: Record) -> Record:
        """Return the record with its article. Raises ExtractionError for bytes that are known to be flawed."""
        if flaw := record.capture.flaw:
            raise ExtractionError(f"{record.capture.url}: {flaw}")
        known = known_blocks(self.ledger.db, record.capture.final_url)
        rules = reservations(self.ledger.db, record.capture.final_url)
        article = await self.ledger.workers.call(read_known, record.capture, record.outlet, known, rules)
        return replace(record, article=article)


def read_known(capture: Capture, outlet: Outlet, known: Collection[str], rules: tuple[Rule, ...] = ()) -> Article:
    """The article in a capture without the *known* blocks of its host, and without what the outlet's policy withholds.

    Raises ExtractionError, naming the address, when there is no headline and no text to be found.
    """
    article = trim(read_article(capture, outlet), known)
    if article.page_type in TEXT_PAGES and not article.text and not article.headline:
        raise ExtractionError(f"{capture.url}: neither a headline nor a text was found")
    return obey(article, outlet.policy, rules)
