"""Section and tags, as the page names them."""

import re
from collections.abc import Iterator

from standoff.readers.jsonld import articles_in, texts_in
from standoff.readers.page import Page
from standoff.text import fold

__all__ = ["section_of", "tags_of"]

_SECTIONS = ("article:section", "section", "parsely-section", "cxenseparse:section")
_TAGS = ("article:tag", "news_keywords", "parsely-tags", "keywords")
_SPLIT = re.compile(r"\s*[,;]\s*")
_SPACE = re.compile(r"[\s,;]+")
_EASTERN = re.compile(r"[一-鿿][^,;]*\s[^,;]*\s[^,;]*$")  # where no word has a space in it a space parts tags
_MOST = 60


def section_of(page: Page) -> tuple[str, str] | None:
    """Return the section of the page and where it was found, or None."""
    for node in articles_in(page.nodes):
        if texts := texts_in(node.get("articleSection")):
            return texts[0][:200], "json-ld"
    for name in _SECTIONS:
        if value := page.meta(name):
            return value[:200], f"meta:{name}"
    return None


def _candidates(page: Page) -> Iterator[tuple[list[str], str]]:
    for node in articles_in(page.nodes):
        yield texts_in(node.get("keywords")), "json-ld"
    for name in _TAGS:
        yield page.metas.get(name, []), f"meta:{name}"


def tags_of(page: Page) -> tuple[tuple[str, ...], str] | None:
    """Return the tags of the page, each once, and where they were found, or None.

    A comma parts tags, and in Chinese a space.
    """
    for values, source in _candidates(page):
        tags: dict[str, str] = {}
        for value in values:
            for tag in (_SPLIT if not _EASTERN.match(value) else _SPACE).split(value):
                if tag and len(tag) < 120:
                    tags.setdefault(fold(tag) or tag, tag)
        if tags:
            return tuple(tags.values())[:_MOST], source
    return None
