"""Blocks that a host prints under many of its texts: legal notices, donation boxes, the blurb of a service."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from standoff.captures import digest_of
from standoff.model import Article
from standoff.text import JOIN, fold, paragraphs

__all__ = ["EDGE_END", "EDGE_START", "blocks_of", "is_boilerplate", "trim", "trim_text"]

#: Boilerplate stands at the edges of a body. In the middle a repeated paragraph is background, which is the story's.
EDGE_START, EDGE_END = 1, 3

#: A block is boilerplate when it stands on such a share of the pages of a host, of which there are enough to tell.
#: Background that is repeated through the stories of one dispute stands on far fewer.
SHARE, ENOUGH = 0.3, 20


def is_boilerplate(pages: int, of: int) -> bool:
    """Whether a block that stands on *pages* of *of* pages of its host is boilerplate."""
    return of >= ENOUGH and pages >= SHARE * of


def blocks_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield digest and words of the blocks at the edges of a body, each once. A body of two blocks has no edges."""
    parts = paragraphs(text)
    edges = parts[:EDGE_START] + parts[-EDGE_END:] if len(parts) > EDGE_START + EDGE_END else parts[2:]
    seen = set()
    for part in edges:
        digest = _digest(part)
        if digest not in seen:
            seen.add(digest)
            yield digest, part


def trim_text(text: str, known: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """Return *text* without the blocks at its edges whose digests are *known*, and what was cut."""
    found = dict(blocks_of(text)) if known else {}
    cut = tuple(part for digest, part in found.items() if digest in known)
    if not cut:
        return text, ()
    return JOIN.join(part for part in paragraphs(text) if part not in cut), cut


def trim(article: Article, known: Collection[str]) -> Article:
    """Return *article* without known boilerplate; what was cut is in ``cut``."""
    text, cut = trim_text(article.text, known)
    if not cut:
        return article
    told = tuple((part, "boilerplate: on many pages of the host") for part in cut)
    return replace(article, text=text, cut=(*article.cut, *told))


def _digest(part: str) -> str:
    return digest_of(fold(part).encode("utf-8", "surrogatepass"))
