"""What `read` and `triage` print: the contract's keys, every one always present."""

from datetime import UTC, datetime
from typing import Any

from standoff.model import Article, Event, Outlet, Quote, Reading, Relevance

_QUOTE = (
    "start",
    "end",
    "text",
    "kind",
    "speaker",
    "mention",
    "role",
    "organisation",
    "cue",
    "venue",
    "said_on",
    "said_raw",
    "stance",
    "rule",
    "confidence",
)
_EVENT = (
    "side",
    "actor",
    "action",
    "platform",
    "country",
    "date",
    "precision",
    "amount",
    "currency",
    "stage",
    "start",
    "end",
    "rule",
)


def plain_reading(article: Article, reading: Reading, outlet: Outlet | None) -> dict[str, Any]:
    """The object that ``standoff read`` prints of one page."""
    found = reading.relevance
    return {
        "url": article.url or None,
        "canonical_url": article.canonical_url,
        "outlet": outlet.id if outlet else None,
        "page_type": article.page_type,
        "language": article.language,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "published_at": _time(article.published_at),
        "published_raw": article.published_raw,
        "modified_at": _time(article.modified_at),
        "dateline": article.dateline,
        "wire_credits": list(article.wire_credits),
        "section": article.section,
        "tags": list(article.tags),
        "captions": list(article.captions),
        "corrections": list(article.corrections),
        "rights": dict(article.rights),
        "text": article.text,
        "relevant": found.relevant,
        "relevance": {"score": round(found.score, 4), "reasons": list(found.reasons)},
        "platforms": list(found.platforms),
        "countries": list(found.countries),
        "bodies": list(found.bodies),
        "quotes": [_quote(quote) for quote in reading.quotes],
        "events": [_event(event, article.text) for event in reading.events],
        "provenance": dict(article.provenance),
        "dates": [list(pair) for pair in article.dates],
        "extractor": article.extractor,
    }


def plain_relevance(found: Relevance) -> dict[str, Any]:
    """The object that ``standoff triage`` prints of one headline, its id aside."""
    return {
        "relevant": found.relevant,
        "score": round(found.score, 4),
        "reasons": list(found.reasons),
        "platforms": list(found.platforms),
        "countries": list(found.countries),
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {name: getattr(quote, name) for name in _QUOTE}


def _event(event: Event, text: str) -> dict[str, Any]:
    return {**{name: getattr(event, name) for name in _EVENT}, "evidence": text[event.start : event.end]}


def _time(moment: datetime | None) -> str | None:
    """UTC, ISO 8601, whole seconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
