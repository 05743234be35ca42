"""A clock that was set back: what waits for a day that is far off becomes due, and a row says what happened, once."""

from datetime import datetime, timedelta

from pipelines.database import Database
from pipelines.query import query
from pipelines.run import Run, now_text

__all__ = ["note_clock"]

#: How far apart two readings of one clock may be without a word: it is kept right by small steps.
STEP = timedelta(minutes=5)


def note_clock(db: Database, run: Run, now: datetime, longest: timedelta) -> None:
    """Where an earlier run is dated later than *now*, name it, and make due what waits for longer than *longest*.

    The times of captures stay what they are: the hash chain covers them.
    """
    ahead = db.row(query("runs_ahead"), {"run": run.id, "limit": now_text(now + STEP)})
    if ahead is None:
        return
    with db.atomic():
        db.conn.execute("update links set due_at = ? where due_at > ?", [now_text(now), now_text(now + longest)])
        db.conn.execute("update channels set whole_at = null where whole_at > ?", [now_text(now + STEP)])
        if not ahead["told"]:
            told = f"run {ahead['id']} is dated {ahead['at']}, and the clock says {now_text(now)}: it was ahead then or"
            order = "versions are put in order by these times, so an edit may be taken for an older version till then"
            run.fail(db.path.name, "clock", f"{told} is behind now; {order}")
