"""Filters of the templates: a text cut at its quotes, addresses that may be followed, times and lists.

Nothing here makes markup: the templates do, and Jinja escapes what they print.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode, urlsplit

from datasette import hookimpl

FOUND = re.compile("⟦([^⟦⟧]*)⟧")
TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same acts. ``begins`` names those that begin with it."""

    text: str
    acts: tuple[Mapping[str, Any], ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text under the same quotes, itself in ``runs``. ``opens`` names the quotes that begin with it."""

    text: str
    quotes: tuple[Mapping[str, Any], ...] = ()
    opens: tuple[int, ...] = ()
    runs: tuple[Run, ...] = ()


def paragraphs(
    text: str | None, quotes: Iterable[Mapping[str, Any]], acts: Iterable[Mapping[str, Any]] = ()
) -> list[list[Piece]]:
    """*text* in paragraphs, each in pieces cut wherever a quote or an act begins or ends; they may overlap and nest.

    Offsets count code points of the whole text. A quote or an act whose words do not stand at its offsets marks
    nothing, as in a copy of the archive that holds no full text.
    """
    if not text:
        return []
    held = [quote for quote in quotes if stands(text, quote)]
    told = [act for act in acts if stands(text, act)]
    placed: list[list[Piece]] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            placed.append(_pieces(text, start, end, held, told))
        start = end + 2
    return placed


def stands(text: str | None, span: Mapping[str, Any]) -> bool:
    """Do the words of the quote or act *span* stand in *text* at its offsets?"""
    words = span["evidence"] if "evidence" in span else span["text"]
    return bool(text and words) and str(text)[span["start"] : span["end"]] == words


def placed(spans: Iterable[Mapping[str, Any]], text: str | None) -> list[dict[str, Any]]:
    """The quotes or acts *spans*, each with ``standing``: do its words stand in *text*?"""
    return [{**span, "standing": stands(text, span)} for span in spans]


Spans = Sequence[Mapping[str, Any]]


def _pieces(text: str, start: int, end: int, quotes: Spans, acts: Spans) -> list[Piece]:
    pieces = []
    for left, right, over in _cut(start, end, quotes):
        runs = tuple(Run(text[a:b], told, _opening(told, a, a == start)) for a, b, told in _cut(left, right, acts))
        pieces.append(Piece(text[left:right], over, _opening(over, left, left == start), runs))
    return pieces


def _cut(start: int, end: int, spans: Spans) -> Iterator[tuple[int, int, tuple[Mapping[str, Any], ...]]]:
    """The runs from *start* to *end* between which one of *spans* begins or ends, with those that lie over each."""
    here = [span for span in spans if span["start"] < end and span["end"] > start]
    cuts = sorted({place for span in here for place in (span["start"], span["end"]) if start < place < end})
    for left, right in pairwise([start, *cuts, end]):
        yield left, right, tuple(span for span in here if span["start"] <= left and span["end"] >= right)


def _opening(over: Spans, left: int, first: bool) -> tuple[int, ...]:
    # A quote that begins in the empty line before this paragraph opens with the paragraph.
    return tuple(span["id"] for span in over if span["start"] == left or (first and _is_first(span, left)))


def _is_first(quote: Mapping[str, Any], left: int) -> bool:
    return left - 2 <= int(quote["start"]) < left


def found(snippet: str | None) -> list[tuple[bool, str]]:
    """*snippet* in runs of words, each with whether it is a found word, that is: stands between the markers ⟦ and ⟧."""
    runs = FOUND.split(snippet or "")
    return [(place % 2 == 1, words) for place, words in enumerate(runs) if words]


def web_href(address: str | None) -> str | None:
    """*address* if a reader may follow it, that is on the web; None for ``javascript:`` and all other schemes."""
    if not address or any(ord(letter) <= 32 or letter == "\\" for letter in address):
        return None
    try:
        parts = urlsplit(address)
        named = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and named else None


def tag(language: str | None) -> str:
    """*language* if it has the form of a language tag (BCP 47), else nothing: a screen reader guesses then."""
    return language if language and TAG.fullmatch(language) else ""


def direction(language: str | None) -> str:
    """``rtl`` for the languages written from right to left, else ``ltr``; ``auto`` where the language is not known."""
    if not language:
        return "auto"
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def narrowed(asked: Mapping[str, str]) -> str:
    """A query string of what was *asked*, without what stayed empty."""
    return urlencode({name: value for name, value in asked.items() if value})


def listed(value: str | None) -> list[str]:
    """The strings of a JSON list, as they are stored; an unreadable value is shown whole."""
    if not value:
        return []
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    if isinstance(found, dict):
        return [f"{key}: {item}" for key, item in found.items()]
    return [str(item) for item in found] if isinstance(found, list) else [str(found)]


def moment(value: str | None) -> str:
    """``2026-11-24T05:57:48Z`` as ``2026-11-24 05:57``; a midnight sharp as its day alone; other strings as they are.

    A page that prints a day and no time is kept with that day's midnight: to show it as a time would be invented.
    """
    if value and value[10:] == "T00:00:00Z":
        return value[:10]
    if value and len(value) >= 16 and value[10] == "T":
        return f"{value[:10]} {value[11:16]}"
    return value or ""


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the filters."""
    filters = (paragraphs, placed, found, web_href, tag, direction, narrowed, listed, moment)
    env.filters.update({function.__name__: function for function in filters})
