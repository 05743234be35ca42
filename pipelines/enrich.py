"""Room 300: who says what in it, what it is about, and whether it is a dispute.

What reads a text is imported where it reads one, in the workers.
"""

from dataclasses import replace

from pipelines.room import Room, told
from standoff.errors import StoreError
from standoff.model import Article, Reading, Record, Relevance


class EnrichRoom(Room):
    """Reads the text in a process of its own. A text that cannot be read so is stored all the same."""

    name = "enrich"

    async def work(self, record: Record) -> Record:
        """Return the record with its reading; an empty one, and a row in ``failures``, where reading failed."""
        assert record.article is not None, "the extract room comes first"
        try:
            return replace(record, reading=await self.ledger.workers.call(read_text, record.article))
        except StoreError:
            raise
        except Exception as error:
            self.fail(record, error)
            return replace(record, reading=unread(error))


def unread(error: Exception) -> Reading:
    """Return the empty reading of a text that could not be read, which says why."""
    return Reading(relevance=Relevance(relevant=False, score=0.0, reasons=(f"the text was not read: {told(error)}",)))


def read_text(article: Article) -> Reading:
    """Quotes, mentions, relevance and events of an article; the same for a crawl, a replay and ``read``."""
    from standoff.entities import read_mentions
    from standoff.events import read_events
    from standoff.quotes import read_quotes
    from standoff.relevance import read_relevance

    mentions = read_mentions(article)
    relevance = read_relevance(article, mentions)
    quotes = read_quotes(article)
    events = read_events(article, mentions, quotes, relevance) if relevance.relevant else ()
    return Reading(relevance=relevance, quotes=quotes, mentions=mentions, events=events)
