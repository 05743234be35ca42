"""Datasette's own pages in our dress: ids and words become links to pages for people, found words are marked."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import datasette as datasette_package
from datasette import hookimpl
from jinja2 import BaseLoader
from markupsafe import Markup, escape

#: Around a found word in a snippet. No outlet prints these; a lone one in a text stays as it is.
FOUND = re.compile("⟦([^⟦⟧]*)⟧")

ARTICLE_COLUMNS = frozenset({"article_id", "original_id", "group_id", "claim_article", "denial_article"})


#: What Datasette's templates leave out for those who listen to a page.
UNSAID = {
    "<html>": '<html lang="en">',
    '<select name="_filter_column': '<select aria-label="Column" name="_filter_column',
    '<select name="_filter_op': '<select aria-label="Comparison" name="_filter_op',
    '<input type="text" name="_filter_value': '<input type="text" aria-label="Value" name="_filter_value',
    '<select name="_sort"': '<select aria-label="Sort" name="_sort"',
}

TEMPLATES = Path(datasette_package.__file__).parent / "templates"


class Spoken(BaseLoader):
    """Reads templates as *inner* does, Datasette's own with what they leave out."""

    def __init__(self, inner: BaseLoader) -> None:
        self._inner = inner

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self._inner.list_templates()

    def get_source(self, environment: Any, template: str) -> Any:
        """The source of a template, its file, and what tells whether it is still that."""
        source, file, is_fresh = self._inner.get_source(environment, template)
        if file and Path(file).parent == TEMPLATES:
            for said, better in UNSAID.items():
                source = source.replace(said, better)
        return source, file, is_fresh


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Read Datasette's own templates with what they leave out."""
    env.loader = Spoken(env.loader)


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """The style sheet that puts the rows first, and knows the dark."""
    return [str(datasette.urls.path("/reading_room/stock.css"))]


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """The cell as a link or with its found words marked; None leaves it to Datasette."""
    if value is None or isinstance(value, (dict, bytes)):
        return None
    if column == "snippet":
        return marked_snippet(str(value))
    path = _named(column, value, table) or _path(column, value, row) or _worded(column, value, row)
    if path is None:
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(path), value)


def marked_snippet(snippet: str) -> Markup:
    """*snippet* escaped, with the words between its markers in mark elements."""
    return Markup(FOUND.sub(r"<mark>\1</mark>", str(escape(snippet))))


def _named(column: str, value: Any, table: str | None) -> str | None:
    """The page of a thing that is called by its name; a country has one for certain only where a dispute names it."""
    if not isinstance(value, str) or not value.strip("."):
        return None
    if column == "outlet" or (table == "disputes" and column in ("platform", "country")):
        return f"/{column}/{quote(value, safe='')}"
    return None


def _path(column: str, value: Any, row: Any) -> str | None:
    if column in ("dispute", "slug", "title"):
        names = ("slug", "dispute") if column == "title" else (column,)
        held = [row[name] for name in names if name in row.keys()]  # noqa: SIM118 - a row of SQLite has no `in` for names
        return f"/dispute/{held[0]}" if held and re.fullmatch(r"[\w-]+", str(held[0])) else None
    if not isinstance(value, int):
        return None
    if column in ARTICLE_COLUMNS:
        return f"/article/{value}"
    if column == "speaker_id":
        return f"/speaker/{value}"
    within = WITHIN_ARTICLE.get(column)
    if within is None or "article_id" not in row.keys():  # noqa: SIM118
        return None
    article = row["article_id"]
    return within.format(article=article, number=value) if isinstance(article, int) else None


def _worded(column: str, value: Any, row: Any) -> str | None:
    """The page of what a cell says in words, where the row holds the numbers that make its address."""
    path, numbers = WORDED.get(column, ("", ()))
    names = row.keys()
    if not path or not isinstance(value, str) or len(value) > LONGEST or not set(numbers) <= set(names):
        return None
    given = {name: row[name] for name in numbers}
    return path.format(**given) if all(isinstance(number, int) for number in given.values()) else None


#: Longer words are left to Datasette, which cuts them.
LONGEST = 300

QUOTED = ("/article/{article_id}?revision={revision_id}#q-{quote_id}", ("article_id", "revision_id", "quote_id"))
ACTED = ("/article/{article_id}?revision={revision_id}#e-{event_id}", ("article_id", "revision_id", "event_id"))

#: Where words lead: to their place in a text, to its article, to their speaker.
WORDED = {
    "headline": ("/article/{article_id}", ("article_id",)),
    "original_headline": ("/article/{original_id}", ("original_id",)),
    "speaker": ("/speaker/{speaker_id}", ("speaker_id",)),
    **dict.fromkeys(("quote", "statement", "denial"), QUOTED),
    "evidence": ACTED,
}

#: Where a number leads that means something within an article only.
WITHIN_ARTICLE = {
    "revision_id": "/article/{article}?revision={number}",
    "quote_id": "/article/{article}#q-{number}",
    "event_id": "/article/{article}#e-{number}",
}
