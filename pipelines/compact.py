"""Pack payloads anew: pages against earlier pages of their outlet, and those of one address against an earlier one.

A crawl packs every payload by itself, so that nothing hangs on anything else while pages come in; this room goes over
them later. The first pages of an outlet stay as they are and make a prefix; the next ones are pressed against it, till
that pays less than it did, and then the next few make a new one. Every payload is unpacked and compared before the old
form is given up. :func:`release` undoes it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from pipelines.database import Database, Row
from pipelines.press import pack_alone, prefix_for, press, unpack, unpress
from pipelines.query import query
from pipelines.run import now_text
from standoff.errors import CaptureError

#: A prefix is this many pages, or fewer where they are large: two gain most, eight a little more, and then it is over.
PAGES = 8
PREFIX_BYTES = 4 << 20

#: What is pressed must be this much smaller, or it is not worth hanging on other rows.
WORTH = 0.9

#: A new prefix is begun when the last pages took this many times what the first ones after it took.
DECAY = 1.3
LOOKED_AT = 32

BATCH = 50

_BOUND = """
select 1 from prefixed where digest = :digest or predecessor = :digest
union all select 1 from prefix_pages where digest = :digest"""


@dataclass(slots=True)
class Shelf:
    """The prefix of an outlet in the making or in use; ``ratio`` is what its first pages came to."""

    outlet: str
    id: int | None = None
    pages: int = 0
    size: int = 0
    ratio: float | None = None
    latest: list[float] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether the prefix is whole: nothing is added to it any more."""
        return self.id is not None and (self.pages >= PAGES or self.size >= PREFIX_BYTES)


@dataclass(frozen=True, slots=True)
class Compacted:
    """What became of an archive: how many payloads were pressed, their bytes before and after, a sentence a fault."""

    payloads: int
    before: int
    after: int
    faults: tuple[str, ...]


def compact(db: Database, now: datetime) -> Compacted:
    """Press what came in since the last time. A run that is cut off goes on from its last batch.

    A payload that is damaged stays as it is, is named, and nothing is kept against it.
    """
    reached = db.value("select max(reached) from compactions") or 0
    shelves: dict[str, Shelf] = {}
    log: int | None = None
    count = before = after = 0
    faults: list[str] = []
    while rows := db.rows(query("payloads_to_press"), [reached, BATCH]):
        with db.atomic():
            for row in rows:
                try:
                    pressed = _press(db, row, shelves, now)
                except CaptureError as error:
                    faults.append(str(error))
                    continue
                if pressed is not None:
                    count, before, after = count + 1, before + len(row["body"]), after + len(pressed)
            reached = rows[-1]["id"]
            done = {"reached": reached, "payloads": count, "size_before": before, "size_after": after}
            if log is None:
                log = db.insert("compactions", {"at": now_text(now), **done})
            else:
                db.update("compactions", log, done)
    return Compacted(count, before, after, tuple(faults))


def _press(db: Database, row: Row, shelves: dict[str, Shelf], now: datetime) -> bytes | None:
    """Press one payload, or make it a page of a prefix; returns its new form where it got one."""
    if db.value(_BOUND, {"digest": row["digest"]}):
        return None  # the same bytes came before, and hang on others or have others hang on them
    body = unpack(db, row["digest"], row["body"], row["encoding"])
    shelf = shelves.get(row["outlet"]) or shelves.setdefault(row["outlet"], _newest_shelf(db, row["outlet"]))
    keys = {"url": row["url"], "id": row["id"], "digest": row["digest"]}
    predecessor: str | None = db.value(query("predecessor"), keys)
    page = row["kind"] == "page"
    if page and predecessor is None and not shelf.full:
        _add_page(db, shelf, row, now)
        return None
    prefix = shelf.id if page and shelf.full else None
    if prefix is None and predecessor is None:
        return None
    before = prefix_for(db, prefix, predecessor)
    packed = press(body, before)
    if unpress(packed, before) != body:
        raise CaptureError(f"{row['digest']}: does not come back as it was; the payload stays as it is")
    if page and predecessor is None:
        _note_ratio(db, shelf, len(packed) / max(1, len(row["body"])))
    if len(packed) > WORTH * len(row["body"]):
        return None
    db.conn.execute("update payloads set body = ? where digest = ?", [packed, row["digest"]])
    db.insert("prefixed", {"digest": row["digest"], "prefix_id": prefix, "predecessor": predecessor})
    return packed


