"""Put pages with their gold readings into an archive, as if the rooms had read them without a fault."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.run import Run, write_outlet
from pipelines.store import store
from standoff.captures import digest_of
from standoff.model import Article, Capture, Event, Link, Outlet, Quote, Reading, Record, Relevance

FETCHED = datetime(2026, 1, 1, tzinfo=UTC)

_EVENT = ("side", "actor", "action", "platform", "country", "date", "precision", "amount", "currency", "stage")
_QUOTE = ("text", "kind", "speaker", "role", "organisation", "cue", "venue", "said_on", "stance")


def fill_archive(db: Database, rows: Iterable[dict[str, Any]]) -> None:
    """Store every page version of *rows*, in the form of a newsroom's ``gold.jsonl``."""
    run = Run(db, []).id
    for row in rows:
        outlet = _outlet(row["url"])
        with db.atomic():
            write_outlet(db, outlet)
            body = f"<html>{row['url']} {row['version']}".encode()
            capture = Capture(
                url=row["url"],
                final_url=row["url"],
                fetched_at=FETCHED,
                status=200,
                headers=(),
                body=body,
                digest=digest_of(body),
            )
            kept = keep_capture(db, capture, outlet.id, run)
            store(
                db,
                Record(
                    outlet=outlet,
                    link=Link(url=row["url"], channel="gold"),
                    capture=kept,
                    article=_article(row),
                    reading=_reading(row),
                ),
            )


def _outlet(url: str) -> Outlet:
    host = urlsplit(url).netloc
    kind = "wire" if host.startswith("wire") else "newspaper"
    return Outlet(
        id=host, name=host.partition(".")[0].title(), kind=kind, homepage=f"https://{host}/", languages=("en",)
    )


def _article(row: dict[str, Any]) -> Article:
    published = row["published_at"]
    return Article(
        url=row["url"],
        page_type=row["page_type"],
        language=row["language"],
        headline=row["headline"],
        standfirst=row["standfirst"],
        published_at=datetime.fromisoformat(published) if published else None,
        wire_credits=tuple(row["wire_credits"]),
        text=row["text"] or "",
        extractor="gold",
    )


def _reading(row: dict[str, Any]) -> Reading:
    text = row["text"] or ""
    quotes, at = [], 0
    for quote in row["quotes"]:
        at = max(text.find(quote["text"], at), text.find(quote["text"]), 0)
        values = {key: quote[key] for key in _QUOTE}
        quotes.append(Quote(start=at, end=at + len(quote["text"]), rule="gold", **values))
    events = []
    for event in row["events"]:
        start = max(0, text.find(event["evidence"]))
        values = {key: event[key] for key in _EVENT}
        events.append(Event(start=start, end=start + len(event["evidence"]), rule="gold", **values))
    return Reading(
        relevance=Relevance(
            relevant=row["relevant"],
            score=float(row["relevant"]),
            platforms=tuple(row["platforms"]),
            countries=tuple(row["countries"]),
            bodies=tuple(row["bodies"]),
        ),
        quotes=tuple(quotes),
        events=tuple(events),
    )
