"""Words cut to what their forms have in common, for comparing what texts are about."""

import re
import unicodedata
from functools import lru_cache

from standoff.lexicon import load_lexicon, words

__all__ = ["stems"]

#: Characters of a word that count. On 210 pairs of Russian and English headlines 5 told same events from others best
#: (AUC .803; 4 characters .803, 6 .785, whole words .772).
LENGTH = 5

_WORD = re.compile(r"\w+")
_ENDINGS = ("ing", "ed", "es", "s")


@lru_cache(maxsize=1)
def _stopwords() -> frozenset[str]:
    listed = load_lexicon("stopwords")
    return frozenset(word for language in listed for word in words("stopwords", language, listed[language]))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str | None:
    """Return what a folded word is compared by, None where it says nothing."""
    if word in _stopwords() or (len(word) == 1 and not word.isdigit()):
        return None
    if word.isascii():
        # opens and open: short English words end before the cut
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), "")
        word = word.removesuffix(ending)
        word = word.removesuffix("e") if len(word) > 3 else word
    return word[:LENGTH]


def stems(text: str) -> list[str]:
    """Return the words of *text* in order, folded and cut, without those that say nothing."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    return [stem for word in _WORD.findall(folded) if (stem := _stem(word))]
