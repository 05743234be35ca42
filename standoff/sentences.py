"""Sentences and quotation marks of a text, as offsets."""

import re

__all__ = ["marked_spans", "sentences"]

#: A full stop after one of these ends no sentence.
SHORT = frozenset(
    "mr mrs ms dr prof st gen col sen rep gov jr sr inc corp ltd co no vs u.s u.k e.g i.e a.m p.m jan feb mar apr jun "
    "jul aug sep sept oct nov dec г гг тыс млн млрд руб им ст т.е т.д т.п т.к др п рис см ул стр".split()
)
BREAK = re.compile(r"""[.!?…]+["”»’')\]]*(?=\s+["“«„‘'(\[–—-]*\s*[\w])|\n\s*\n""")
LAST_WORD = re.compile(r"([\w.]+)$")
OPENS = re.compile(r"""\s*["“«„‘'(\[–—-]*\s*(\w)""")
PAIRS = (("“", "”"), ("«", "»"), ("„", "“"))
STRAIGHT = re.compile(r'"[^"\n]*"?')


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] == "\n" or text[match.start()] != ".":
        return True
    word = LAST_WORD.search(text, start, match.start())
    follows = OPENS.match(text, match.end())
    if follows and follows[1].islower():
        return False
    if not word:
        return True
    last = word[1].lower()
    return last not in SHORT and not (len(last) == 1 and last.isalpha())


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of *text* as (start, end), without the white space around them, in order.

    Paragraphs end sentences; abbreviations, initials and a stop before a small letter do not.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in BREAK.finditer(text):
        if match.start() < start or not _ends(text, start, match):
            continue
        end = match.start() if text[match.start()] == "\n" else match.end()
        found.append((start, end))
        start = match.end()
    found.append((start, len(text)))
    trimmed = ((end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in found)
    return [(start, end) for start, end in trimmed if start < end]


def marked_spans(text: str) -> list[tuple[int, int]]:
    """Return what stands within quotation marks as (start, end) with the marks, in order.

    A quote that is not closed in its paragraph (one that runs over paragraphs) reaches to the paragraph's end.
    """
    spans = [match.span() for match in STRAIGHT.finditer(text)]
    for opening, closing in PAIRS:
        at = text.find(opening)
        while at >= 0:
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            end = text.find(closing, at + 1, stop)
            spans.append((at, end + 1 if end >= 0 else stop))
            at = text.find(opening, spans[-1][1])
    return sorted(spans)
