"""What kind of page answered: an article, something without text, or no page of the outlet at all."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from standoff.lexicon import load_lexicon
from standoff.readers.jsonld import articles_in, types_of
from standoff.readers.page import Page, pieces_of, text_of
from standoff.text import squash

__all__ = ["no_page", "type_of"]

_GALLERY = re.compile(r"/(?:gallery|galleries|photos?|foto|fotogalerie|photo-?gallery|in-pictures)/", re.IGNORECASE)
_ID = re.compile(r"(\d{5,})(?:\.html?)?/?$")
_LONG = 150_000  # characters of a page; challenges measured have under 60,000
_FEW = 1500  # characters of visible text; block pages measured have under 700
_FEWER = 800  # the same where nothing but a word in the text speaks for a block page
_SHORT = 80  # characters of the headings of a page that says what is wrong


@cache
def _walls() -> tuple["re.Pattern[str]", "re.Pattern[str]", tuple[str, ...]]:
    """Return the patterns of titles and of words of block pages, and the walls in their source."""
    table = load_lexicon("pages")["blocked"]
    titles, words = (re.compile("|".join(map(re.escape, table[name])), re.IGNORECASE) for name in ("titles", "words"))
    return titles, words, tuple(table["walls"])


@cache
def _missing() -> "re.Pattern[str]":
    return re.compile("|".join(load_lexicon("pages")["missing"]["titles"]), re.IGNORECASE)


def _visible(page: Page) -> str | None:
    """Return what is to be read on a page, the beginning where that is long; None where it is not looked at."""
    body = page.tree.find(".//body")
    if body is None or page.absurd:
        return None
    shown: list[str] = []
    size = 0
    for piece in pieces_of(body):
        shown.append(piece)
        size += len(squash(piece))
        if size >= 2 * _FEW:
            break
    return squash("".join(shown))


def _headings(page: Page) -> str:
    """Return the first headings, or nothing where they are long: they tell a story then."""
    headings = " ".join(text_of(heading) for heading in page.h1s[:3])
    return headings if len(headings) < _SHORT else ""


def _blocked(page: Page, shown: str) -> bool:
    titles, words, walls = _walls()
    walled = len(page.html) < _LONG and any(wall in page.html for wall in walls)
    return bool(
        walled or titles.search(f"{page.title}\n{_headings(page)}") or (len(shown) < _FEWER and words.search(shown))
    )


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
    if articles_in(page.nodes):
        return None
    shown = _visible(page)
    if shown is not None and len(shown) < _FEW and _blocked(page, shown):
        return "block_page"
    if _elsewhere(page):
        return "soft_404"
    lost = _missing().search(page.title) or _missing().search(_headings(page))
    return "soft_404" if lost and shown is not None and len(shown) < 2 * _FEW else None


def type_of(page: Page, text: str, layout_kind: str | None = None) -> str:
    """Return the page type of a page of the outlet whose body is *text*.

    A page that says it is a video or gallery is one when hardly any text stands below it: 400 characters, since
    captions of players are shorter and articles that carry a film are longer.
    """
    types = set().union(*(types_of(node) for node in page.nodes)) if page.nodes else set()
    kind = (page.meta("og:type") or "").lower()
    if layout_kind == "live" or types & {"liveblogposting"}:
        return "live"
    if kind.startswith("video") and "videoobject" in types and not any(name.endswith("article") for name in types):
        return "video"
    if len(text) >= 400:
        return "article"
    if layout_kind in {"video", "gallery"}:
        return layout_kind
    wordy = bool(text) and bool(types & {"newsarticle", "article", "reportagenewsarticle", "blogposting"})
    if kind.startswith("video") or (
        types & {"videoobject", "podcastepisode", "radioepisode", "audioobject"} and not wordy
    ):
        return "video"
    if types & {"imagegallery", "mediagallery"} or kind in {"gallery", "photo"} or _GALLERY.search(page.url):
        return "gallery"
    return "article"
