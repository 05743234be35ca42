"""Cutting what is no body: every cut keeps its reason."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from standoff.lexicon import load_lexicon
from standoff.readers.authors import clean_names, names_author
from standoff.readers.blocks import Block
from standoff.readers.outline import Outline
from standoff.text import fold

__all__ = ["ANYWHERE", "INSIDE", "LONG", "Cut", "Refining", "Rule", "cut_lines", "plain_cut"]


_LINK = 0.9  # share of link text from which a line is only a link
LONG = 80  # characters; shorter lines are repeated on purpose, in tables and interviews
_DOUBLED = 0.7  # share of the long lines
_SHORT = 60  # characters; leads are longer
_SIGNATURE = 200  # characters
_MOST = 0.25  # share of a body that one doubtful reason may cut
_BODY = 3  # long lines above readers' comments
_COMMENTS = "stands in comment"
_DOUBTFUL = ("above", "stands in", "only a link", "outside", "heading outside")
_OFFICE = re.compile(r"(?:[A-Z][\w./&-]*\s){1,5}(?:Editor|Correspondent|Reporter|Columnist|Writer|Contributor)$")
_PULL = re.compile(r"\bpull-?quote")
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
    dated: frozenset[str] = frozenset()


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


def _dated(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    return "line with the date" if fold(line.text) in page.dated else None


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
    if at >= 4 or len(line.text) < _SHORT or place.linked > 0.5 * len(place.text):
        return "outside the body"
    return None


def _marked(at: int, line: Block, place: Block | None, page: Refining) -> str | None:
    if place is None:
        return None
    return _told(page.outline.marks(place), page.news)


@lru_cache(maxsize=2048)
def _told(marks: str, news: bool) -> str | None:
    """Return what *marks* say a line belongs to or stands in, or None: most lines of a body have the same."""
    sure, doubtful = _marks(news)
    if news and (found := sure.search(marks)):
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
_RULES: tuple[Rule, ...] = (_headline, _caption, _lead, _dated, _byline, _outside, _marked, _link, _phrase)
#: The rules that hold in the middle of a body.
INSIDE: tuple[Rule, ...] = (_headline, _caption, _lead, _outside, _marked, _link, _phrase)
#: Those that hold in a part of a body outside the container of the others.
ANYWHERE: tuple[Rule, ...] = (_headline, _caption, _lead, _marked, _link, _phrase)


def _duplicates(lines: list[Block], news: bool) -> set[int]:
    """Return the positions of lines that say once more what a long line has said.

    When seven of ten long lines come again the page holds its body twice, and short repeats go as well.
    """
    keys = [fold(line.text) for line in lines]
    first: dict[str, int] = {}
    for at, key in enumerate(keys):
        first.setdefault(key, at)
    repeats = {at for at, key in enumerate(keys) if first[key] != at}
    again = {keys[at] for at in repeats if len(lines[at].text) >= LONG}
    long_ones = {keys[at] for at, line in enumerate(lines) if len(line.text) >= LONG}
    if len(long_ones) > 2 and len(again) >= _DOUBLED * len(long_ones):
        return repeats
    return {at for at in repeats if keys[at] in again} if news else set()


def _above(lines: list[Block], places: list[Block | None], reasons: list[str | None], page: Refining) -> None:
    """Give a reason to what stands above the headline, where the headline itself is among the *lines*."""
    for at, (line, place) in enumerate(zip(lines, places, strict=True)):
        if place is not None and place.tag == "h1" and fold(line.text) in page.titles:
            reasons[:at] = [reason or "above the headline" for reason in reasons[:at]]
            return


def _pulled(lines: list[Block], places: list[Block | None], reasons: list[str | None], page: Refining) -> None:
    """Give a reason to pull quotes where one of them says again what stands in the text: there all of them do."""
    pulls = [at for at, place in enumerate(places) if place is not None and _PULL.search(page.outline.marks(place))]
    keys = [fold(line.text) for line in lines] if pulls else []
    if any(keys[at] in key for at in pulls for other, key in enumerate(keys) if other not in pulls):
        for at in pulls:
            reasons[at] = reasons[at] or "pull quote"


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
    return len(line.text) >= LONG


def _trailing(line: Block, page: Refining) -> str | None:
    """Return why *line* cannot be the last one of a body, or None."""
    if line.tag in {"head", "h2", "h3", "h4", "h5", "h6"}:
        return "heading with nothing below it"
    if _signed(line.text, page):
        return "byline"
    if line.text.isdecimal():
        return "a number alone"
    place = page.outline.block(line.text)
    if place is None and page.outline.container is not None and len(line.text) < _SHORT and line.text[-1].isalnum():
        return "outside the body"  # cells of a table in one line
    return "only a link" if place is not None and place.linked >= _LINK * len(place.text) else None


def cut_lines(lines: list[Block], page: Refining) -> tuple[list[Block], Cut]:
    """Return the lines that are body, and the others with the reason why they are not."""
    places = [page.outline.block(line.text) for line in lines]
    reasons = [
        next((why for rule in _RULES if (why := rule(at, line, place, page))), None)
        for at, (line, place) in enumerate(zip(lines, places, strict=True))
    ]
    _above(lines, places, reasons, page)
    _pulled(lines, places, reasons, page)
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
