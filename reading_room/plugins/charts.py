"""Pictures of the whole archive: the library that draws them, from this server, and their queries as worked questions.

The page is whole without the library: ``charts.js`` draws from the tables that stand in the page.
"""

import gzip
import importlib.metadata
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.plugins import pm


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what it shows, and how. ``across``, ``up``, ``amounts`` and ``parts`` are names of columns.

    ``name`` is its query in ``sql/charts``. A picture of the form ``bars`` has a bar for every column of ``amounts``;
    where ``parts`` is given, its values are what a bar is made of.
    """

    name: str
    title: str
    description: str
    form: str
    across: str
    amounts: tuple[str, ...]
    up: str = ""
    parts: str = ""


PICTURES = (
    Picture(
        "coverage",
        "Coverage by outlet and day",
        "Articles by day of publication, in the three weeks up to the newest article. An empty day has none. At "
        "most 1,000 rows, the newest days.",
        "heat",
        "day",
        ("articles",),
        up="outlet",
    ),
    Picture(
        "measures",
        "Measures by country and kind",
        "Acts of governments, courts and parliaments in disputes. Tellings of one day and kind in a dispute are one "
        "act; those without a day are counted apart. At most 500 rows.",
        "lying",
        "country",
        ("acts",),
        parts="kind",
    ),
    Picture(
        "lag",
        "From claim to denial",
        "How long a claim waited for its first denial, by the days that the pages give. A claim that nobody denied is "
        "not counted. At most 7 rows.",
        "bars",
        "waited",
        ("denials",),
    ),
    Picture(
        "health",
        "Health of the outlets",
        "Days with an article and silent days, of the fourteen up to the newest crawl, for outlets that are crawled. "
        "At most 500 rows.",
        "lying",
        "outlet",
        ("days_with_articles", "silent_days"),
    ),
)


@cache
def library() -> Path | None:
    """The file of the charting library as its package holds it, or None where the package is not installed."""
    found = importlib.util.find_spec("plotly")
    places = found.submodule_search_locations if found else None
    file = Path(next(iter(places))) / "package_data" / "plotly.min.js" if places else None
    return file if file and file.is_file() else None


@cache
def _packed() -> bytes:
    file = library()
    return gzip.compress(file.read_bytes(), 6, mtime=0) if file else b""


async def serve_library(request: Any) -> Response:
    """The charting library. Raises NotFound where it is not installed."""
    file = library()
    if file is None:
        raise NotFound("No charting library is installed")
    # Its address names its version, so a browser needs it once.
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    packed = "gzip" in (request.headers.get("accept-encoding") or "")
    if packed:
        headers["content-encoding"] = "gzip"
    body: Any = _packed() if packed else file.read_bytes()
    return Response(body, headers=headers, content_type="text/javascript; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the library."""
    return [(r"^/charts/plotly\.min\.js$", serve_library)]


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Tell the template which pictures there are, and the version of the library if there is one."""
    env.globals["pictures"] = PICTURES
    env.globals["charting"] = importlib.metadata.version("plotly") if library() else ""


@hookimpl
def canned_queries(datasette: Any, database: str) -> Any:
    """The query of every picture as a worked question: its rows, its SQL, CSV and JSON."""

    async def found() -> dict[str, Any]:
        pages = pm.get_plugin("pages.py")
        archive = await pages.archive_of(datasette)
        if archive is None or archive.name != database:
            return {}
        page = next(page for page in pages.PAGES if page.name == "charts")
        return {
            f"chart_{picture.name}": {
                "sql": page.queries[picture.name].strip().rstrip(";"),
                "title": picture.title,
                "description": picture.description,
            }
            for picture in PICTURES
        }

    return found
