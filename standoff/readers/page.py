"""One parse of a page, which serves every reader."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import LxmlError, XPath, strip_elements
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fromstring
from trafilatura.utils import HTML_PARSER, fromstring_bytes, is_dubious_html, repair_faulty_html

from standoff.model import Outlet
from standoff.readers.jsonld import read_nodes
from standoff.readers.paths import elements_at
from standoff.text import fold, squash

__all__ = ["MAX_ELEMENTS", "MAX_HTML", "TROUBLE", "Page", "parse", "pieces_of", "text_of"]

#: What lxml, trafilatura and htmldate have raised on hostile pages.
TROUBLE = (
    ValueError, TypeError, AttributeError, LookupError, AssertionError, ArithmeticError, RuntimeError, MemoryError,
    LxmlError,
)  # fmt: skip
MAX_HTML = 4_000_000  # characters; the longest real page measured has 2.2 million
MAX_ELEMENTS = 15_000  # the largest of 803 real pages has 4,400; above this only cheap readers run
_PARSER = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
# A class for every element without asking Python code at each: a tenth of the time. No reader needs the forms' classes.
HTML_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
_NOT_TEXT = {"script", "style", "noscript", "template", "svg", "iframe", "select", "button"}
_BREAKS = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "td", "tr", "section", "figure", "figcaption", "ul"}
_CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
# text for screen readers inside a line: ", opens new tab" would stand in the middle of a sentence
_HIDDEN = re.compile(
    r"(?:^|\s)(?:sr|sr-only|visually-hidden|visuallyhidden|screen-reader-text|screenreader|a11y-hidden)(?:$|\s)"
)
_MICRODATA = XPath("//*[@itemprop='articleBody'][ancestor::*[@itemscope and @style]]")
_TOP = 8192  # characters in which a doctype or an odd `html` stands that has to be repaired
_KEY = 200  # letters by which a copy of a body is known
_LONG_ATTRIBUTE = re.compile(r"=\s*(\"[^\"]{100000,}\"|'[^']{100000,}')")


@dataclass
class Page:
    """A parsed page with the address it was asked for and the headers that came with it.

    ``tree`` is without scripts, styles and drawings; ``nodes`` are the objects of all JSON-LD that could be read, flat.
    ``absurd`` pages have so many elements that only cheap readers see them; ``notes`` say what was not looked at;
    ``far`` remembers which elements speak of other pages.
    """

    url: str
    tree: HtmlElement
    html: str
    nodes: list[dict[str, Any]] = field(default_factory=list)
    headers: tuple[tuple[str, str], ...] = ()
    outlet: Outlet | None = None
    absurd: bool = False
    notes: tuple[tuple[str, str], ...] = ()
    far: dict[HtmlElement, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def elements(self) -> list[HtmlElement]:
        """All elements in document order. While this list lives lxml need not make its elements anew at every walk."""
        return list(self.tree.iter(etree.Element))

    @cached_property
    def timed(self) -> list[HtmlElement]:
        """The elements that may carry a time for machines, in document order."""
        return [] if self.absurd else [element for element in self.elements if _may_carry_time(element)]

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of ``meta`` elements by lower-case name, property, itemprop or http-equiv, in order.

        Some templates write ``value`` for ``content``.
        """
        found: dict[str, list[str]] = {}
        for meta in islice(self.tree.iter("meta"), 2000):
            content = squash(meta.get("content") or meta.get("value"))
            for key in {meta.get(name, "").strip().lower() for name in ("name", "property", "itemprop", "http-equiv")}:
                if key and content:
                    found.setdefault(key, []).append(content)
        return found

    def meta(self, *names: str) -> str | None:
        """Return the first content of the first of *names* that the page has, or None."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page claims for itself, absolute, or None."""
        for link in islice(self.tree.iter("link"), 2000):
            if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
                return self.absolute(link.get("href"))
        address = self.meta("og:url")
        return self.absolute(address) if address else None

    def absolute(self, href: str | None) -> str | None:
        """Return *href* resolved against the page's address; None where it is no web address."""
        try:
            address = urljoin(self.url, (href or "").strip())
            parts = urlsplit(address)
        except ValueError:
            return None
        return address if parts.scheme in {"http", "https"} and parts.netloc else None

    @cached_property
    def lang(self) -> str | None:
        """The ``lang`` of the document, or None."""
        root = self.tree.getroottree().getroot()
        names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
        return next((str(root.get(name)) for name in names if root.get(name)), None)

    @cached_property
    def title(self) -> str:
        """The ``title`` of the document on one line."""
        found = self.tree.find(".//head/title")
        if found is None:
            found = self.tree.find(".//title")
        return squash(found.text_content())[:1000] if found is not None else ""

    @cached_property
    def h1s(self) -> list[HtmlElement]:
        """All first-level headings, in order."""
        return list(islice(self.tree.iter("h1"), 50))


