"""Room 100: the bytes of a page are kept and committed before anything looks into them."""

from dataclasses import replace

from pipelines.pack import keep_capture
from pipelines.room import Room
from pipelines.vanish import note_status
from standoff.captures import header
from standoff.model import Record


class CaptureRoom(Room):
    """Keeps every response, whatever its status."""

    name = "capture"

    async def work(self, record: Record) -> Record:
        """Return the record with the id of its capture; the link is settled in the same transaction."""
        fine = 200 <= record.capture.status < 300 and not record.capture.flaw
        with self.ledger.db.atomic():
            kept = keep_capture(self.ledger.db, record.capture, record.outlet.id, self.ledger.run.id)
            self.ledger.settle(
                record.outlet,
                record.link,
                "fetched" if fine else "failed",
                None if fine else kept.flaw or f"HTTP {kept.status}",
                etag=header(kept.headers, "etag"),
                last_modified=header(kept.headers, "last-modified"),
            )
            note_status(self.ledger.db, kept, record.outlet, record.link)
        self.ledger.run.fetched += 1
        return replace(record, capture=kept)
