"""The standfirst: the lead that stands between headline and body, in a block of its own."""

import re

from standoff.readers.blocks import Block
from standoff.readers.jsonld import articles_in, texts_in
from standoff.readers.outline import Outline
from standoff.readers.page import Page
from standoff.text import fold

__all__ = ["lead_of"]

_MARKS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|preview-?text|preview_text|sub-?titles?|sub-?headlines?|sub-?heads?|sub-?heading|deck|dek|lead|leads|lead-?text|lede|excerpt|intro|"
    r"introduction|preamble|ingress|chapo|chapeau|vorspann|teaser|summary|abstract|synopsis|description|strapline|kicker-?text|"
    r"post-?excerpt|article-?lead|article-?intro|story-?lead|headline-?sub|bajada|entradilla|copete|occhiello|sottotitolo|lid|anons|"
    r"spot)(?:$|[\s_-])"
)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:media|image|img|photo|picture|figure|caption|video|gallery)(?:-?block)?(?:$|[\s_-])"
)
_PERSON = re.compile(r"(?:^|[\s_-])(?:authors?|bio|biography|contributor|profile)(?:$|[\s_-])")
_FILE = re.compile(r"\bFILE\s?[-–—]|\bfile photo\b|\((?:AP|AFP|Reuters|EPA|Getty)\b[^()]{0,60}\)")
# "Ana Lind / J. Petraitis / LRT nuotr."
_CREDIT = re.compile(
    r"(?:/|\||\bphotos?:|\bfoto:|\bфото:).{0,60}(?:nuotr\.|foto|photo|фото|getty images|afp|reuters|epa|\bap)[).]?$",
    re.IGNORECASE,
)
_HEADS = frozenset({"h2", "h3", "h4", "div", "header"})  # within the body's container a paragraph is body
_SHORTEST, _LONGEST = 40, 900  # characters; the shortest lead on the dev pages has 45, the longest 870
_NEAR = 25  # blocks between headline and lead: share bars and bylines stand between them


def _descriptions(page: Page) -> list[str]:
    values = [page.meta(name) for name in ("og:description", "description", "twitter:description")]
    values += [text for node in articles_in(page.nodes) for text in texts_in(node.get("description"))[:1]]
    return [key for key in (fold((value or "").rstrip(" .…")) for value in values) if len(key) >= _SHORTEST]


def _said(block: Block, descriptions: list[str]) -> bool:
    key = fold(block.text)
    return any(
        key == said or key.startswith(said) or (said.startswith(key) and len(key) > 0.8 * len(said))
        for said in descriptions
    )


def lead_of(page: Page, outline: Outline, headline: str | None, first: str | None) -> str | None:
    """Return the standfirst of *page*, or None.

    It stands outside the body's container, after the *headline* and before the *first* paragraph of the body, and is
    marked as a lead by its classes or says what the page's description says.
    """
    if outline.container is None or not headline:
        return None
    starts = outline.places.get(fold(headline), [])
    ends = outline.places.get(fold(first or ""), [])
    if not starts or not ends:
        return None
    end = ends[0]
    start = max((at for at in starts if at < end), default=None)
    if start is None:
        return None
    descriptions = _descriptions(page)
    found: list[str] = []
    for block in outline.blocks[start + 1 : min(end, start + 1 + _NEAR)]:
        own = (block.owner.get("class") or "") if block.owner is not None else ""
        if outline.inside(block) and not (_MARKS.search(own.lower()) and block.tag in _HEADS):
            continue
        if not _SHORTEST <= len(block.text) <= _LONGEST or block.linked > 0.5 * len(block.text):
            continue
        names = outline.marks(block).split()
        marks, near = " ".join(names[:40]), " ".join(names[:8])
        if _PICTURE.search(own) or _CREDIT.search(block.text) or _FILE.search(block.text) or _PERSON.search(near):
            continue
        marked = _MARKS.search(marks)
        if _said(block, descriptions) or (marked and block.tag in {"p", "h2", "h3", "h4", "div", "span", "section"}):
            found.append(block.text)
            if not marked or len(found) >= 3:
                break
        elif found:
            break
    return " ".join(found) or None
