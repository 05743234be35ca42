"""Filters of the templates: a text cut at its quotes, addresses that may be followed, times and lists.

Nothing here makes markup: the templates do, and Jinja escapes what they print.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl

FOUND = re.compile("⟦([^⟦⟧]*)⟧")
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text under the same quotes. ``opens`` names those that begin with it."""

    text: str
    quotes: tuple[Mapping[str, Any], ...] = ()
    opens: tuple[int, ...] = ()


def paragraphs(text: str | None, quotes: Iterable[Mapping[str, Any]]) -> list[list[Piece]]:
    """*text* in paragraphs, each in pieces cut wherever a quote begins or ends; quotes may overlap and nest.

    Offsets count code points of the whole text. A quote whose words do not stand at its offsets marks nothing, as in a
    copy of the archive that holds no full text.
    """
    if not text:
        return []
    held = [quote for quote in quotes if stands(text, quote)]
    cuts = sorted({place for quote in held for place in (quote["start"], quote["end"])})
    placed: list[list[Piece]] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            placed.append(_pieces(text, start, end, cuts, held))
        start = end + 2
    return placed


def stands(text: str | None, quote: Mapping[str, Any]) -> bool:
    """Do the words of *quote* stand in *text* at its offsets?"""
    words = quote["text"]
    return bool(text and words) and str(text)[quote["start"] : quote["end"]] == words


def placed(quotes: Iterable[Mapping[str, Any]], text: str | None) -> list[dict[str, Any]]:
    """*quotes*, each with ``standing``: do its words stand in *text*?"""
    return [{**quote, "standing": stands(text, quote)} for quote in quotes]


def _pieces(text: str, start: int, end: int, cuts: Sequence[int], quotes: Sequence[Mapping[str, Any]]) -> list[Piece]:
    here = [quote for quote in quotes if quote["start"] < end and quote["end"] > start]
    places = [start, *(cut for cut in cuts if start < cut < end), end]
    pieces = []
    for left, right in pairwise(places):
        over = tuple(quote for quote in here if quote["start"] <= left and quote["end"] >= right)
        # A quote that begins in the empty line before this paragraph opens with the paragraph.
        opens = tuple(
            quote["id"] for quote in over if quote["start"] == left or (left == start and _is_first(quote, left))
        )
        pieces.append(Piece(text[left:right], over, opens))
    return pieces


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


def direction(language: str | None) -> str:
    """``rtl`` for the languages written from right to left, else ``ltr``; ``auto`` where the language is not known."""
    if not language:
        return "auto"
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


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
    """``2026-11-24T05:57:48Z`` as ``2026-11-24 05:57``; other strings as they are."""
    if value and len(value) >= 16 and value[10] == "T":
        return f"{value[:10]} {value[11:16]}"
    return value or ""


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the filters."""
    filters = (paragraphs, placed, found, web_href, direction, listed, moment)
    env.filters.update({function.__name__: function for function in filters})
