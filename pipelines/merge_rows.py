"""What an archive takes from another besides captures: outlets, links, channels, failures, tombstones, time stamps."""

from pipelines.database import Database, Row, Value
from pipelines.merge_runs import here
from pipelines.query import query

_LINK = (
    *("identity", "url", "outlet", "channel", "headline", "language", "published_at", "lastmod", "first_seen_at"),
    *("last_seen_at", "state", "tries", "visits", "due_at", "etag", "last_modified", "reason"),
)

_CHANNEL = "select * from channels where url = ? and outlet = ?"

_SAME_FAILURE = "select 1 from failures where url = ? and room = ? and error = ? and at = ?"

_FAILURES = """
select failures.*, captures.page_type from failures left join captures on captures.id = capture_id
where room != 'merge' order by failures.id"""

_TAKEDOWNS = """
select takedowns.*, identity, outlet, page_type, first_seen_at, last_seen_at
from takedowns join articles on articles.id = article_id order by takedowns.id"""

_OURS = "select id from takedowns where article_id = ?"


def _values(row: Row, names: tuple[str, ...]) -> dict[str, Value]:
    return {name: row[name] for name in names}


def merge_outlets(db: Database, other: Database) -> None:
    """Outlets that are not known here; those that are stay as they are."""
    for row in other.rows("select * from outlets"):
        db.insert("outlets", dict(zip(row.keys(), row, strict=True)), ignore=True)


def merge_links(db: Database, other: Database) -> int:
    """Links, so that nothing is fetched again; returns how many are new.

    A link that waits here and was settled there later is settled.
    """
    new = 0
    for row in other.conn.execute("select * from links order by id"):
        theirs = _values(row, _LINK)
        if theirs["state"] == "taken":
            theirs["state"] = "due"
        ours = db.row("select * from links where identity = ?", [row["identity"]])
        if ours is None:
            db.insert("links", theirs)
            new += 1
        elif row["last_seen_at"] > ours["last_seen_at"]:
            waits = ours["state"] in ("due", "failed") and theirs["state"] in ("fetched", "left")
            kept = ("identity", "url", "outlet", "first_seen_at")
            changes = {name: value for name, value in theirs.items() if name not in kept} if waits else {}
            db.update("links", ours["id"], {**changes, "last_seen_at": row["last_seen_at"]})
    return new


def merge_channels(db: Database, other: Database, source: str | None) -> None:
    """Channels and their validators: of two answers the later one. Their last capture gets the number it has here."""
    for row in other.rows("select * from channels"):
        theirs = {**dict(zip(row.keys(), row, strict=True)), "capture_id": here(db, source, row["capture_id"])}
        ours = db.row(_CHANNEL, [row["url"], row["outlet"]])
        if ours is None:
            db.insert("channels", theirs)
        elif row["checked_at"] > ours["checked_at"]:
            pairs = ", ".join(f"{name} = :{name}" for name in theirs if name not in ("url", "outlet"))
            db.conn.execute(f"update channels set {pairs} where url = :url and outlet = :outlet", theirs)


def merge_hosts(db: Database, other: Database, source: str | None) -> None:
    """What hosts reserve and allow, and when they may be asked again: of two answers the later one."""
    for row in other.rows("select * from hosts where tdmrep_capture is not null"):
        at = db.value("select tdmrep_at from hosts where site = ?", [row["site"]])
        if at is None or row["tdmrep_at"] > at:
            db.conn.execute(
                query("tdmrep_note"), [row["site"], row["tdmrep_at"], here(db, source, row["tdmrep_capture"])]
            )
    for row in other.rows("select * from hosts where robots_capture is not null"):
        ours, theirs = db.row(query("robots_last"), [row["site"]]), here(db, source, row["robots_capture"])
        at = db.value("select fetched_at from captures where id = ?", [theirs])
        if at is not None and (ours is None or at >= ours["fetched_at"]):
            db.conn.execute(query("robots_note"), [row["site"], theirs])
    for row in other.rows(query("hosts")):
        _merge_pace(db, row)


def _merge_pace(db: Database, theirs: Row) -> None:
    """A host that was asked to be left alone there is left alone here; of two times the later one counts."""
    ours = db.row("select * from hosts where site = ?", [theirs["site"]])
    values: dict[str, Value] = {name: ours[name] if ours else None for name in theirs.keys()}  # noqa: SIM118
    for moment, others in (("next_at", ("delay",)), ("rest_until", ("rest_from", "reason"))):
        if (theirs[moment] or "") > str(values[moment] or ""):
            values |= {name: theirs[name] for name in (moment, *others)}
    names = ("next_at", "rest_from", "rest_until", "delay", "reason")
    db.conn.execute(query("host_note"), [theirs["site"], *(values[name] for name in names)])


def merge_failures(db: Database, other: Database, run: int, source: str | None) -> None:
    """Failures of fetching and of channels, each once; what could not be read has been tried again here."""
    for row in other.rows(_FAILURES):
        if db.value(_SAME_FAILURE, [row["url"], row["room"], row["error"], row["at"]]):
            continue
        capture = here(db, source, row["capture_id"])
        if capture and db.value("select 1 from failures where capture_id = ?", [capture]):
            continue
        if capture and db.value("select page_type from captures where id = ?", [capture]):
            continue
        values = _values(row, ("outlet", "url", "room", "error", "at"))
        db.insert("failures", {**values, "crawl_id": run, "capture_id": capture})


def merge_takedowns(db: Database, other: Database) -> list[tuple[str, str]]:
    """Tombstones of articles that are not here; returns address and conflict for each that still stands here."""
    conflicts = []
    for row in other.rows(_TAKEDOWNS):
        article = db.value("select id from articles where identity = ?", [row["identity"]])
        if article is None:
            named = ("outlet", "identity", "url", "page_type", "first_seen_at", "last_seen_at")
            article = db.insert("articles", {**_values(row, named), "status": "gone"})
        elif not db.value(_OURS, [article]):
            told = f"was taken down there ({row['reason']}) and stands here: standoff takedown rules on it"
            conflicts.append((row["url"], told))
            continue
        if not db.value("select 1 from takedowns where article_id = ? and at = ?", [article, row["at"]]):
            values = _values(row, ("url", "reason", "at", "digests", "addresses"))
            db.insert("takedowns", {**values, "article_id": article})
    return conflicts


def merge_timestamps(db: Database, other: Database, source: str | None) -> tuple[int, int]:
    """Time stamps over the other archive's own chain; returns how many are new, and how many had to be left.

    Those over chains that had been merged into the other one are left: that chain does not come along.
    """
    new = left = 0
    for row in other.rows("select * from timestamps order by id"):
        where = "select capture_id from origins where source = ? and number = ? and chain = ?"
        capture = db.value(where, [source, row["capture_id"], row["head"]])
        if capture is None:
            left += 1
        elif not db.value("select 1 from timestamps where digest = ? and head = ?", [row["digest"], row["head"]]):
            values = _values(row, ("head", "stamped_at", "authority", "root", "token", "digest"))
            db.insert("timestamps", {**values, "capture_id": capture})
            new += 1
    return new, left
