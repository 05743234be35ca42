"""Atom feeds: a dispute, the newest denials, the changed articles, and a search that somebody saved.

An entry keeps its id when the archive is read anew: it is made of the address and the words, not of row numbers.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from datasette import NotFound, Response, hookimpl
from datasette.plugins import pm

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
NEVER = "1970-01-01T00:00:00Z"

#: Characters that XML 1.0 cannot hold, not even escaped.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HOST = re.compile(r"[a-z0-9.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. ``path`` is its page here, ``source`` the address of the outlet, ``at`` a moment in UTC."""

    kind: str
    title: str
    words: str
    author: str
    path: str
    source: str | None
    at: str

    @property
    def mark(self) -> str:
        """Names the entry the same in every archive and after every reading: a digest of address, kind and words."""
        said = "\0".join((self.kind, self.source or "", self.words))
        return f"{self.kind}/{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:24]}"


def moment(*values: str | None) -> str:
    """The first of *values* that is a day or a moment, as Atom wants it; 1970 if none is."""
    for value in values:
        try:
            found = datetime.fromisoformat(value or "")
        except ValueError:
            continue
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
        try:
            return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
        except OverflowError:
            continue
    return NEVER


def _place(row: Mapping[str, Any], mark: str = "", article: str = "article_id") -> str:
    return f"/article/{row[article]}?revision={row['revision_id']}{mark}"


def dispute_entries(room: Mapping[str, Any], acts: Callable[..., Any]) -> list[Entry]:
    """The acts and statements of a dispute."""
    found = []
    for act in acts(room["steps"]):
        row = act.first
        title = f"{row['date'] or 'no date'}: {row['actor'] or row['side']}: {row['action'].replace('_', ' ')}"
        at = moment(row["published_at"], row["date"])
        path = _place(row, f"#e-{row['event_id']}")
        found.append(Entry("act", title, row["evidence"], row["outlet_name"], path, row["url"], at))
    for row in room["statements"]:
        title = f"{row['day']}: {row['speaker'] or 'speaker unknown'} {row['stance'].replace('_', ' ')}"
        at = moment(row["published_at"], row["day"])
        path = _place(row, f"#q-{row['quote_id']}")
        found.append(Entry("statement", title, row["statement"], row["outlet_name"], path, row["url"], at))
    return found


def quote_entries(rows: Iterable[Mapping[str, Any]], words: str = "text") -> list[Entry]:
    """Quotes, under their speakers."""
    return [
        Entry(
            "statement",
            f"{row['speaker'] or 'speaker unknown'}: {row['headline'] or 'untitled page'}",
            _plain(row[words]),
            row["outlet_name"],
            _place(row, f"#q-{row['id']}"),
            row["url"],
            moment(row["published_at"], row["first_seen_at"]),
        )
        for row in rows
    ]


