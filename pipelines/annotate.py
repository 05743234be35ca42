"""Write the quotes, mentions and events of a version, keeping the ids of what has not changed."""

from collections.abc import Iterable, Mapping, Sequence

from pipelines.database import Database, Value
from pipelines.query import query
from standoff.model import Event, Mention, Quote, Reading
from standoff.speakers import speaker_key

_QUOTE = (
    "start end text kind speaker_id speaker mention role organisation cue venue said_on said_raw stance rule confidence"
).split()
_MENTION = ("entity_id", "start", "end", "incidental")
_EVENT = ("side actor action platform country date precision amount currency stage start end evidence rule").split()


def annotate(db: Database, article: int, revision: int, text: str, reading: Reading) -> bool:
    """Make the rows of this version equal to *reading*. Returns whether anything had to be written."""
    quotes = [_quote_row(db, quote) for quote in reading.quotes]
    mentions = [_mention_row(mention) for mention in _once(reading.mentions)]
    _know_entities(db, reading.mentions)
    events = [_event_row(event, text) for event in reading.events]
    own: Mapping[str, Value] = {"revision_id": revision}
    return any(
        [
            _replace(db, "quotes", _QUOTE, own, quotes),
            _replace(db, "mentions", _MENTION, own, mentions),
            _replace(db, "dispute_events", _EVENT, {**own, "article_id": article}, events),
        ]
    )


def forget_unspoken(db: Database) -> None:
    """Remove who is quoted and named nowhere any more; of others, offices that no quote gives. The caller commits."""
    for name in ("forget_speakers", "renew_speakers", "forget_entities"):
        db.conn.execute(query(name))


def _replace(
    db: Database, table: str, columns: Sequence[str], own: Mapping[str, Value], rows: list[dict[str, Value]]
) -> bool:
    names = ", ".join(f'"{name}"' for name in columns)
    revision = own["revision_id"]
    found = db.rows(f'select {names} from {table} where revision_id = ? order by "start", "end"', [revision])
    wanted = [tuple(row[name] for name in columns) for row in rows]
    if len(found) == len(wanted) and sorted(map(tuple, found), key=repr) == sorted(wanted, key=repr):
        return False
    db.conn.execute(f"delete from {table} where revision_id = ?", [revision])
    marks = ", ".join("?" * (len(own) + len(columns)))
    write = f"insert into {table} ({', '.join(own)}, {names}) values ({marks})"
    db.conn.executemany(write, [(*own.values(), *values) for values in wanted])
    return True


def _quote_row(db: Database, quote: Quote) -> dict[str, Value]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind,
        "speaker_id": _speaker(db, quote) if quote.speaker else None,
        "speaker": quote.speaker,
        "mention": quote.mention,
        "role": quote.role,
        "organisation": quote.organisation,
        "cue": quote.cue,
        "venue": quote.venue,
        "said_on": quote.said_on,
        "said_raw": quote.said_raw,
        "stance": quote.stance,
        "rule": quote.rule,
        "confidence": float(quote.confidence),
    }


def _speaker(db: Database, quote: Quote) -> int:
    assert quote.speaker is not None
    key = speaker_key(quote.speaker) or quote.speaker
    found = db.row("select id, role, organisation from speakers where key = ?", [key])
    if found is None:
        row = {"key": key, "name": quote.speaker, "role": quote.role, "organisation": quote.organisation}
        return db.insert("speakers", row)
    missing = {"role": quote.role, "organisation": quote.organisation}
    db.update("speakers", found["id"], {name: value for name, value in missing.items() if value and not found[name]})
    return int(found["id"])


def _know_entities(db: Database, mentions: Iterable[Mention]) -> None:
    named: dict[str, Mention] = {}
    for mention in mentions:
        named.setdefault(mention.entity, mention)
    rows = [(one.entity, one.kind, one.name, one.country) for one in named.values()]
    db.conn.executemany("insert or ignore into entities (id, kind, name, country) values (?, ?, ?, ?)", rows)


def _mention_row(mention: Mention) -> dict[str, Value]:
    return {
        "entity_id": mention.entity,
        "start": mention.start,
        "end": mention.end,
        "incidental": int(mention.incidental),
    }


def _once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    return {(mention.entity, mention.start, mention.end): mention for mention in mentions}.values()


def _event_row(event: Event, text: str) -> dict[str, Value]:
    return {
        "side": event.side,
        "actor": event.actor,
        "action": event.action,
        "platform": event.platform,
        "country": event.country,
        "date": event.date,
        "precision": event.precision,
        "amount": None if event.amount is None else float(event.amount),
        "currency": event.currency,
        "stage": event.stage,
        "start": event.start,
        "end": event.end,
        "evidence": text[event.start : event.end],
        "rule": event.rule,
    }
