"""Room 100: the bytes of a page are kept and committed before anything looks into them."""

from dataclasses import replace

from pipelines.admit import admit, leave_link
from pipelines.room import Room
from pipelines.vanish import note_status
from standoff.captures import header
from standoff.model import Record
from standoff.urls import identity


class CaptureRoom(Room):
    """Keeps every response, whatever its status; of what was taken down the digest alone."""

    name = "capture"

    async def work(self, record: Record) -> Record:
        """Return the record with the id of its capture; the link is settled in the same transaction."""
        fine = 200 <= record.capture.status < 300 and not record.capture.flaw
        with self.ledger.db.atomic():
            kept, gone = admit(self.ledger.db, record.capture, record.outlet, self.ledger.run.id)
            self.ledger.settle(
                record.outlet,
                record.link,
                "fetched" if fine else "failed",
                None if fine else kept.flaw or f"HTTP {kept.status}",
                etag=header(kept.headers, "etag"),
                last_modified=header(kept.headers, "last-modified"),
            )
            note_status(self.ledger.db, kept, record.outlet, record.link)
            if gone:
                leave_link(self.ledger.db, identity(record.link.url, record.outlet), gone)
        self.ledger.run.fetched += 1
        return replace(record, capture=kept, unread=gone)
