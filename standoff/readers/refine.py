"""Cutting what is no body and putting back what was lost: every cut keeps its reason."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from standoff.lexicon import load_lexicon
from standoff.readers.authors import clean_names, names_author
from standoff.readers.blocks import Block
from standoff.readers.outline import Outline
from standoff.text import fold

__all__ = ["Refining", "cut_lines", "plain_cut", "restore"]


_LINK = 0.9  # share of link text from which a line is only a link
_LONG = 80  # characters; shorter lines are repeated on purpose, in tables and interviews
_DOUBLED = 0.7  # share of the long lines
_TRIED = 400  # blocks that are looked at for lost paragraphs: each is searched for in the whole body
_SHORT = 60  # characters; leads are longer
_SIGNATURE = 200  # characters
_MOST = 0.25  # share of a body that one doubtful reason may cut
_BODY = 3  # long lines above readers' comments
_COMMENTS = "stands in comment"
_DOUBTFUL = ("stands in", "only a link", "outside", "heading outside")
_OFFICE = re.compile(r"(?:[A-Z][\w./&-]*\s){1,5}(?:Editor|Correspondent|Reporter|Columnist|Writer|Contributor)$")
_EDGES = " \t*_–—-•\"'<>»|[]()"
Cut = list[tuple[str, str]]


@dataclass(frozen=True)
class Refining:
    """What is known of the page while its lines are judged."""

    outline: Outline
    titles: frozenset[str]
    captions: frozenset[str]
    standfirst: str
    news: bool
    authors: frozenset[str] = frozenset()


def _words(patterns: Iterable[str]) -> str:
    return "|".join(re.escape(word.rstrip("*")) + (r"[\w-]*" if word.endswith("*") else "") for word in patterns)


@cache
def _marks(news: bool) -> tuple["re.Pattern[str]", "re.Pattern[str]"]:
    table = load_lexicon("boilerplate")["marks"]
    # a class like `article__related-box` has its words between hyphens and underscores
    sure = rf"(?:^|[\s_-])(?:{_words(table['sure'])})(?=$|[\s_-])"
    doubtful = rf"(?:^|[\s_-])(?:{_words([*table['always'], *(table['news'] if news else [])])})(?=$|[\s_-])"
    return re.compile(sure), re.compile(doubtful)


@cache
def _phrases(news: bool) -> tuple["re.Pattern[str]", int]:
    table = load_lexicon("boilerplate")["lines"]
    patterns = [*table["always"], *(table["news"] if news else [])]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE), table["longest"]


def _headline(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    key = fold(line.text)
    if key in page.titles and (at < 4 or line.tag in {"head", "h1"} or (place is not None and place.tag == "h1")):
        return "headline repeated"
    top = at < 2 and len(key) < 250 and place is not None and place.tag in {"h1", "h2"}
    ends = top and any(len(title) > 20 and key.endswith(title) for title in page.titles)
    return "headline repeated" if ends else None


def _caption(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    return "caption" if fold(line.text) in page.captions else None


def _lead(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    return "standfirst" if page.standfirst and fold(line.text) == page.standfirst else None


def _byline(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    if at >= 4 or line.tag == "head":
        return None
    if names_author(line.text) or (page.news and _OFFICE.match(line.text)):
        return "byline"
    only = 1.2 * sum(map(len, page.authors)) + 10 > len(line.text)
    return "byline" if only and _signed(line.text, page) else None


def _signed(text: str, page: Refining) -> bool:
    """Tell whether *text* names the page's authors, with or without what they are."""
    names = clean_names([text]) if page.authors and len(text) < _SIGNATURE else ()
    return bool(names) and page.authors.issuperset(map(fold, names))


