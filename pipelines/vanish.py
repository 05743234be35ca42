"""Pages that go away: a sign with its proof at once, "gone" only after several signs over days, and the way back."""

from datetime import datetime, timedelta

from pipelines.database import Database
from pipelines.run import now_text
from standoff.model import Capture, Link, Outlet
from standoff.urls import identity

#: A page is gone after so many signs in a row, the last so long after the first: one 404 is no proof.
SIGNS = 3
SPAN = timedelta(days=2)

_STATUS_SIGNS = {404: "404", 410: "410", 451: "451"}

#: What says so at once: a legal ground is stated by the server itself, a wall is seen.
_AT_ONCE = {"451": "unavailable_legal", "block_page": "blocked"}

_SINCE = """
select sign, at from absences where article_id = ? and id > coalesce(
    (select max(id) from absences where article_id = ? and sign = 'back'), 0) order by at"""


def note_status(db: Database, capture: Capture, outlet: Outlet, link: Link) -> None:
    """Take down a 404, 410 or 451 at the address of an article that the archive knows."""
    if (sign := _STATUS_SIGNS.get(capture.status)) is None:
        return
    article = db.value("select id from articles where identity = ?", [identity(link.url, outlet)])
    if article is not None:
        note_absence(db, article, sign, capture)


def note_absence(db: Database, article: int, sign: str, capture: Capture) -> None:
    """Take down one sign that an article is not there, with the capture that shows it."""
    assert capture.id is not None, "the capture room comes first"
    at = now_text(capture.fetched_at)
    if db.value("select 1 from absences where article_id = ? and capture_id = ?", [article, capture.id]):
        return
    db.insert("absences", {"article_id": article, "capture_id": capture.id, "at": at, "sign": sign})
    if status := _AT_ONCE.get(sign) or ("gone" if _is_gone(db, article) else None):
        db.update("articles", article, {"status": status})


def note_return(db: Database, article: int, capture: Capture) -> None:
    """Take down that an article which had been missing is there again."""
    assert capture.id is not None, "the capture room comes first"
    at = now_text(capture.fetched_at)
    if any(row["at"] < at for row in db.rows(_SINCE, [article, article])):
        db.insert("absences", {"article_id": article, "capture_id": capture.id, "at": at, "sign": "back"})


def _is_gone(db: Database, article: int) -> bool:
    times = [
        datetime.fromisoformat(row["at"]) for row in db.rows(_SINCE, [article, article]) if row["sign"] not in _AT_ONCE
    ]
    return len(times) >= SIGNS and times[-1] - times[0] >= SPAN
