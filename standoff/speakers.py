"""Speakers across pages: one key for one speaker, however the pages spell the name."""

import re
import unicodedata
from functools import lru_cache

from standoff.lexicon import load_lexicon

__all__ = ["speaker_key"]

_WORD = re.compile(r"[^\W_]+(?:[-’'`ʼ][^\W_]+)*")
_TWICE = re.compile(r"(.)\1+")
#: A glide that one spelling writes and another leaves out: Balayeva, Balaeva; Yelena, Elena; Sergeyev, Sergeev.
_GLIDE = re.compile(r"(?:(?<=[aeiou])|^)i(?=e)")


def speaker_key(name: str) -> str:
    """Return the key under which the spellings of *name* fall together: a row of lower-case Latin words.

    Case, accents, titles and articles do not count, nor do the habits of transliteration: "Balaeva", "Balayeva" and
    "Балаева" have one key. Different names of one person (Vladimir, Volodymyr) keep different keys. Empty for a name
    without letters.
    """
    titles = _titles()
    words = [word for word in _WORD.findall(unicodedata.normalize("NFKC", name).casefold()) if word not in titles]
    if not words:
        words = _WORD.findall(unicodedata.normalize("NFKC", name).casefold())
    return " ".join(key for word in words if (key := _folded(word)))


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(load_lexicon("transliteration")["titles"])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    table = load_lexicon("transliteration")
    letters = {ord(letter): latin for letter, latin in table["letters"].items()}
    pairs = [pair.split() for pair in table["folds"]["pairs"]]
    return letters, tuple((old, new) for old, new in pairs)


def _folded(word: str) -> str:
    letters, pairs = _tables()
    latin = word.removesuffix("'s").removesuffix("’s").translate(letters)
    latin = "".join(char for char in unicodedata.normalize("NFKD", latin) if char.isalnum())
    for old, new in pairs:
        latin = latin.replace(old, new)
    return _TWICE.sub(r"\1", _GLIDE.sub("", _TWICE.sub(r"\1", latin)))
