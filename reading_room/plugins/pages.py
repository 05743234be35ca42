"""Pages for things, not rows: the front page, an article, a dispute, a speaker, a platform, an outlet, a search.

A page is a folder of queries in ``reading_room/sql`` and a template. The query named as the folder gives the thing
itself, in one row, or the page does not exist; the others give the rows that stand around it and may use every column
of that row as a parameter. Each page is there as JSON too, and Datasette's own row pages show it in their place.
"""

import json
import sqlite3
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette import NotFound, Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode
from datasette.views.index import IndexView
from datasette.views.row import RowView

SQL = Path(__file__).resolve().parent.parent / "sql"

#: SQLite's largest integer: a longer number in an address names nothing.
LARGEST_ID = 2**63 - 1

#: The name of a thing in an address, where it is not that of the CSV behind it.
NAMED = r"/(?P<key>[^/]+?)(?<!\.csv)"

#: How many rows the lists of a page have, by the parameter that says so; -1 in an export is all of them.
LIMITS = {"most": 500, "found": 41, "few": 8}


@dataclass(frozen=True)
class Page:
    """A kind of page.

    ``reads`` are the tables whose words it shows: who may not see one of them may not see the page. ``key`` is the
    parameter that an address fills in, ``options`` are those of its query string, ``table`` holds its rows, ``path`` is
    the pattern of its address where that is not its name and key.
    """

    name: str
    reads: tuple[str, ...]
    key: str = ""
    table: str = ""
    options: tuple[str, ...] = ()
    path: str = ""
    queries: Mapping[str, str] = field(default_factory=dict)


def load_page(
    name: str,
    reads: tuple[str, ...],
    *,
    key: str = "",
    table: str = "",
    options: tuple[str, ...] = (),
    path: str = "",
    also: str = "",
) -> Page:
    """The page *name* with the queries of its folder, and those of the folder *also* that several pages share."""
    folders = [SQL / folder for folder in (name, also) if folder]
    queries = {file.stem: file.read_text("utf-8") for folder in folders for file in sorted(folder.glob("*.sql"))}
    return Page(name, reads, key, table, options, path, queries)


#: What a search asks for: words, and what narrows them down.
SEARCHED = ("q", "outlet", "platform", "country", "speaker", "stance", "since", "until")

HOME = load_page("home", ("articles", "quotes", "disputes"))
PAGES = (
    load_page("article", ("articles", "revisions", "quotes"), key="id", table="articles", options=("revision",)),
    load_page(
        "diff",
        ("articles", "revisions", "quotes"),
        key="id",
        options=("from", "to"),
        path=r"/article/(?P<key>\d+)/diff",
    ),
    load_page("dispute", ("articles", "quotes", "disputes"), key="slug", table="disputes"),
    load_page("speaker", ("articles", "quotes", "speakers"), key="id", table="speakers"),
    load_page("platform", ("articles", "quotes", "disputes"), key="name", also="within"),
    load_page("country", ("articles", "quotes", "disputes"), key="code", also="within"),
    load_page("outlet", ("articles", "outlets", "failures"), key="outlet", table="outlets"),
    load_page("charts", ("articles", "outlets", "disputes", "dispute_events", "claim_answers", "failures")),
    load_page("search", ("articles", "revisions", "quotes"), options=SEARCHED),
)


async def archive_of(datasette: Any) -> Any:
    """The first attached database that holds an archive, or None."""
    for name, database in datasette.databases.items():
        if not name.startswith("_") and await database.table_exists("revisions"):
            return database
    return None


async def gather(
    database: Any, page: Page, values: Mapping[str, Any], only: Container[str] | None = None
) -> dict[str, Any] | None:
    """The rows of every query of *page*, or of those in *only*, by its name; None where the thing itself is not held.

    A query that runs into the time limit, or into a value beyond the limit of its length, gives no rows and is named
    under ``late``: the page says so.
    """
    main = page.queries[page.name]
    found = [dict(row) for row in await database.execute(main, dict(values))]
    if not found:
        return None
    gathered: dict[str, Any] = {page.name: found[0], "late": []}
    for name, sql in page.queries.items():
        if name == page.name or (only is not None and name not in only):
            continue
        try:
            gathered[name] = [dict(row) for row in await database.execute(sql, {**found[0], **values})]
        except (QueryInterrupted, sqlite3.DataError):
            gathered[name] = []
            gathered["late"].append(name)
    return gathered


