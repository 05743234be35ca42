"""Which language a text is in: what the page and its outlet say first, the letters to contradict."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["language_of", "primary"]

# codes that content systems print, and what they mean in BCP 47
_ALIASES = {"tat": "tt", "rus": "ru", "eng": "en", "kaz": "kk", "ukr": "uk", "kir": "ky", "fas": "fa", "per": "fa"}
_ALIASES |= {"iw": "he", "ua": "uk", "kz": "kk", "cn": "zh"}
_NO_TAGS = frozenset({"utf", "iso", "win", "und", "mul", "mis", "zxx"})  # charsets, and codes for no language
_WINDOW = 800  # characters that are looked at; more changed no answer on the newsroom and cost up to 8 ms
_LONG_ENOUGH = 200  # letters from which the guess may contradict what the page says
# py3langid takes these for one another on news; the page's word stands within a group
_NEAR = (
    {"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tt", "tg", "mn", "ba"},
    {"sh", "sr", "hr", "bs", "sl"},
    {"no", "nb", "nn", "da", "sv"},
    {"id", "ms", "jv"},
    {"fa", "ps", "ur", "ar", "ku", "ug"},
    {"es", "gl", "pt", "ca", "an", "oc"},
    {"cs", "sk"},
    {"az", "tr", "tk", "uz"},
    {"zh", "ja"},
    {"nl", "af"},
    {"hi", "mr", "ne"},
)


def primary(tag: str | None) -> str | None:
    """Return the primary language of a tag in lower case (``en`` for ``en-US``), or None for what is no tag."""
    code = (tag or "").strip().replace("_", "-").lower()
    code = _ALIASES.get(code) or code.partition("-")[0]
    code = _ALIASES.get(code, code)
    return code if 2 <= len(code) <= 3 and code.isalpha() and code.isascii() and code not in _NO_TAGS else None


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _guess(text: str) -> tuple[str, float]:
    code, share = _identifier().classify(text[:_WINDOW])
    return str(code), float(share)


def _near(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _NEAR)


def language_of(text: str, hints: Iterable[str | None] = ()) -> str | None:
    """Return the language of *text* as a BCP 47 primary code, or None when nothing tells.

    *hints* come most trusted first: the outlet's languages, the page's ``lang``, ``inLanguage``, ``og:locale``. The
    first hint stands unless at least 200 letters of text clearly speak another language; a later hint that agrees
    with the letters is then preferred to the guess itself.
    """
    codes = [code for code in map(primary, hints) if code]
    letters = sum(char.isalpha() for char in text[:_WINDOW])
    if letters < _LONG_ENOUGH:
        return codes[0] if codes else None
    guess, share = _guess(text)
    for code in codes:
        if code == guess:
            return code
    for code in codes:
        if _near(code, guess):
            return code
    if codes and share < 0.95:
        return codes[0]
    return guess
