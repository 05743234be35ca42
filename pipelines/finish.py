"""The end of a run: what a killed run kept but never read is read, then copies and disputes are settled."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from pipelines.database import Database
from pipelines.ledger import Ledger
from pipelines.reconcile import compare_channels
from pipelines.replay import catch_up
from pipelines.room import Room
from pipelines.run import Run
from standoff.model import Outlet, Record


class FinishRoom(Room):
    """Ends the run of a bare ``scrapy crawl``; `standoff crawl` ends its own."""

    name = "finish"

    async def work(self, record: Record) -> Record:
        """Return the record as it came."""
        return record

    def close_spider(self) -> None:
        """Finish and close the ledger if nobody else will."""
        if self.ledger.is_own:
            finish(self.ledger, {outlet.id: outlet for outlet in self.ledger.outlets})
            self.ledger.close()


def finish(ledger: Ledger, catalogue: Mapping[str, Outlet]) -> None:
    """Catch up with captures that were never read, compare the channels of each outlet, and settle the archive."""
    catch_up(ledger.db, ledger.run, catalogue, workers=lambda: ledger.workers)
    for outlet in ledger.outlets:
        compare_channels(ledger.db, ledger.run.id, outlet)
    ledger.dismiss()  # settling needs memory of its own
    _settle(ledger.db, datetime.now(UTC))


def _settle(db: Database, now: datetime) -> None:
    from pipelines.settle import settle  # what compares texts, which a run needs at its end alone

    settle(db, now)


@contextmanager
def settled_run(db: Database, outlets: Iterable[Outlet] = ()) -> Iterator[Run]:
    """A run without a crawl, settled at its end. One that raises is noted as crashed, where that can be written."""
    run = Run(db, outlets)
    outcome: str | None = "crashed"
    try:
        yield run
        _settle(db, datetime.now(UTC))
        outcome = None
    finally:
        if not db.broken:
            run.finish(outcome)
