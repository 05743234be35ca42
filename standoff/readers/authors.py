"""Bylines as a clean list of names: persons, services and agencies, without roles, places and addresses."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from standoff.lexicon import load_lexicon
from standoff.readers.captions import far_from_story, of_article
from standoff.readers.jsonld import articles_in, names_in
from standoff.readers.page import Page, text_of
from standoff.readers.titles import site_names
from standoff.text import fold, squash

__all__ = ["authors_of", "clean_names", "names_author"]

_BY = (
    r"(?:(?:posted|written|words|text|story|report(?:ed)?|reporting|more stories|photographs?|contributed|created)\s+by"
    r"|by|von|par|por|door|av|af|od|autor(?:en|in)?|auteur|author(?:s)?|автор(?:ы)?|текст|autore|yazar|redactie|redaktion|redactor"
    r"|责编|责任编辑|记者|作者)"
)
_CAPITAL = r"[A-ZÀ-ÞŁŚŻА-ЯЁІЇЄҐ@]"
# glued to a name the word must be in small letters but for its first: AFP is no "af P"
_PREFIX = re.compile(
    rf"^[(（]?(?:{_BY}\s*[:：]\s*|{_BY}\s+(?-i:(?={_CAPITAL}))|(?=\w(?-i:[a-zа-я])){_BY}(?-i:(?={_CAPITAL}))|[-–—•|]\s*)+",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"^[(（]?(?:(?:(?:written |posted |reported |words |text )?by|von|par|por|door|av|af|автор:?|author:|autor:|text:)"
    r"\s+|(?:责编|责任编辑|记者|作者|文)[:：])(?-i:(?![a-z])\S)"
    r"|^(?:by|von|par|por|door|av|af)\s?:$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·\n、]|,(?!\s*(?:Jr|Sr|MD|PhD|Ph\.D|II|III)\b)|\s(?:and|und|et|y|og|och|&|и|та|/)\s|&"
    r"|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3,}\s))\s*"
)
_GLUED = re.compile(r"(?<=[^\W\d_])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d.*$")
_AFTER = re.compile(
    r"\s+(?:(?:in|for|of|at|is|on)\s.*|[-–—|]\s.*|\(.*\)|@\S+|\S+@\S+.*|\d{1,2}[./:].*|(?:published|updated|posted)\b.*"
    r"|(?:\d{1,2}\s)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d.*|envoyée?s?\s+spécia.*|\d+|기자|記者)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|producer|redakteur(?:in)?|director|"
    r"profesor\w*|bureau chief|chef|fellow|staff|photographer|published|updated|read|min|minutes?|share|follow|"
    r"contact|email|twitter|facebook|korrespondent(?:in)?|ago|am|pm|ist|[ap]\.m|comments?|views?)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s+(?:(?:Senior|Chief|Deputy|Managing|Executive|Associate|Assistant|Staff)\s.*|(?:Editor|Reporter|Correspondent))$"
)
_NO_NAME = re.compile(
    r"^(?:posted|updated|(?:zuletzt )?aktualisiert|last updated|veröffentlicht|опубликовано|обновлено)\b"
    r"|\b(?:publié|mis à jour) le\b"
    r"|\b\d{1,2}[:.]\d\d\s?[ap]m\b|https?:|www\.|@|/{1,2}\w+\.\w|\d{3,}|^\W*$|[{}<>=#?!]",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    fold(word)
    for word in (
        "admin administrator author authors autor editor unknown none null anonymous user guest webmaster undefined"
        " false true by menu share login subscribe follow more january february march june july august september"
        " october november december ceo cto founder president rssfeed getauthorrssfeed print email save comments"
        " superuser репортёр корреспондент кореспондент журналист редактор фотограф автор muhabir yazar"
    ).split()
)
_LONGEST, _MOST_WORDS = 80, 7  # a line of more words is a headline
_MARK = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|author-?names?|bylines?|origins|journalist|writer|redakteur|autor|auteur)",
    re.IGNORECASE,
)
_NO_MARK = re.compile(
    r"bio|box|image|img|avatar|photo|social|follow|desc|link-?list|related|more|twitter|info-?box|comment|authoris",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = re.compile(r"(?:^|\s)thumbnail")
# the words that a name is glued to: "Ада КвилПишет о лодках", but not the rest of "Ада МакКвил" or "РосМедиа"
_STUCK = re.compile(r"(?<=[а-яёіїєґ])(?<!\bМак)(?<!\b[А-Я][аеиоу])(?=[А-ЯЁІЇЄҐ]\w*\s).*$")
_LONG_LINK = 30  # characters of a link that is the headline of another page
_WINDOW = 500  # elements after the headline in which a byline may stand


def _clean(piece: str) -> str | None:
    """Return *piece* as a name, or None when it is a role, an address or a placeholder."""
    name = _TITLE.sub("", _AFTER.sub("", _GLUED.sub("", _PREFIX.sub("", squash(piece))))).strip(' ,;:|-–—•"“”*.()')
    if (
        not name
        or len(name) > _LONGEST
        or len(name.split()) > _MOST_WORDS
        or _NO_NAME.search(name)
        or fold(name) in _NOBODY
        or sum(map(str.isalpha, name)) < 2
    ):
        return None
    # a name has no three words in small letters: those are roles and sentences
    if sum(word[0].islower() for word in name.split()) >= 3:
        return None
    first, _, last = name.rpartition(" ")
    if name.isupper() and first:
        name = " ".join(part.capitalize() if part.isalpha() and len(part) > 2 else part for part in name.split())
    elif first and last.isupper() and len(last) > 4 and last.isalpha():
        name = f"{first} {last.capitalize()}"
    return name


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in byline strings, in order, each once; roles after a comma and links are dropped."""
    found: dict[str, str] = {}
    for value in values:
        for at, piece in enumerate(_SPLIT.split(squash(value)[:600])):
            if (
                at
                and piece
                and piece[0].islower()
                and piece.split()[0] in {"in", "on", "at", "for", "from", "aus", "à", "en"}
            ):
                break
            stuck = _STUCK.search(piece or "")
            name = _clean(piece[: stuck.start()] if stuck else piece or "")
            if name and not (at and _ROLE.search(piece)):
                found.setdefault(fold(name), name)
            if stuck:
                break
    return tuple(name for key, name in found.items() if key)


