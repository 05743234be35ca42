"""An alert, and what it looks like as JSON, as an entry of an Atom feed and as a letter.

Titles and words come from pages, so whoever writes a page chooses them: no line break of theirs may become a header,
and none of their markup may become markup.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from xml.etree import ElementTree

from standoff.urls import is_web_address
from standoff.watches import AtomFile, Mailbox

__all__ = ["Alert", "Change", "alert_mark", "as_feed", "as_json", "as_letter", "changed_quotes", "signature"]

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00Z"

#: Characters that XML 1.0 cannot hold, not even escaped.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Characters of a title; RFC 5322 has no bound for a subject, but mail servers do.
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One quote before and after; None where it was not there."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One find of a watch. ``mark`` is its id, the same however often it is sent; times are UTC, ISO 8601."""

    mark: str
    watch: str
    kind: str
    title: str
    words: str
    outlet: str | None
    url: str | None
    at: str
    found_at: str
    changes: tuple[Change, ...] = ()


def alert_mark(watch: str, kind: str, subject: str) -> str:
    """The id of an alert: the same for the same find of the same watch, in every run."""
    return hashlib.sha256("\0".join((watch, kind, subject)).encode("utf-8", "replace")).hexdigest()[:32]


def changed_quotes(before: list[str], after: list[str]) -> tuple[Change, ...]:
    """The quotes that differ between two versions, in their order; those that only moved or stayed are left out."""
    found: list[Change] = []
    for verb, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            continue
        old, new = before[start:end], after[new_start:new_end]
        for place in range(max(len(old), len(new))):
            was, now = (part[place] if place < len(part) else None for part in (old, new))
            change = Change(before=None if was in after else was, after=None if now in before else now)
            if change.before or change.after:
                found.append(change)
    return tuple(found)


def signature(secret: str, moment: datetime, body: bytes) -> str:
    """``t=SECONDS,v1=HEX``: HMAC-SHA256 over the seconds since 1970, a full stop, and the body."""
    seconds = str(int(moment.timestamp()))
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def as_json(alert: Alert) -> bytes:
    """The alert as one JSON object in UTF-8; its ``id`` is the mark."""
    fields = asdict(alert)
    return json.dumps({"id": fields.pop("mark"), **fields}, ensure_ascii=True).encode()


def as_letter(alert: Alert, mailbox: Mailbox, now: datetime) -> EmailMessage:
    """The alert as a letter in plain text; its Message-ID is the same at every try."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = mailbox.sender
    letter["To"] = ", ".join(mailbox.to)
    letter["Subject"] = f"[{alert.watch}] {_line(alert.title)}"
    letter["Date"] = format_datetime(now.astimezone(UTC))
    letter["Message-ID"] = f"<{alert.mark}@{mailbox.sender.partition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(_clean(_text(alert)), charset="utf-8")
    return letter


def as_feed(alerts: Iterable[Alert], channel: AtomFile) -> bytes:
    """The newest alerts as an Atom feed with text only, in UTF-8; ids are ``tag:`` addresses that stay."""
    newest = sorted(alerts, key=lambda alert: (alert.found_at, alert.mark), reverse=True)[: channel.entries]
    base = f"tag:{channel.host.lower()},2026:alerts"
    feed = ElementTree.Element("feed", {"xmlns": ATOM})
    _add(feed, "id", f"{base}/{channel.name}")
    _add(feed, "title", f"standoff alerts: {channel.name}")
    _add(feed, "updated", max((_moment(alert.found_at) for alert in newest), default=NEVER))
    _add(ElementTree.SubElement(feed, "author"), "name", "standoff")
    for alert in newest:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", f"{base}/{channel.name}/{alert.mark}")
        _add(entry, "title", _line(alert.title))
        _add(entry, "updated", _moment(alert.found_at))
        _add(ElementTree.SubElement(entry, "author"), "name", alert.outlet or "standoff")
        ElementTree.SubElement(entry, "category", {"term": alert.watch})
        if alert.url and is_web_address(alert.url):
            ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": _line(alert.url, 4000)})
        _add(entry, "content", _text(alert))
    words: str = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{words}'.encode()


def _text(alert: Alert) -> str:
    """The body in plain text: the words, each changed quote with both its forms, and where it stands."""
    changes = [
        f"Before: {change.before or '(not there)'}\nAfter:  {change.after or '(not there)'}" for change in alert.changes
    ]
    foot = "\n".join(
        f"{name}: {_line(value, 4000)}"
        for name, value in (
            ("Outlet", alert.outlet),
            ("Address", alert.url),
            ("At", alert.at),
            ("Watch", f"{alert.watch} ({alert.kind})"),
            ("Alert", alert.mark),
        )
        if value
    )
    return "\n\n".join(part for part in (_line(alert.title), alert.words, *changes, foot) if part) + "\n"


def _line(words: str, longest: int = LONGEST_TITLE) -> str:
    """*words* on one line, without anything that is not to be seen."""
    seen = "".join(letter for letter in " ".join(_clean(words).split()) if letter.isprintable())
    plain = " ".join(seen.split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _clean(words: str) -> str:
    return UNSPEAKABLE.sub("\ufffd", words)


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(words)