def _outside(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    if place is None or page.outline.inside(place):
        return None
    if line.tag == "head" or place.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "heading outside the body"
    if at >= 4 or len(line.text) < _SHORT:
        return "outside the body"
    return None


def _marked(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    if place is None:
        return None
    sure, doubtful = _marks(page.news)
    marks = page.outline.marks(place)
    if page.news and (found := sure.search(marks)):
        return f"belongs to {found.group().strip(' _-')}"
    found = doubtful.search(marks)
    return f"stands in {found.group().strip(' _-')}" if found else None


def _link(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    if page.news and line.tag != "head" and place is not None and place.linked >= _LINK * len(place.text):
        return "only a link"
    return None


def _phrase(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    pattern, longest = _phrases(page.news)
    if len(line.text) <= longest and (found := pattern.match(line.text.strip(_EDGES))):
        return f"boilerplate: {found.group()[:40]}"
    return None


Rule = Callable[[int, Block, Block | None, Refining], str | None]
_RULES: tuple[Rule, ...] = (_headline, _caption, _lead, _byline, _outside, _marked, _link, _phrase)


def _duplicates(lines: list[Block], news: bool) -> set[int]:
    """Return the positions of lines that say once more what a long line has said.

    When seven of ten long lines come again the page holds its body twice, and short repeats go as well.
    """
    keys = [fold(line.text) for line in lines]
    first: dict[str, int] = {}
    for at, key in enumerate(keys):
        first.setdefault(key, at)
    repeats = {at for at, key in enumerate(keys) if first[key] != at}
    again = {keys[at] for at in repeats if len(lines[at].text) >= _LONG}
    long_ones = {keys[at] for at, line in enumerate(lines) if len(line.text) >= _LONG}
    if len(long_ones) > 2 and len(again) >= _DOUBLED * len(long_ones):
        return repeats
    return {at for at in repeats if keys[at] in again} if news else set()


def _too_much(lines: list[Block], reasons: list[str | None]) -> set[str]:
    """Return the reasons that would cut so much that they must be wrong about this page.

    Readers' comments may be longer than what they are about: below a body of some paragraphs they are believed.
    """
    sums: Counter[str] = Counter()
    total = 0
    kept = [at for at, (line, reason) in enumerate(zip(lines, reasons, strict=True)) if not reason and _long(line)]
    for line, reason in zip(lines, reasons, strict=True):
        if _long(line):
            total += len(line.text)
            sums[reason or ""] += len(line.text)
    below = {why for why in sums if why.startswith(_COMMENTS) and len(kept) >= _BODY and reasons.index(why) > kept[-1]}
    return {why for why, size in sums.items() if why.startswith(_DOUBTFUL) and size > _MOST * total} - below


def _long(line: Block) -> bool:
    return len(line.text) >= _LONG


def _trailing(line: Block, page: Refining) -> str | None:
    """Return why *line* cannot be the last one of a body, or None."""
    if line.tag in {"head", "h2", "h3", "h4", "h5", "h6"}:
        return "heading with nothing below it"
    if _signed(line.text, page):
        return "byline"
    if line.text.isdecimal():
        return "a number alone"
    place = page.outline.block(line.text)
    return "only a link" if place is not None and place.linked >= _LINK * len(place.text) else None


def cut_lines(lines: list[Block], page: Refining) -> tuple[list[Block], Cut]:
    """Return the lines that are body, and the others with the reason why they are not."""
    places = [page.outline.block(line.text) for line in lines]
    reasons = [
        next((why for rule in _RULES if (why := rule(at, line, place, page))), None)
        for at, (line, place) in enumerate(zip(lines, places, strict=True))
    ]
    wrong, again = _too_much(lines, reasons), _duplicates(lines, page.news)
    kept: list[Block] = []
    cut: Cut = []
    for at, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        reason = "repeated" if at in again else None if reason in wrong else reason
        if reason:
            cut.append((line.text, reason))
        else:
            kept.append(line)
    while kept and (why := _trailing(kept[-1], page)):
        cut.append((kept.pop().text, why))
    return kept, cut


def plain_cut(lines: list[Block]) -> tuple[list[Block], Cut]:
    """Return *lines* without those that are boilerplate by their words, and these with the reason."""
    pattern, longest = _phrases(True)
    found = [pattern.match(line.text.strip(_EDGES)) if len(line.text) <= longest else None for line in lines]
    kept = [line for line, match in zip(lines, found, strict=True) if not match]
    return kept, [
        (line.text, f"boilerplate: {match.group()[:40]}") for line, match in zip(lines, found, strict=True) if match
    ]


def _paragraph(block: Block, page: Refining) -> bool:
    """Tell whether *block* looks like a paragraph that the extractor lost."""
    if block.owner is None or block.tag not in {"p", "h2", "h3", "h4", "h5", "blockquote", "li"}:
        return False
    if block.linked > 0.5 * len(block.text) or (block.tag in {"p", "li"} and len(block.text) < 40):
        return False
    return not any(
        rule(9, block, block, page) for rule in (_headline, _caption, _lead, _outside, _marked, _link, _phrase)
    )


def _opening(first: int, have: set[str], page: Refining) -> tuple[int, Block] | None:
    """Return the place and the block of a first paragraph that stands bare where the others are elements, or None."""
    block = page.outline.blocks[first - 1] if first else None
    owner = page.outline.blocks[first].owner
    if block is None or owner is None or block.owner is None or block.owner is not owner.getparent():
        return None
    if len(block.text) < _LONG or block.linked > 0.5 * len(block.text) or fold(block.text) in have:
        return None
    judged = any(
        rule(9, block, block, page) for rule in (_headline, _caption, _lead, _outside, _marked, _link, _phrase)
    )
    return None if judged else (first - 1, block)


def restore(lines: list[Block], cut: Cut, page: Refining) -> list[Block]:
    """Return *lines* with the paragraphs put back that stand among them on the page.

    Put back is a paragraph or subhead whose parent holds at least three kept paragraphs, between the first and the
    last of them, unless a rule cuts it.
    """
    outline = page.outline
    placed = [(outline.places.get(fold(line.text)) or [-1])[0] for line in lines]
    owners = [outline.blocks[at].owner for at in placed if at >= 0]
    parents = Counter(owner.getparent() for owner in owners if owner is not None)
    known = {at for at in placed if at >= 0}
    if len(known) < 3:
        return lines
    have = {fold(line.text) for line in lines} | {fold(text) for text, _ in cut}
    if opening := _opening(min(known), have, page):
        lines, placed = [opening[1], *lines], [opening[0], *placed]
        have.add(fold(opening[1].text))
    whole = fold(" ".join(line.text for line in lines))
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
        if key not in have and key not in whole and _paragraph(block, page):
            lost.append((at, block))
            have.add(key)
    return _merged(lines, placed, lost)


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