def names_author(line: str) -> bool:
    """Tell whether *line* is a byline printed in a paragraph of its own: "Por ADA QUILL"."""
    return len(line) < _LONGEST and bool(_PRINTED.match(line)) and bool(clean_names([line]))


def _from_nodes(page: Page) -> Iterator[tuple[tuple[str, ...], str]]:
    for node in articles_in(page.nodes):
        for key in ("author", "creator"):
            if names := clean_names(names_in(node.get(key), page.nodes)):
                yield names, "json-ld"


def _from_metas(page: Page) -> Iterator[tuple[tuple[str, ...], str]]:
    names = load_lexicon("pages")["metas"]
    for key in names["authors"]:
        if found := clean_names(page.metas.get(key, [])):
            yield found, f"meta:{key}"
    if (page.meta("twitter:label1") or "").casefold() in names["author_labels"]:
        yield clean_names(page.metas.get("twitter:data1", [])), "meta:twitter:data1"


def _marks(element: HtmlElement) -> str | None:
    """Return why *element* looks like a byline, or None."""
    if "author" in (element.get("rel") or "").split():
        return "rel"
    if (element.get("itemprop") or "") in {"author", "creator"}:
        return "itemprop"
    names = _HUMP.sub("-", " ".join(element.get(name) or "" for name in ("class", "id", "data-testid", "data-test")))
    if len(names) < 200 and _MARK.search(names) and not _NO_MARK.search(names):
        return "class"
    return (
        "printed"
        if element.tag in {"p", "span", "div", "h5"} and _PRINTED.match((element.text or "").strip())
        else None
    )


def _names(element: HtmlElement, why: str) -> tuple[str, ...]:
    """Return the names in a byline: of its named parts or links where it has some, else of its text."""
    named = [text_of(part) for part in element.iter() if part.get("itemprop") == "name"]
    links = [text_of(part) for part in element.iter("a")]
    while len(element) == 1 and not squash(element.text) and not squash(element[0].tail):
        element = element[0]
    bare = not any(squash(text) for text in (element.text, *(child.tail for child in element)))
    children = [text_of(child) for child in element] if bare and len(element) > 1 else []
    for texts in (named, links, children, [text_of(element)]) if why != "printed" else ([text_of(element)],):
        if names := clean_names([text for text in texts[:12] if text and len(text) < 160]):
            return tuple(name for name in names if not _ROLE.search(name) or len(names) == 1)[:8]
    return ()


def _in_teaser(element: HtmlElement) -> bool:
    """Tell whether *element* signs the small picture of another page."""
    small = (one for one in islice(element.iterancestors(), 3) if _SMALL.search(one.get("class") or ""))
    return any(len(text_of(link)) >= _LONG_LINK for one in small for link in one.iter("a"))


def _after_headline(page: Page) -> list[HtmlElement]:
    """Return the elements that follow the first heading, and those just before it."""
    elements = page.elements
    heading = page.h1s[0] if page.h1s else None
    at = elements.index(heading) if heading is not None else 0
    return [*elements[at : at + _WINDOW], *elements[max(0, at - 60) : at]]


def _from_byline(page: Page) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the names of the first element that looks like a byline, together with its likes beside it."""
    for element in _after_headline(page):
        if not (why := _marks(element)) or _in_teaser(element):
            continue
        if far_from_story(page, element) and not of_article(page, element):
            continue
        if len(text_of(element)) > 300 or not (names := _names(element, why)):
            continue
        found = dict.fromkeys(names)
        parent = element.getparent()
        scope = parent.getparent() if parent is not None and parent.getparent() is not None else parent
        if scope is not None and why != "printed" and len(text_of(scope)) < 400:
            for other in scope.iter(str(element.tag)):
                if other.get("class") == element.get("class") and _marks(other):
                    found |= dict.fromkeys(_names(other, why))
        yield tuple(found)[:8], "byline"
        return


def authors_of(page: Page) -> tuple[tuple[str, ...], str] | None:
    """Return the authors and where they were found, or None: JSON-LD, then ``meta``, then the printed byline.

    A source that names only the site itself gives way to one that names somebody else.
    """
    sites = {fold(name) for name in site_names(page)}
    fallback = None
    sources = [_from_nodes, _from_metas, *([] if page.absurd else [_from_byline])]
    for source in sources:
        for names, where in source(page):
            others = tuple(name for name in names if fold(name) not in sites)
            if others:
                return others, where
            fallback = fallback or (names, where)
    return fallback
