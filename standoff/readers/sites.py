"""Reading a page by the layout of its content system."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml.html import HtmlElement

from standoff.readers.blocks import Block, blocks_of
from standoff.readers.dates import Candidate
from standoff.readers.layouts import Layout, System, load_systems
from standoff.readers.moments import parse_time
from standoff.readers.page import Page, text_of
from standoff.readers.paths import elements_at, hits_at
from standoff.text import squash

__all__ = ["Site", "site_of"]

_MANY = 2  # marks of a content system that must be there before a page without an outlet is taken for its own


def _found(paths: Iterable[etree.XPath], tree: HtmlElement) -> list[HtmlElement | str]:
    """Return what the first of *paths* that finds anything finds."""
    return next((hits for hits in (hits_at(path, tree) for path in paths) if hits), [])


def _text(hit: HtmlElement | str) -> str:
    return squash(str(hit)) if isinstance(hit, str) else text_of(hit)


@dataclass(frozen=True)
class Site:
    """A page together with the layout that reads it."""

    page: Page
    system: System
    layout: Layout

    @property
    def source(self) -> str:
        """What stands in the provenance of a field that the layout gave."""
        return f"{self.system.cms}:{self.layout.name}"

    def one(self, field: str) -> str | None:
        """Return the text of *field*, or None."""
        for path in self.layout.fields[field]:
            for hit in hits_at(path, self.page.tree):
                if text := _text(hit):
                    return text
        return None

    def many(self, field: str) -> tuple[str, ...]:
        """Return the texts that all XPaths of *field* find, in order, each once."""
        hits = [_text(hit) for path in self.layout.fields[field] for hit in hits_at(path, self.page.tree)]
        return tuple(dict.fromkeys(hit for hit in hits if hit))

    def published(self) -> Candidate | None:
        """Return the day of publication that the layout shows, or None."""
        raw = self.one("published")
        return (self.source, raw, parse_time(raw)) if raw else None

    def kind(self) -> str | None:
        """Return the page type that the layout sees, or None."""
        for kind, paths in self.layout.kinds.items():
            if _found(paths, self.page.tree):
                return kind
        return None

    def body(self) -> tuple[list[Block], list[tuple[str, str]]]:
        """Return the paragraphs of the body, and what was skipped inside it with the XPath that said so."""
        roots = [hit for hit in _found(self.layout.fields["body"], self.page.tree) if not isinstance(hit, str)]
        blocks: list[Block] = []
        cut: list[tuple[str, str]] = []
        for root in roots:
            skipped = {hit: path.path for path in self.layout.fields["skip"] for hit in elements_at(path, root)}
            blocks += blocks_of(root, skipped.__contains__)
            for hit, path in skipped.items():
                if text := text_of(hit):
                    cut.append((text, f"{self.source} skip {path}"))
        return blocks, cut


def _fits(layout: Layout, page: Page) -> bool:
    return all(path(page.tree) for path in layout.marks)


def _layout_for(system: System, page: Page, day: date) -> Layout | None:
    fitting = [layout for layout in system.layouts if _fits(layout, page)]
    valid = [layout for layout in fitting if layout.until is None or day < layout.until]
    return valid[0] if valid else None


def site_of(page: Page, day: date) -> Site | None:
    """Return how the content system of *page* lays it out on *day*, or None for the general reader.

    The outlet names the system; without an outlet two of its marks must be on the page.
    """
    if page.absurd:
        return None
    systems = load_systems()
    named = page.outlet.cms if page.outlet else None
    for system in systems.values():
        if named not in (None, system.cms) or (named is None and not any(word in page.html for word in system.words)):
            continue
        marks = sum(bool(path(page.tree)) for path in system.recognise) + any(
            word in page.html for word in system.source
        )
        if named == system.cms or marks >= _MANY:
            layout = _layout_for(system, page, day)
            return Site(page, system, layout) if layout else None
    return None
