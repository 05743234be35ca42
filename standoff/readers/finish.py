"""From blocks to a body: dateline, credit line and correction notes become fields of their own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from standoff.lexicon import load_lexicon
from standoff.readers.blocks import Block
from standoff.readers.credits import Dateline, closing_credit, credits_of, source_line, split_dateline
from standoff.text import JOIN, squash

__all__ = ["Body", "finish"]

_FIRST = 3  # paragraphs from the start in which a dateline may stand, when those before it are short
_SHORT = 60
# what stands below a sign-off: a name, a colon and a title ("Our Standards: ...")
_NOTE = re.compile(r"^[^\W\d_][^.:!?]{2,40}:\s[^.:!?]{3,90}$")
# a transcript names who speaks as a dateline names a place: "ADA QUILL: Thank you."
_SPEAKER = re.compile(r"[^\W\d_]{2,}(?:[ .'’-]{1,2}[^\W\d_]+){0,3}:\s")
_NAME = re.compile(r"(?:[^\W\d_a-zа-яё]\w+[-’']?\w*\s){1,2}[^\W\d_a-zа-яё]\w+(?:-\w+)?$")
_ENDS = re.compile(r"[.!?…。؟।][\W_]*$")  # of a sentence, in whatever quotes and brackets
_REST = "The"  # what a text may begin with
_LAST = 5  # paragraphs from the end in which a credit line may stand: notes on standards and authors follow it


@dataclass(frozen=True)
class Body:
    """A body and what stood around it. ``credits`` are agencies; ``cut`` pairs a text with the reason for its cut.

    ``signature`` is the name alone that stands below a body which nobody else signs.
    """

    text: str
    dateline: str | None = None
    credits: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    cut: tuple[tuple[str, str], ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    signature: str | None = None


@cache
def _notes() -> "re.Pattern[str]":
    patterns = load_lexicon("boilerplate")["corrections"]["line"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _alone(text: str) -> Dateline | None:
    """Return the dateline that is all that *text* says: "NEW DELHI:"."""
    found = split_dateline(f"{text} {_REST}") if len(text) < _SHORT and text.endswith((":", "-", "–", "—")) else None
    return found if found and found.end == len(text) + 1 else None


def finish(blocks: list[Block], dateline: str | None = None, signed: bool = True, below: Iterable[str] = ()) -> Body:
    """Return the body in *blocks*. A *dateline* that stood in an element of its own is not looked for in the text.

    A body that is not *signed* may have its author below it. The lines *below* it may name its sources.
    """
    texts = [block.text for block in blocks]
    cut: list[tuple[str, str]] = []
    parts: list[str | None] = []
    sources: dict[str, str] = {}
    corrections = [text for text in texts if len(text) < 800 and _notes().match(squash(text).strip(" *_[("))]
    cut += [(text, "correction note") for text in corrections]
    texts = [text for text in texts if text not in corrections]
    for at in range(len(texts) - 1, max(0, len(texts) - 1 - _LAST), -1):
        if (agencies := closing_credit(texts[at])) is not None:
            parts += agencies
            if at == len(texts) - 2 and _NOTE.match(texts[-1]):
                cut.append((texts.pop(), "note below the credit line"))
            cut.append((texts.pop(at), "credit line"))
            sources["wire_credits"] = "closing line"
    while texts and not any(map(str.isalnum, texts[-1])):
        cut.append((texts.pop(), "a rule alone"))
    if named := [agency for text in below for agency in source_line(text)]:
        parts += named
        sources.setdefault("wire_credits", "line below")
    # below a line that is no sentence a name is one of a list: of those that were blocked, say
    alone = not signed and len(texts) > _LAST and _ENDS.search(texts[-2]) and _NAME.match(texts[-1])
    signature = texts.pop() if alone else None
    if signature:
        cut.append((signature, "signature"))
    for at, text in enumerate(texts[:_FIRST]):
        if dateline is not None or any(len(before) >= _SHORT for before in texts[:at]):
            break
        if len(texts) > at + 1 and (found := _alone(text)):
            cut.append((texts.pop(at), "dateline"))
            dateline = found.place
            sources["dateline"] = "dateline"
            parts.insert(0, found.agency)
            break
        found = split_dateline(text)
        if found and not (_SPEAKER.match(text) and sum(bool(_SPEAKER.match(other)) for other in texts) > 1):
            cut.append((text[: found.end], "dateline"))
            texts[at] = text[found.end :]
            dateline = found.place
            sources["dateline"] = "dateline"
            if found.agency:
                parts.insert(0, found.agency)
                sources["wire_credits"] = "dateline"
            break
    return Body(JOIN.join(texts), dateline, credits_of(parts), tuple(corrections), tuple(cut), sources, signature)
