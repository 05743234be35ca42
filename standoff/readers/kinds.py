"""What kind of page answered: an article, something without text, or no page of the outlet at all."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from standoff.lexicon import load_lexicon
from standoff.readers.jsonld import articles_in, types_of
from standoff.readers.page import Page, text_of

__all__ = ["no_page", "type_of"]

_ID = re.compile(r"(\d{5,})(?:\.html?)?/?$")
_LONG = 150_000  # characters of a page; challenges measured have under 60,000
_FEW = 1500  # characters of visible text; block pages measured have under 700


@cache
def _patterns() -> tuple["re.Pattern[str]", tuple[str, ...], "re.Pattern[str]"]:
    """Return the pattern of titles of block pages, the walls in their source, and the pattern of missing pages."""
    table = load_lexicon("pages")
    blocked = "|".join(map(re.escape, table["blocked"]["titles"]))
    missing = "|".join(table["missing"]["titles"])
    return re.compile(blocked, re.IGNORECASE), tuple(table["blocked"]["walls"]), re.compile(missing, re.IGNORECASE)


def _visible(page: Page) -> int:
    body = page.tree.find(".//body")
    return len(text_of(body)) if body is not None and not page.absurd else _LONG


def _blocked(page: Page) -> bool:
    blocked, walls, _ = _patterns()
    walled = len(page.html) < _LONG and any(wall in page.html for wall in walls)
    return bool(walled or blocked.search(page.title)) and not articles_in(page.nodes) and _visible(page) < _FEW


def _elsewhere(page: Page) -> bool:
    """Tell whether the page claims to be the home page, or another article, than the one asked for."""
    if not page.canonical:
        return False
    asked, claimed = urlsplit(page.url), urlsplit(page.canonical)
    path = unquote(claimed.path).strip("/")
    home = path in {"", "index.html", "index.php", "home"} or path.casefold() in {
        "en",
        "ru",
        "404",
        "error",
        "not-found",
    }
    if home and not claimed.query and unquote(asked.path).strip("/") not in {"", path}:
        return (page.meta("og:type") or "website").lower() != "article"
    mine, its = _ID.search(asked.path), _ID.search(claimed.path)
    # on a site whose addresses end in a number, another number is another page
    same_form = asked.path.split("/")[1:2] == claimed.path.split("/")[1:2] == ["a"]
    return bool(same_form and mine and its and mine.group(1) != its.group(1))


def no_page(page: Page) -> str | None:
    """Return ``block_page`` or ``soft_404`` for an answer that is no page of the outlet, else None."""
    if _blocked(page):
        return "block_page"
    headings = " ".join(text_of(heading) for heading in page.h1s[:3])
    if _elsewhere(page) and not articles_in(page.nodes):
        return "soft_404"
    missing = _patterns()[2]
    lost = missing.search(page.title) or (missing.search(headings) and len(headings) < 80)
    if lost and not articles_in(page.nodes) and _visible(page) < 2 * _FEW:
        return "soft_404"
    return None


def type_of(page: Page, text: str, layout_kind: str | None = None) -> str:
    """Return the page type of a page of the outlet whose body is *text*.

    A page that says it is a video or gallery is one when hardly any text stands below it: 400 characters, since
    captions of players are shorter and articles that carry a film are longer.
    """
    types = set().union(*(types_of(node) for node in page.nodes)) if page.nodes else set()
    kind = (page.meta("og:type") or "").lower()
    if layout_kind == "live" or types & {"liveblogposting"}:
        return "live"
    if len(text) >= 400:
        return "article"
    if layout_kind in {"video", "gallery"}:
        return layout_kind
    wordy = bool(text) and bool(types & {"newsarticle", "article", "reportagenewsarticle", "blogposting"})
    if kind.startswith("video") or (
        types & {"videoobject", "podcastepisode", "radioepisode", "audioobject"} and not wordy
    ):
        return "video"
    if types & {"imagegallery", "mediagallery"} or kind in {"gallery", "photo"}:
        return "gallery"
    return "article"
