"""The general reader: trafilatura finds the body, what it lets in is cut, what it loses is put back."""

import logging
import re
from dataclasses import dataclass
from html import unescape
from itertools import islice

from lxml.etree import _Element, iterwalk
from lxml.html import fromstring

from standoff.readers.blocks import Block, blocks_of
from standoff.readers.captions import caption_keys
from standoff.readers.cascade import body_of
from standoff.readers.jsonld import articles_in, types_of
from standoff.readers.leads import lead_of
from standoff.readers.outline import outline_of
from standoff.readers.page import TROUBLE, Page, text_of
from standoff.readers.refine import Refining, cut_lines, plain_cut
from standoff.readers.restore import restore
from standoff.readers.rights import rights_of
from standoff.text import fold, squash

__all__ = ["GeneralBody", "general_body", "is_news", "json_body", "longer_json", "plain_cut", "read_body"]

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its errors are our empty bodies

_MARKUP = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|h[1-6]|ul|li|img|figure)\b[^>]*>", re.IGNORECASE)
_PARTS = {"lb", "item", "cell", "row", "list", "table", "p", "head", "quote", "code"}
_BELOW = 8  # blocks below the body in which a source may be named
_MANY = 1000  # paragraphs that are read from a page too large for trafilatura, which may take minutes for it


def _lines(body: _Element) -> list[Block]:
    """Return the blocks of trafilatura's own body: a break, item or cell parts them as a paragraph does."""
    lines: list[Block] = []
    for child in body:
        if not len(child) and (text := squash(child.text)):
            lines.append(Block(text, 0, str(child.tag)))
        pieces: list[str] = []
        for event, node in iterwalk(child, events=("start", "end")) if len(child) else ():
            if node.tag in _PARTS:
                pieces.append("\n")
            text = node.text if event == "start" else node.tail if node is not child else ""
            pieces.append((text or "").replace("\n", " "))
        texts = [squash(part) for part in "".join(pieces).split("\n")]
        lines += [Block(text, 0, str(child.tag)) for text in texts if text]
        if tail := squash(child.tail):
            lines.append(Block(tail, 0, "tail"))
    return lines


def read_body(page: Page) -> list[Block]:
    """Return the blocks that trafilatura takes for the body; none where it finds nothing or the tree is absurd."""
    if page.absurd:
        texts = (text_of(paragraph) for paragraph in islice(page.tree.iter("p"), _MANY))
        return [Block(text) for text in texts if text]
    try:
        body = body_of(page.tree, page.url)
    except TROUBLE:
        return []
    return _lines(body) if body is not None else []


def json_body(page: Page) -> list[Block]:
    """Return the blocks of the longest ``articleBody`` that JSON-LD holds."""
    bodies = [node["articleBody"] for node in articles_in(page.nodes) if isinstance(node.get("articleBody"), str)]
    text = max(bodies, key=len, default="")[:500_000]
    if "&lt;" in text or "&amp;" in text:
        text = unescape(text)
    if _MARKUP.search(text):
        return blocks_of(fromstring(f"<div>{text}</div>"))
    return [Block(squash(unescape(line))) for line in re.split(r"\n+|\r+", text) if squash(line)]


def longer_json(page: Page, text: str) -> list[Block]:
    """Return the body in JSON-LD when it is longer than *text*; none behind a paywall, where it would be a leak."""
    blocks = json_body(page)
    longer = sum(len(block.text) for block in blocks) > len(text)
    return blocks if longer and rights_of(page).get("paywall") != "yes" else []


def is_news(page: Page) -> bool:
    """Tell whether *page* comes from a news publisher: its outlet, its types, or marks that only such pages carry."""
    if page.outlet is not None:
        return True
    types = set().union(*(types_of(node) for node in page.nodes)) if page.nodes else set()
    if any(kind.endswith("newsarticle") or kind in {"newsmediaorganization", "liveblogposting"} for kind in types):
        return True
    if {"news_keywords", "fb:pages"} & page.metas.keys():
        return True
    return any("amphtml" in (link.get("rel") or "") for link in islice(page.tree.iter("link"), 2000))


@dataclass(frozen=True)
class GeneralBody:
    """The blocks of a body, what was cut from them and why, the standfirst before them, and the lines below them."""

    blocks: list[Block]
    cut: list[tuple[str, str]]
    standfirst: str | None = None
    below: tuple[str, ...] = ()


def general_body(
    page: Page,
    headline: str | None,
    captions: tuple[str, ...],
    authors: tuple[str, ...] = (),
    dated: tuple[str, ...] = (),
) -> GeneralBody:
    """Return the body of *page* as trafilatura finds it, refined; without blocks where it finds nothing.

    *dated* are the lines in which the page prints its days.
    """
    lines = read_body(page)
    if page.absurd or not lines:
        return GeneralBody(lines, [])
    outline = outline_of(page, lines)
    inside = (
        line.text
        for line in lines
        if (block := outline.block(line.text)) and outline.inside(block) and block.tag != "h1"
    )
    standfirst = lead_of(page, outline, headline, next(inside, None))
    headings = [text_of(h1) for h1 in page.h1s] if len(page.h1s) <= 3 else []
    titles = [headline, page.title, *headings, *page.metas.get("og:title", [])]
    refining = Refining(
        outline,
        frozenset(fold(title) for title in titles if title and len(fold(title)) > 3),
        caption_keys(page, captions),
        fold(standfirst),
        is_news(page),
        frozenset(map(fold, authors)),
        frozenset(map(fold, dated)),
    )
    kept, cut = cut_lines(lines, refining)
    blocks = restore(kept, cut, refining)
    ends = [place for line in blocks[-3:] for place in outline.places.get(fold(line.text), ())[-1:]]
    below = outline.blocks[max(ends) + 1 :][:_BELOW] if ends else []
    return GeneralBody(blocks, cut, standfirst, tuple(block.text for block in below))