def _newest_shelf(db: Database, outlet: str) -> Shelf:
    row = db.row("select * from prefixes where outlet = ? order by id desc limit 1", [outlet])
    if row is None:
        return Shelf(outlet)
    held = "select count(*), sum(size) from prefix_pages join payloads using (digest) where prefix_id = ?"
    pages, size = db.conn.execute(held, [row["id"]]).fetchone()
    return Shelf(outlet, row["id"], pages, size or 0, row["ratio"])


def _add_page(db: Database, shelf: Shelf, row: Row, now: datetime) -> None:
    if shelf.id is None:
        shelf.id = db.insert("prefixes", {"outlet": shelf.outlet, "made_at": now_text(now)})
    db.insert("prefix_pages", {"prefix_id": shelf.id, "position": shelf.pages, "digest": row["digest"]})
    shelf.pages += 1
    shelf.size += row["size"]


def _note_ratio(db: Database, shelf: Shelf, ratio: float) -> None:
    """Remember what a page came to; where the latest ones gain much less than the first, the shelf is emptied."""
    shelf.latest = [*shelf.latest[1 - LOOKED_AT :], ratio]
    if len(shelf.latest) < LOOKED_AT:
        return
    mean = sum(shelf.latest) / LOOKED_AT
    if shelf.ratio is None:
        shelf.ratio = mean
        assert shelf.id is not None
        db.update("prefixes", shelf.id, {"ratio": mean})
    elif mean > DECAY * shelf.ratio:
        shelf.id, shelf.pages, shelf.size, shelf.ratio, shelf.latest = None, 0, 0, None, []


def release(db: Database, digest: str) -> int:
    """Pack by itself all that is kept against a payload, so that it may go; returns how many payloads that were."""
    count = _plain(db, "predecessor = ?", digest)
    for row in db.rows("select distinct prefix_id from prefix_pages where digest = ?", [digest]):
        # What is kept against the prefix may be a predecessor, and whatever is kept against that comes first.
        count += sum(release(db, anchor["digest"]) for anchor in db.rows(query("pressed_anchors"), [row["prefix_id"]]))
        count += _plain(db, "prefix_id = ?", row["prefix_id"])
        db.conn.execute("delete from prefix_pages where prefix_id = ?", [row["prefix_id"]])
        db.conn.execute("delete from prefixes where id = ?", [row["prefix_id"]])
    return count


def stand_alone(db: Database, digest: str) -> None:
    """Pack a payload by itself, and before it all that is kept against it: it may go now, and nothing else with it."""
    release(db, digest)
    _plain(db, "digest = ?", digest)


def release_all(db: Database) -> int:
    """Pack every payload by itself again; returns how many there were. It may be cut off and begun again."""
    count = 0
    for condition in ("predecessor is not null", "prefix_id is not null"):
        while rows := db.rows(f"select digest from prefixed where {condition} limit ?", [BATCH]):
            with db.atomic():
                count += sum(_plain(db, "digest = ?", row["digest"]) for row in rows)
    with db.atomic():
        for table in ("prefix_pages", "prefixes", "compactions"):
            db.conn.execute(f"delete from {table}")
    return count


def _plain(db: Database, condition: str, value: str | int) -> int:
    """Pack by itself each pressed payload of which *condition* is true; one that is damaged stays so."""
    rows = db.rows(
        f"select digest, body, encoding from prefixed join payloads using (digest) where {condition}", [value]
    )
    for row in rows:
        try:
            plain = pack_alone(unpack(db, row["digest"], row["body"], row["encoding"]))
        except CaptureError:
            plain = row["body"]
        db.conn.execute("delete from prefixed where digest = ?", [row["digest"]])
        db.conn.execute("update payloads set body = ? where digest = ?", [plain, row["digest"]])
    return len(rows)
