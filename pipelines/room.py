"""What all rooms share: a door at which every failure becomes a row, and none gets lost."""

import logging
import traceback
from typing import Any, ClassVar, Self

from pipelines.ledger import Ledger
from standoff.errors import StandoffError, StoreError
from standoff.model import Record

log = logging.getLogger(__name__)


class RoomError(StandoffError):
    """A record that stops here; its row in ``failures`` is written."""


class Room:
    """An item pipeline of Scrapy's by shape alone. A room does its work in :meth:`work`."""

    name: ClassVar[str]

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Take part in a crawl."""
        return cls(Ledger.from_settings(crawler.settings))

    async def process_item(self, record: Record) -> Record:
        """Return the record with one more part, or as it is when it was left unread.

        Raises RoomError after writing one row to ``failures``, and the first error again when even that failed.
        """
        if record.unread is not None:
            return record
        try:
            return await self.work(record)
        except Exception as error:
            self.fail(record, error)
            raise RoomError(f"{self.name}: {record.capture.url}: {told(error)}") from error

    def fail(self, record: Record, error: Exception) -> None:
        """Write one row to ``failures``; the whole traceback goes to the log of a verbose run."""
        if not isinstance(error, StandoffError):
            log.info("%s: %s\n%s", self.name, record.capture.url, "".join(traceback.format_exception(error)))
        capture = record.capture
        self.ledger.run.fail(capture.url, self.name, told(error), outlet=record.outlet.id, capture=capture.id)

    async def work(self, record: Record) -> Record:
        """What this room is for."""
        raise NotImplementedError


def told(error: Exception) -> str:
    """An error in one line; its kind too where the kind is not our own."""
    if isinstance(error, StandoffError) and not isinstance(error, StoreError):
        return str(error)
    return f"{type(error).__name__}: {error}"
