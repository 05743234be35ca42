"""Read a page cheaply: may it be about a dispute, so that reading it in full is worth its price?

Text comes from lexbor, names from the gazetteer, and only where a platform and a government or an act stand on the page
its sentences are weighed, with a third of the points that full reading asks for. What cannot be judged is kept.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from standoff.captures import decode
from standoff.entities import find_names, fold, read_mentions
from standoff.entities.gazetteer import REACH
from standoff.entities.incidental import incidental_spans
from standoff.entities.parties import Party, find_nouns
from standoff.events.acts import CYRILLIC, TONGUES, find_deeds, tongue_of
from standoff.events.frame import SIDED
from standoff.languages import language_of
from standoff.model import Article, Capture, Screening
from standoff.readers.jsonld import articles_in, nodes_of, texts_in
from standoff.readers.page import TROUBLE
from standoff.relevance import read_relevance, triage
from standoff.text import squash

__all__ = ["screen"]

#: Score from which a page is kept: a third of the points that make one relevant. Full reading counts the first two
#: sentences of a body twice; here nobody knows which those are, so that half of its points are the most to ask for.
ENOUGH = 0.25

#: Characters of markup that are looked at, as many as full reading looks at.
MAX_HTML = 4_000_000
#: Tags above which a page is kept unjudged; the most in 803 real pages are 8,761. lexbor takes half a second for so
#: many that stand in one another, and four times as long for twice as many.
MAX_TAGS = 20_000
#: Characters of text from which a page is kept unjudged; the longest of 803 real pages has 113,000.
MAX_TEXT = 300_000
#: Characters from which a line is prose; shorter ones are menus and buttons unless they end like a sentence.
PROSE = 40

#: Lines that name a platform from which they may weigh enough although no act is told in any.
FEW = 4
#: Characters in one script from which a page may be in a language of it, whatever most of the page is in.
MIXED = 200

_BLOCKS = (
    "p br div li ul ol h[1-6] t[dhr] dd dt section article header footer nav aside figure figcaption blockquote pre"
    " main form option button title meta"
)
_EDGE = re.compile(rf"<(?=/?(?:{_BLOCKS.replace(' ', '|')})\b)", re.IGNORECASE)
_LINE = "\x1e"  # parts the lines; no page prints it
_SENTENCE = re.compile(r"[.!?…。][\"'”’»)\]]*$")
_TAG = re.compile(r"<[^>]{0,500}>")
_LETTER = re.compile(r"[^\W\d_]")
_KNOWN_SCRIPT = re.compile("[A-Za-z\u00aa-\u024f\u0400-\u052f\u1e00-\u1eff]")
_TITLES = "h1, title"
_METAS = "meta[property], meta[name], meta[itemprop]"
_HEADS = frozenset({"og:title", "twitter:title", "title", "dc.title", "headline"})
_LEADS = frozenset({"description", "og:description", "twitter:description", "dc.description"})
_TONGUES = ("lang", "og:locale")


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a cheap look finds: the claims around the text, its lines of prose, the languages that the page names."""

    heads: tuple[str, ...]
    leads: tuple[str, ...]
    lines: tuple[str, ...]
    tongues: tuple[str, ...]


def screen(capture: Capture) -> Screening:
    """Say whether the page in *capture* may be relevant. Whatever cannot be judged may be; nothing is raised.

    Only the page itself is judged: status and media type are the caller's.
    """
    html, _ = decode(capture.body, capture.headers)
    if (tags := html.count("<")) > MAX_TAGS:
        return _kept(f"too large to be screened: {tags} tags")
    try:
        return _judge(_look(html[:MAX_HTML]), capture.final_url or capture.url)
    except (SelectolaxError, *TROUBLE) as error:
        return _kept(f"cannot be screened: {type(error).__name__}")


def _kept(*reasons: str) -> Screening:
    return Screening(kept=True, reasons=reasons)


def _out(*reasons: str) -> Screening:
    return Screening(kept=False, reasons=reasons)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := squash(text))))


def _look(html: str) -> _Sight:
    tree = LexborHTMLParser(_EDGE.sub(f"{_LINE}<", html))
    blocks = [node.text() for node in islice(tree.css("script"), 500) if "ld+json" in _attribute(node, "type")]
    nodes = articles_in(nodes_of(block.replace(_LINE, "") for block in blocks))
    heads = [text for node in nodes for text in texts_in(node.get("headline"))]
    leads = [text for node in nodes for text in texts_in(node.get("description"))]
    tongues = [text for node in nodes for text in texts_in(node.get("inLanguage"))]
    tongues += [_attribute(node, "lang") for node in islice(tree.css("html[lang]"), 1)]
    for meta in islice(tree.css(_METAS), 2000):
        name = next((name for key in ("property", "name", "itemprop") if (name := _attribute(meta, key))), "")
        for wanted, found in ((_HEADS, heads), (_LEADS, leads), (_TONGUES, tongues)):
            if name in wanted:
                found.append(meta.attributes.get("content") or "")
    heads += [node.text(separator=" ").replace(_LINE, " ") for node in islice(tree.css(_TITLES), 20)]
    tree.strip_tags(["script", "style", "svg", "title"])
    text = tree.root.text(separator="") if tree.root else ""
    bodies = [text for node in nodes for text in texts_in(node.get("articleBody"))]
    more = [line for body in bodies for line in _TAG.sub("\n", unescape(body)).split("\n")]
    lines = _distinct(line for line in (*text.split(_LINE), *more) if _is_prose(line.strip()))
    return _Sight(_distinct(heads), _distinct(leads), lines, tuple(tongues))


