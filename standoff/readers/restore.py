"""Putting back what the extractor lost: a first paragraph, paragraphs and subheads among those it found."""

import re
from collections import Counter, defaultdict
from itertools import islice
from operator import itemgetter

from lxml.html import HtmlElement

from standoff.readers.blocks import Block
from standoff.readers.refine import ANYWHERE, INSIDE, LONG, Cut, Refining, Rule
from standoff.text import fold

__all__ = ["restore"]

_TRIED = 400  # blocks that are looked at for lost paragraphs: each is searched for in the whole body
_TEXT = re.compile(r"(?:^|[_-])(?:text|body|bodytext|paragraphs?|story-?body)(?:$|[_-])|[a-z](?:Text|Body)$")
_SUBHEADS = frozenset({"h2", "h3", "h4"})


def _parted(known: set[int], have: set[str], page: Refining) -> list[tuple[int, Block]]:
    """Return the paragraphs of a body's other parts: an advertisement may part a body into several of one class."""
    blocks = page.outline.blocks
    parents = {owner.getparent() for at in known if (owner := blocks[at].owner) is not None}
    kinds = {kind for parent in parents if parent is not None and (kind := _part(parent))}
    found: list[tuple[int, Block]] = []
    for at, block in enumerate(blocks):
        parent = block.owner.getparent() if block.owner is not None else None
        if parent is None or at in known or parent in parents or _part(parent) not in kinds:
            continue
        key = fold(block.text)
        if key not in have and _paragraph(block, page, ANYWHERE):
            found.append((at, block))
            have.add(key)
        if len(found) > _TRIED:
            break
    return found if any(len(block.text) >= LONG for _, block in found) else []


def _part(element: HtmlElement) -> tuple[str | None, ...] | None:
    """Return what the parts of one body have in common with *element*, or None where no running text stands in it.

    That is the first class and the kinds of the two boxes around it: a teaser stands in a box of another kind.
    """
    first = (element.get("class") or "").split(" ", 1)[0]
    if not _TEXT.search(first):
        return None
    around = islice(element.iterancestors(), 2)
    return first, *(word for box in around for word in (box.tag, box.get("class")))


def _paragraph(block: Block, page: Refining, rules: tuple[Rule, ...] = INSIDE) -> bool:
    """Tell whether *block* looks like a paragraph that the extractor lost, which none of *rules* cuts."""
    if block.owner is None or block.tag not in {"p", "h2", "h3", "h4", "h5", "blockquote", "li"}:
        return False
    if block.linked > 0.5 * len(block.text) or (block.tag in {"p", "li"} and len(block.text) < 40):
        return False
    return not any(rule(9, block, block, page) for rule in rules)


def _opening(first: int, have: set[str], page: Refining) -> tuple[int, Block] | None:
    """Return the place and the block of a first paragraph that stands bare where the others are elements, or None."""
    block = page.outline.blocks[first - 1] if first else None
    owner = page.outline.blocks[first].owner
    if block is None or owner is None or block.owner is None or block.owner is not owner.getparent():
        return None
    if len(block.text) < LONG or block.linked > 0.5 * len(block.text) or fold(block.text) in have:
        return None
    return None if any(rule(9, block, block, page) for rule in INSIDE) else (first - 1, block)


def restore(lines: list[Block], cut: Cut, page: Refining) -> list[Block]:
    """Return *lines* with the paragraphs put back that stand among them on the page.

    Put back is a paragraph or subhead whose parent holds at least three kept paragraphs, between the first and the
    last of them, unless a rule cuts it, and subheads of one kind that stand right above kept paragraphs.
    """
    outline = page.outline
    placed = [(outline.places.get(fold(line.text)) or [-1])[0] for line in lines]
    owners = [outline.blocks[at].owner for at in placed if at >= 0]
    parents = Counter(owner.getparent() for owner in owners if owner is not None)
    known = {at for at in placed if at >= 0}
    if len(known) < 3:
        return lines
    kept = {fold(line.text) for line in lines}
    have = kept | {fold(text) for text, _ in cut}
    if opening := _opening(min(known), have, page):
        lines, placed = [opening[1], *lines], [opening[0], *placed]
        have.add(fold(opening[1].text))
    whole = ""
    lost: list[tuple[int, Block]] = []
    tried = 0
    for at in range(min(known), max(known)):
        block = outline.blocks[at]
        if at in known or block.owner is None or parents[block.owner.getparent()] < 3:
            continue
        key = fold(block.text)
        tried += key not in have
        if tried > _TRIED:
            break
        if key in have or not _paragraph(block, page):
            continue
        whole = whole or fold(" ".join(line.text for line in lines))
        if key not in whole:
            lost.append((at, block))
            have.add(key)
            kept.add(key)
    lost += _subheads(known, kept, page)
    lost += _parted({*known, *(at for at, _ in lost)}, {*have, *kept}, page)
    return _merged(lines, placed, sorted(lost, key=itemgetter(0)))


def _subheads(known: set[int], kept: set[str], page: Refining) -> list[tuple[int, Block]]:
    """Return the lost headings of a live blog's posts: each in a part of its own, all of one tag and class."""
    kinds: dict[tuple[str, str | None], list[tuple[int, Block]]] = defaultdict(list)
    for at in range(min(known), max(known)):
        block = page.outline.blocks[at]
        if at in known or at + 1 not in known or block.owner is None or block.tag not in _SUBHEADS:
            continue
        if fold(block.text) not in kept and _paragraph(block, page):
            kinds[block.tag, block.owner.get("class")].append((at, block))
    return [found for kind in kinds.values() if len(kind) > 1 for found in kind]


def _merged(lines: list[Block], placed: list[int], lost: list[tuple[int, Block]]) -> list[Block]:
    """Return *lines* with each of the *lost* blocks behind the last line that stands before it on the page."""
    result: list[Block] = []
    ends = sorted((place, at) for at, place in enumerate(placed) if place >= 0)
    behind: dict[int, list[Block]] = {}
    last, next_end = -1, 0
    for place, block in lost:
        while next_end < len(ends) and ends[next_end][0] < place:
            last = max(last, ends[next_end][1])
            next_end += 1
        behind.setdefault(last, []).append(block)
    result += behind.get(-1, [])
    for at, line in enumerate(lines):
        result += [line, *behind.get(at, [])]
    return result