def change_entries(rows: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """New versions of articles; the words tell one version from another."""
    return [
        Entry(
            "version",
            f"{row['change']}: {row['headline'] or 'untitled page'}",
            f"A new version ({row['change']}), captured {moment(row['captured_at'])}",
            row["outlet_name"],
            _place(row),
            row["url"],
            moment(row["captured_at"]),
        )
        for row in rows
    ]


def article_entries(rows: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Articles with the words that were found in them."""
    return [
        Entry(
            "article",
            row["headline"] or "untitled page",
            _plain(row["snippet"]),
            row["outlet_name"],
            _place(row, article="id"),
            row["url"],
            moment(row["published_at"], row["first_seen_at"]),
        )
        for row in rows
    ]


def _plain(snippet: str | None) -> str:
    return re.sub("⟦([^⟦⟧]*)⟧", r"\1", snippet or "")


def atom(title: str, mark: str, host: str, links: Mapping[str, str], entries: Iterable[Entry], **ways: Any) -> str:
    """The newest 50 of *entries* as Atom, with text only.

    *ways* are ``address``, which makes an address of a path, and ``href``, which lets a source through or not.
    """
    newest = sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST]
    feed = ElementTree.Element("feed", {"xmlns": ATOM})
    base = f"tag:{host if HOST.fullmatch(host) else 'localhost'},2026:"
    _add(feed, "id", base + mark)
    _add(feed, "title", title)
    _add(feed, "updated", max((entry.at for entry in newest), default=NEVER))
    _add(ElementTree.SubElement(feed, "author"), "name", "standoff")
    for relation, address in links.items():
        ElementTree.SubElement(feed, "link", {"rel": relation, "href": address})
    seen: set[str] = set()
    for entry in newest:
        # Two articles at one address with the same words are one entry: an id may stand in a feed only once.
        if entry.mark not in seen:
            seen.add(entry.mark)
            _add_entry(feed, entry, base, ways)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode")


def _add_entry(feed: ElementTree.Element, entry: Entry, base: str, ways: Mapping[str, Any]) -> None:
    held = ElementTree.SubElement(feed, "entry")
    _add(held, "id", base + entry.mark)
    _add(held, "title", entry.title)
    _add(held, "updated", entry.at)
    _add(ElementTree.SubElement(held, "author"), "name", entry.author)
    ElementTree.SubElement(held, "link", {"rel": "alternate", "href": ways["address"](entry.path)})
    source = ways["href"](entry.source)
    if source:
        ElementTree.SubElement(held, "link", {"rel": "related", "href": UNSPEAKABLE.sub("\ufffd", source)})
    _add(held, "summary", entry.words)


def _add(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = UNSPEAKABLE.sub("\ufffd", words)


#: Feed: the page it draws on, the queries of it that run, and the path of the page that people read.
FEEDS = {
    "dispute": ("dispute", ("steps", "statements"), "/dispute/{key}"),
    "denials": ("home", ("denials",), "/"),
    "changes": ("home", ("changed",), "/"),
    "search": ("search", ("articles", "quotes"), "/search?{query}"),
}


def _entries(name: str, room: Mapping[str, Any], acts: Callable[..., Any]) -> tuple[str, list[Entry]]:
    if name == "dispute":
        return room["dispute"]["title"], dispute_entries(room, acts)
    if name == "denials":
        return "Newest denials", quote_entries(room["denials"])
    if name == "changes":
        return "Articles that changed", change_entries(room["changed"])
    asked = f"Search: {room['search']['q']}"
    return asked, [*article_entries(room["articles"]), *quote_entries(room["quotes"], "snippet")]


def _view(name: str) -> Any:
    async def show(request: Any, datasette: Any) -> Response:
        pages, filters = pm.get_plugin("pages.py"), datasette.jinja_env.filters
        key, (drawn, only, path) = request.url_vars.get("key") or "", FEEDS[name]
        page = next(page for page in (pages.HOME, *pages.PAGES) if page.name == drawn)
        values = {"slug": key} if key else {}
        room = await pages.room_of(datasette, request, page, {**values, "most": -1, "few": MOST, "found": MOST}, only)
        if room is None:
            raise NotFound(f"No {name} {key} in this archive")
        if room["late"]:
            return Response.text(f"Too much to gather: {', '.join(room['late'])}\n", status=503)

        def address(path: str) -> str:
            return str(datasette.absolute_url(request, datasette.urls.path(path)))

        title, entries = _entries(name, room, filters["acts"])
        people = address(path.format(key=key, query=request.query_string))
        links = {"self": str(datasette.absolute_url(request, request.full_path)), "alternate": people}
        mark = f"{name}/{key or hashlib.sha256(request.query_string.encode()).hexdigest()[:24]}"
        host = request.host.split(":")[0]
        body = atom(title, mark, host, links, entries, address=address, href=filters["web_href"])
        return Response(body, content_type="application/atom+xml; charset=utf-8")

    return show


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The feed of a dispute, two of the front page, and that of a search."""
    return [
        (r"^/dispute/(?P<key>[\w-]+)\.atom$", _view("dispute")),
        (r"^/feeds/denials\.atom$", _view("denials")),
        (r"^/feeds/changes\.atom$", _view("changes")),
        (r"^/search\.atom$", _view("search")),
    ]