async def room_of(
    datasette: Any, request: Any, page: Page, values: Mapping[str, Any], only: Container[str] | None = None
) -> dict[str, Any] | None:
    """What the template of *page* gets, or None where there is no archive or no such thing in it.

    *values* are the parameters of its queries, *only* names those that run beside the main one, all if None.

    Raises Forbidden where the reader may not see a table that the page draws on.
    """
    database = await archive_of(datasette)
    if database is None:
        return None
    for table in page.reads:
        asked = [("view-table", (database.name, table)), ("view-database", database.name), "view-instance"]
        await datasette.ensure_permissions(request.actor, asked)
    # No text holds the character NUL, and SQLite ends a word at it.
    options = {name: (request.args.get(name) or "").replace("\0", "").strip() for name in page.options}
    gathered = await gather(database, page, {**LIMITS, **options, **values}, only)
    if gathered is None:
        return None
    queries = await datasette.get_canned_queries(database.name, request.actor)
    return {"page": page.name, "database": database.name, "queries": queries, "asked": options, **gathered}


def key_of(page: Page, request: Any) -> str:
    """What the address names. Raises NotFound where nothing can be called so."""
    key = unquote(request.url_vars.get("key") or "").replace("\0", "")
    if page.key == "id" and int(key) > LARGEST_ID:
        raise NotFound(f"No {page.name} {key}")
    return key


def _view(page: Page) -> Any:
    async def show(request: Any, datasette: Any) -> Response:
        key = key_of(page, request)
        room = await room_of(datasette, request, page, {page.key: key})
        if room is None:
            raise NotFound(f"No {page.name} {key} in this archive")
        if request.url_vars["format"]:
            shown = {name: value for name, value in room.items() if name not in ("page", "queries")}
            return Response(json.dumps(shown, ensure_ascii=False), content_type="application/json; charset=utf-8")
        return Response.html(await datasette.render_template(f"{page.name}.html", {"room": room}, request=request))

    return show


async def _front(request: Any, send: Any, datasette: Any) -> Response | None:
    """The front page; Datasette's own first asks of every table whether it may be seen, which takes 150 ms."""
    room = None if request.args.get("_stock") else await room_of(datasette, request, HOME, {})
    if room is None:
        return await _stock(IndexView, request, send, datasette)
    return Response.html(await datasette.render_template("index.html", {"room": room}, request, "index"))


async def _row(request: Any, send: Any, datasette: Any) -> Response | None:
    """The page of a row; Datasette's own first counts whatever points to it: of an outlet, all that it published."""
    room = None if request.args.get("_stock") else await _room_of_row(datasette, request)
    if room is None:
        return await _stock(RowView, request, send, datasette)
    return Response.html(await datasette.render_template("row.html", {"room": room}, request, "row"))


async def _stock(view: Any, request: Any, send: Any, datasette: Any) -> Response | None:
    answer: Response | None = await view.as_view(datasette)(request, send)
    return answer


async def _room_of_row(datasette: Any, request: Any) -> dict[str, Any] | None:
    page = next(page for page in PAGES if page.table == request.url_vars["table"])
    archive = await archive_of(datasette)
    if archive is None or archive.route != tilde_decode(request.url_vars["database"]):
        return None
    key = tilde_decode(request.url_vars["pks"])
    if page.key == "slug":
        found = (await archive.execute("select slug from disputes where id = ?", [key])).first()
        key = found["slug"] if found else ""
    return await room_of(datasette, request, page, {page.key: key})


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """``/article/1``, ``/dispute/some-slug``, ``/platform/Some%20name`` and so on, each with ``.json`` behind it.

    The front page and the rows of things are shown in the place of Datasette's own; ``?_stock=1`` shows those.
    """
    keys = {"id": r"/(?P<key>\d+)", "slug": r"/(?P<key>[\w-]+)", "": ""}
    paths = [(page.path or f"/{page.name}{keys.get(page.key, NAMED)}", page) for page in PAGES]
    views = [(rf"^{path}(?P<format>\.json)?$", _view(page)) for path, page in paths]
    tables = "|".join(page.table for page in PAGES if page.table)
    row = rf"^/(?P<database>[^/.]+)/(?P<table>{tables})/(?P<pks>[^/.]+)(?P<format>)$"
    return [("^/(?P<format>)$", _front), (row, _row), *views]