def _attribute(node: Any, name: str) -> str:
    return (node.attributes.get(name) or "").strip().lower()


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE or bool(_SENTENCE.search(line))


def _judge(sight: _Sight, url: str) -> Screening:
    text = "\n\n".join(sight.lines)
    whole = "\n\n".join((*sight.heads, *sight.leads, text))
    letters = _LETTER.findall(whole[:4000])
    if not letters:
        return _kept("no text that could be screened")
    if len(_KNOWN_SCRIPT.findall(whole[:4000])) * 2 < len(letters):
        return _kept("in a script in which the lexicon has no names")
    if len(text) > MAX_TEXT:
        return _kept(f"too large to be screened: {len(text)} characters")
    for head in (*sight.heads, *([] if sight.heads else [None])):
        if (claim := triage(head, url, None)).relevant:
            return _kept(*claim.reasons)
    named = _naming("\n\n".join((*sight.heads, *sight.leads)))
    told = _naming(text)
    found = [*named.services, *told.services]
    if not found:
        return _out("no platform named")
    language = language_of(text or whole, sight.tongues)
    if language not in TONGUES:
        return _kept(f"names {found[0].name}, and the lexicon has no acts in {language or 'its language'}")
    return _weighed(sight, text, url, told, found[0].name, language)


@dataclass(frozen=True, slots=True)
class _Naming:
    """Where a text names platforms, not only as places where something was said, or speaks of several (``services``),
    and where else somebody stands to whom an act could belong (``others``)."""

    services: list[Party]
    others: list[int]


def _naming(text: str) -> _Naming:
    hits = find_names(text)
    parties = [
        Party(start=hit.start, end=hit.end, kind=hit.entity.kind, side="platform", name=hit.called)
        for hit in hits
        if hit.entity.kind in ("platform", "company")
    ]
    nouns = find_nouns(fold(text))
    aside = incidental_spans(text, parties) if parties else set()
    named = [party for party in parties if (party.start, party.end) not in aside]
    several = [party for party in nouns if party.side == "platforms"]
    acting = [hit.start for hit in hits if hit.entity.side in SIDED and hit.entity.kind != "country"]
    return _Naming(
        sorted((*named, *several), key=lambda party: party.start),
        [*acting, *(party.start for party in nouns if party.side in SIDED)],
    )


def _weighed(sight: _Sight, text: str, url: str, told: _Naming, name: str, language: str) -> Screening:
    """Weigh the telling sentences as full reading does, in every language that the letters may be."""
    best = 0.0
    heads, leads = ". ".join(sight.heads)[:2000], ". ".join(sight.leads)[:4000] or None
    for tongue in dict.fromkeys((language, *_tongues(sight.lines))):
        chosen = _telling(sight.lines, text, told, tongue)
        if not chosen:
            continue
        article = Article(
            url=url, page_type="article", language=tongue, headline=heads, standfirst=leads, text="\n\n".join(chosen)
        )
        relevance = read_relevance(article, read_mentions(article))
        if relevance.score >= ENOUGH:
            return _kept(*(relevance.reasons or (f"names {name} beside a government, again and again",)))
        best = max(best, relevance.score)
    return _out(f"names {name}, and too little is done: score {best:.2f} of {ENOUGH:.2f}")


def _tongues(lines: Sequence[str]) -> Iterator[str]:
    """The languages of the lines in each script, where there are enough of them for an article."""
    halves: tuple[list[str], list[str]] = ([], [])
    for line in lines:
        halves[len(CYRILLIC.findall(line)) * 3 > len(line)].append(line)
    for half in halves:
        if sum(map(len, half)) >= MIXED:
            yield tongue_of("\n\n".join(half), None)


def _telling(lines: Sequence[str], text: str, told: _Naming, tongue: str) -> list[str]:
    """The lines that name a platform, with what stands near them, and those that tell an act of somebody named.

    None where these could not weigh enough whatever they say.
    """
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 2
    naming = {bisect_right(starts, party.start) - 1 for party in told.services}
    first = min(naming, default=0)
    wanted = sorted(naming | {row for at in told.others if (row := bisect_right(starts, at) - 1) >= first})
    spans = [(starts[row], starts[row] + len(lines[row])) for row in wanted]
    doing = {row for row, deeds in zip(wanted, find_deeds(fold(text), spans, tongue, first=True), strict=True) if deeds}
    if not doing and len(naming) < FEW:
        return []
    near = {
        row
        for one in naming
        for row in range(
            max(0, bisect_right(starts, starts[one] - REACH) - 1),
            bisect_right(starts, starts[one] + len(lines[one]) + REACH),
        )
    }
    return [line for row, line in enumerate(lines) if row in naming | doing | near]
