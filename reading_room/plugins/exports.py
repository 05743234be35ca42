"""A thing or the hits of a search, whole, for other tools.

``/dispute/SLUG.csv`` and ``.ndjson``, ``/search/articles.csv`` and ``/search/quotes.csv``; for every other page of a
thing ``/article/1.csv`` and so on, sent as the rows come.
"""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import NotFound, Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils.asgi import AsgiStream

from standoff.text import guarded

COLUMNS = (
    *("date", "precision", "kind", "move", "actor", "side", "words", "amount", "currency", "first_source"),
    *("first_published_at", "reports", "url", "archived_version"),
)

#: What a hit of a search has, by the query that finds it.
HITS = {
    "articles": ("id", "published_at", "outlet", "headline", "language", "relevant", "url", "snippet"),
    "quotes": ("id", "speaker", "stance", "cue", "said_on", "published_at", "outlet", "article_id", "url", "snippet"),
}

#: What is behind the page of a thing: the query that gives it, and the column that a next step goes on from.
BEHIND = {
    "article": ("article", ""),
    "speaker": ("speaker", "quote_id"),
    "outlet": ("outlet", "article_id"),
    "platform": ("disputes", ""),
    "country": ("disputes", ""),
}

#: Rows that are asked for at once, so that no statement takes long, however much there is.
STEP = 5_000

SQL = Path(__file__).resolve().parent.parent / "sql" / "exports"

#: Says to the queries that no list is cut.
WHOLE = {"most": -1}


def rows_of(room: Mapping[str, Any], acts: Callable[..., Any], address: Callable[[str], str]) -> list[dict[str, Any]]:
    """The acts and statements of a dispute in the order of their days, by the names of COLUMNS; no day comes last.

    *acts* gathers tellings, *address* makes an address of a path.
    """
    rows = [*_act_rows(acts(room["steps"]), address), *_statement_rows(room["statements"], address)]
    return sorted(rows, key=lambda row: (row["date"] or "~", row["first_published_at"] or ""))