def _may_carry_time(element: HtmlElement) -> bool:
    if element.tag == "abbr" and element.get("title") is not None:
        return True
    marked = element.get("itemprop") is not None
    if element.get("content") is not None and (marked or (element.tag == "span" and element.get("property"))):
        return True
    return (marked or element.tag == "time") and element.get("datetime") is not None


def pieces_of(element: HtmlElement) -> Iterator[str]:
    """Yield the text below *element* without scripts and styles; a break or block parts words."""
    stack: list[tuple[HtmlElement, bool]] = [(element, True)]
    while stack:
        node, entering = stack.pop()
        if not entering:
            yield node.tail or ""
            continue
        tag = node.tag
        if node is not element:
            stack.append((node, False))
        if not isinstance(tag, str) or tag in _NOT_TEXT:
            continue
        if tag in _BREAKS:
            yield " "
        yield node.text or ""
        stack.extend((child, True) for child in reversed(node))


def text_of(element: HtmlElement) -> str:
    """Return the text of *element* on one line, without scripts, styles and forms' choices."""
    if not len(element):
        return "" if element.tag in _NOT_TEXT or not isinstance(element.tag, str) else squash(element.text)
    return squash("".join(pieces_of(element)))


def _style(element: HtmlElement) -> str:
    return (element.get("style") or "").replace(" ", "")


def _hidden(element: HtmlElement) -> bool:
    names, style = element.get("class"), element.get("style")
    return bool(names and _HIDDEN.search(names)) or bool(style and "clip:rect" in _style(element))


def _tree(html: str) -> HtmlElement | None:
    """Return the parsed document; the repairs are trafilatura's own, so that both see one tree.

    *html* is without control characters, for which trafilatura looks through all of it once more.
    """
    beginning = html[:50].lower()
    end = html.find("\n", _TOP) + 1 or len(html)
    html = repair_faulty_html(html[:end], beginning) + html[end:]
    try:
        tree = fromstring(html, parser=HTML_PARSER)
    except (ValueError, LxmlError):  # text that declares an encoding, or is empty
        tree = None
    if tree is None or not len(tree):
        tree = fromstring_bytes(html)
    if tree is not None and len(tree) > is_dubious_html(beginning):
        return tree
    return document_fromstring(html.encode("utf-8", "replace"), parser=_PARSER)


def _hush_copies(tree: HtmlElement) -> int:
    """Empty the microdata for machines that repeats, unseen, a body which the page shows; return how many there were.

    Attributes stay, for they may be all that says when the page was published.
    """
    hidden = {
        element: fold(text_of(body))[:_KEY]
        for body in elements_at(_MICRODATA, tree)[:20]
        for element in body.iterancestors()
        if element.get("itemscope") is not None and "display:none" in _style(element).lower()
    }
    shown = fold(text_of(tree)) if hidden else ""
    copies = [element for element, key in hidden.items() if len(key) == _KEY and shown.count(key) > len(hidden)]
    for element in (inner for copy in copies for inner in copy.iter(etree.Element)):
        element.text = None
        if element not in copies:
            element.tail = None
    return len(copies)


def parse(html: str, url: str, headers: tuple[tuple[str, str], ...] = (), outlet: Outlet | None = None) -> Page:
    """Return the page in *html*. Sizes are capped: a page is cut at four million characters.

    Raises one of TROUBLE where no element can be found at all.
    """
    notes = [("", f"page of {len(html)} characters cut at {MAX_HTML}")] if len(html) > MAX_HTML else []
    html = html[:MAX_HTML]
    if any(char in html for char in _CONTROLS):
        html = html.translate(dict.fromkeys(map(ord, _CONTROLS)))
    if len(html) > 100_000:
        html = _LONG_ATTRIBUTE.sub('=""', html)
    tree = _tree(html)
    if tree is None:
        raise ValueError("no element")
    count = int(tree.xpath("count(//*)"))
    for element in [] if count > MAX_ELEMENTS else list(tree.iter("span")):
        if _hidden(element) and element.getparent() is not None:
            element.drop_tree()
    if count > MAX_ELEMENTS:
        notes.append(("", f"page of {count} elements: only plain paragraphs were read"))
    nodes = read_nodes(tree)
    # a third of the elements, over which every reader would walk and which trafilatura would copy five times
    strip_elements(tree, "script", "style", "svg", with_tail=False)
    if count <= MAX_ELEMENTS and "articleBody" in html and (copies := _hush_copies(tree)):
        notes.append(("", f"{copies} hidden copies of the body were passed over"))
    page = Page(url, tree, html, nodes, headers, outlet, count > MAX_ELEMENTS, tuple(notes))
    if not page.absurd:
        len(page.elements)
    return page