def _act_rows(acts: Any, address: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    for act in acts:
        step = act.first
        shown = {name: step[name] for name in ("date", "precision", "side", "amount", "currency", "url")}
        shown |= {"kind": "act", "move": step["action"], "actor": "; ".join(act.actors), "words": step["evidence"]}
        shown |= {"first_source": step["outlet_name"], "first_published_at": step["published_at"]}
        place = f"/article/{step['article_id']}?revision={step['revision_id']}#e-{step['event_id']}"
        yield shown | {"reports": act.reports, "archived_version": address(place)}


def _statement_rows(statements: Any, address: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    for said in statements:
        shown = {"date": said["day"], "precision": "day" if said["said_on"] else "published", "kind": "statement"}
        shown |= {"move": said["stance"], "actor": said["speaker"], "side": said["side"], "words": said["statement"]}
        shown |= {"amount": None, "currency": None, "first_source": said["outlet_name"], "url": said["url"]}
        place = f"/article/{said['article_id']}?revision={said['revision_id']}#q-{said['quote_id']}"
        shown |= {"first_published_at": said["published_at"], "reports": said["reports"] or 1}
        yield shown | {"archived_version": address(place)}


def csv_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS, *, named: bool = True) -> str:
    """*rows* as CSV, every cell harmless in a spreadsheet; with a line of names where it is the beginning."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, extrasaction="ignore")
    if named:
        writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


async def behind(request: Any, datasette: Any) -> AsgiStream | Response:
    """All rows behind the page of a thing as CSV, sent as they come. Raises NotFound.

    Where a later step fails the connection breaks: a file that is not whole is seen to be so.
    """
    pages, name = pm.get_plugin("pages.py"), request.url_vars["name"]
    page = next(page for page in pages.PAGES if page.name == name)
    key = pages.key_of(page, request)
    room = await pages.room_of(datasette, request, page, {page.key: key}, ())
    if room is None:
        raise NotFound(f"No {name} {key} in this archive")
    base = str(datasette.absolute_url(request, datasette.urls.path("/"))).rstrip("/")
    parts = _parts(name, room[name], datasette, base)
    try:
        first = await anext(parts)
    except QueryInterrupted:
        return Response.text(f"Too much to gather: {name} {key}\n", status=503)

    async def send(writer: Any) -> None:
        await writer.write(first)
        async for part in parts:
            await writer.write(part)

    named = {"content-disposition": f"attachment; filename*=UTF-8''{name}-{quote(key, safe='')}.csv"}
    return AsgiStream(send, headers=named, content_type="text/csv; charset=utf-8")


async def _parts(name: str, thing: Mapping[str, Any], datasette: Any, base: str) -> AsyncIterator[str]:
    query, column = BEHIND[name]
    database = await pm.get_plugin("pages.py").archive_of(datasette)
    sql, asked = (SQL / f"{query}.sql").read_text("utf-8"), {**thing, "after": 0, "step": STEP}
    found = await database.execute(sql, asked)
    rows = [dict(row) for row in found]
    if query == "disputes":
        yield csv_of([], ("dispute", *COLUMNS))
        for row in rows:
            yield await _of_dispute(row["slug"], database, datasette, base)
        return
    yield csv_of(rows, found.columns)
    while column and len(rows) == STEP:
        rows = [dict(row) for row in await database.execute(sql, asked | {"after": rows[-1][column]})]
        yield csv_of(rows, found.columns, named=False)


async def _of_dispute(slug: str, database: Any, datasette: Any, base: str) -> str:
    pages = pm.get_plugin("pages.py")
    page = next(page for page in pages.PAGES if page.name == "dispute")
    room = await pages.gather(database, page, {**pages.LIMITS, **WHOLE, "slug": slug}, ("steps", "statements"))
    if room is None or room["late"]:
        raise QueryInterrupted("too much to gather", slug, {})
    rows = rows_of(room, datasette.jinja_env.filters["acts"], lambda path: base + path)
    return csv_of([{"dispute": slug, **row} for row in rows], ("dispute", *COLUMNS), named=False)


def ndjson_of(room: Mapping[str, Any]) -> str:
    """Everything that is held of a dispute, a JSON object a line, each naming under ``record`` what it is."""
    records = [("dispute", room["dispute"])]
    for name in ("parties", "steps", "statements", "answers", "unanswered", "sources"):
        records += [(name, row) for row in room[name]]
    return "".join(json.dumps({"record": name, **row}, ensure_ascii=False) + "\n" for name, row in records)


async def dispute(request: Any, datasette: Any) -> Response:
    """A dispute as the format in its address. Raises NotFound, and BadRequest where it is too much to gather."""
    pages, form = pm.get_plugin("pages.py"), request.url_vars["form"]
    page = next(page for page in pages.PAGES if page.name == "dispute")
    only = ("steps", "statements") if form == "csv" else None
    room = await pages.room_of(datasette, request, page, {"slug": request.url_vars["key"], **WHOLE}, only)
    if room is None:
        raise NotFound(f"No dispute {request.url_vars['key']} in this archive")
    if room["late"]:
        # An export is whole or it is an error.
        return Response.text(f"Too much to gather: {', '.join(room['late'])}\n", status=503)
    if form == "csv":
        acts = datasette.jinja_env.filters["acts"]
        base = str(datasette.absolute_url(request, datasette.urls.path("/"))).rstrip("/")
        body = csv_of(rows_of(room, acts, lambda path: base + path))
    else:
        body = ndjson_of(room)
    kind = {"csv": "text/csv", "ndjson": "application/x-ndjson"}[form]
    named = {"content-disposition": f"attachment; filename*=UTF-8''{quote(request.url_vars['key'])}.{form}"}
    return Response(body, headers=named, content_type=f"{kind}; charset=utf-8")


async def hits(request: Any, datasette: Any) -> Response:
    """Every article or quote that a search finds, as CSV."""
    pages, name = pm.get_plugin("pages.py"), request.url_vars["name"]
    page = next(page for page in pages.PAGES if page.name == "search")
    room = await pages.room_of(datasette, request, page, {"found": -1}, (name,))
    if room is None:
        raise NotFound("No archive is served here")
    if room["late"]:
        return Response.text(f"Too much to gather: {name}; narrow the search down\n", status=503)
    named = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(csv_of(room[name], HITS[name]), headers=named, content_type="text/csv; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The two formats of a dispute, what is behind the other things, and the two lists of a search."""
    return [
        (r"^/(?P<name>article|speaker)/(?P<key>\d+)\.csv$", behind),
        (r"^/(?P<name>outlet|platform|country)/(?P<key>[^/]+)\.csv$", behind),
        (r"^/dispute/(?P<key>[\w-]+)\.(?P<form>csv|ndjson)$", dispute),
        (r"^/search/(?P<name>articles|quotes)\.csv$", hits),
    ]
