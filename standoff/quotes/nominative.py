"""Back to the nominative: Russian and Ukrainian names, roles and bodies that stand in the genitive.

Endings and word lists only. A word whose ending says nothing stays as printed, so nothing is invented.
"""

import re
from functools import lru_cache

from standoff.lexicon import load_lexicon
from standoff.quotes.tongue import Tongue

_ENDINGS = load_lexicon("endings")
_FEMININE_GIVEN: tuple[str, ...] = tuple(_ENDINGS["given"])
_SURNAMES: tuple[tuple[str, ...], ...] = tuple(tuple(pair.split()) for pair in _ENDINGS["surnames"])
_UNBENT: tuple[str, ...] = tuple(_ENDINGS["unbent"])
_BODY: tuple[tuple[str, ...], ...] = tuple(tuple(pair.split()) for pair in _ENDINGS["bodies"])


def genitives(word: str) -> tuple[str, ...]:
    """Return the forms of a noun in the nominative that stand behind "of" and "in": genitive and prepositional."""
    stem = word[:-1]
    if word.endswith("ец"):
        return (word[:-2] + "ца", word[:-2] + "це")
    if word.endswith(("ь", "й")):
        return (stem + "я", stem + "и", stem + "е")
    if word.endswith(("га", "ка", "ха", "ца", "ша", "ча", "жа")):
        return (stem + "и", stem + "ы", stem + "е")
    if word.endswith("а"):
        return (stem + "ы", stem + "е")
    if word.endswith(("ия", "ія")):
        return (stem + "и", stem + "ї")
    if word.endswith("я"):
        return (stem + "и", stem + "е")
    if word.endswith(("ие", "ство", "о", "е")):
        return (stem + ("а" if word.endswith("о") else "я"), stem + ("и" if word.endswith("ие") else "е"), stem + "і")
    return (word + "а", word + "у", word + "ом", word + "е", word + "і")


@lru_cache(maxsize=8)
def bent_words(tongue: Tongue) -> dict[str, str]:
    """Return genitive form to nominative for every role and body of the language."""
    found: dict[str, str] = {}
    for word in sorted(tongue.roles | tongue.bodies):
        for form in genitives(word):
            if form not in tongue.roles and form not in tongue.bodies:
                found.setdefault(form, word)
    return found


def nominative_word(word: str, tongue: Tongue) -> str:
    """Return a role or the head word of a body in the nominative, with its case of letters."""
    known = bent_words(tongue).get(word.lower())
    if known is not None:
        return known.capitalize() if word[0].isupper() else known
    return word


def nominative_name(words: list[str], tongue: Tongue) -> list[str]:
    """Return a person's name, printed in the genitive, in the nominative."""
    if not words:
        return words
    first, last = words[0], words[-1]
    low = first.lower()
    if low in tongue.female and low.endswith("а") and last.lower().endswith(("ова", "ева", "ёва")):
        # "Нодира Хашимова" in the genitive is a man: hers would be "Нодиры Хашимовой"
        return [first[:-1], *[_patronymic(word) for word in words[1:-1]], _surname(last, False)]
    if low in tongue.male or low in tongue.female:
        feminine = False
        plain = first
    else:
        feminine = low.endswith(_FEMININE_GIVEN)
        plain = _given(first, feminine, tongue)
    return [
        plain,
        *[_patronymic(word) for word in words[1:-1]],
        *([_surname(last, feminine)] if len(words) > 1 else []),
    ]


def _given(word: str, feminine: bool, tongue: Tongue) -> str:
    low = word.lower()
    if feminine:
        for ending in ("а", "я", "ія"):
            if low[:-1] + ending in tongue.female:
                return word[:-1] + ending
        soft = low.endswith(("ии", "ії")) or (
            low.endswith("и") and not low.endswith(("ги", "ки", "хи", "жи", "ши", "чи", "щи"))
        )
        return word[:-1] + ("я" if soft else "а")
    if low.endswith("а"):
        return word[:-1]
    if low.endswith("я"):
        for ending in ("й", "ь"):
            if low[:-1] + ending in tongue.male:
                return word[:-1] + ending
        return word[:-1] + ("й" if low[-2:-1] in "аеиоуы" else "ь")
    return word


def _patronymic(word: str) -> str:
    if word.endswith("ича"):
        return word[:-1]
    return word[:-1] + "а" if word.endswith("вны") else word


def _surname(word: str, feminine: bool) -> str:
    low = word.lower()
    if low.endswith(_UNBENT) and not low.endswith(("ого", "ово")):
        return word
    for ending, plain in _SURNAMES:
        if low.endswith(ending) and plain.endswith(("а", "я")) == (feminine or ending.endswith(("ой", "ої"))):
            return word[: -len(ending)] + plain
    if not feminine and low.endswith("а"):
        return word[:-1]
    if not feminine and low.endswith("я"):
        return word[:-1] + ("й" if low[-2:-1] in "аеиоуы" else "ь")
    return word


def nominative_body(words: list[str], tongue: Tongue) -> list[str]:
    """Return a body's name in the nominative: its head and the adjectives in front of it; what follows stays."""
    result = list(words)
    for index, word in enumerate(result):
        plain = nominative_word(word, tongue)
        low = word.lower()
        if plain == word and low.endswith("е"):
            known = tongue.known_names | tongue.bodies
            plain = next((word[:-1] + end for end in ("", "а", "ь", "о") if low[:-1] + end in known), word)
        if plain == word:
            for ending, full in _BODY:
                if low.endswith(ending) and len(low) > len(ending) + 1:
                    plain = word[: -len(ending)] + full
                    break
        if low.endswith(("ого", "его", "ому")):
            result[index] = word[:-3] + (
                "ое" if _neuter(words[index + 1 :]) else "ый" if not low.endswith(("кого", "гого", "хого")) else "ий"
            )
            continue
        if low.endswith(("ой", "ей")) and index + 1 < len(words):
            result[index] = word[:-2] + "ая"
            continue
        if plain != word:
            result[index] = plain
            return result
        if index + 1 < len(words) and words[index + 1].lower() in bent_words(tongue):
            continue
        if (
            len(result) <= 2
            and low.endswith("а")
            and len(low) > 3
            and low not in tongue.bodies
            and index == len(result) - 1
            and word[0].isupper()
        ):
            result[index] = word[:-1]
        return result
    return result


def _neuter(words: list[str]) -> bool:
    return any(word.lower().endswith(("ства", "ния", "тва")) for word in words[:2])


def full_name(surname: str, before: str, tongue: Tongue) -> str | None:
    """Return the full name that the text *before* gives to a bare *surname*, whatever case it stood in; else None.

    Only a given name of the word lists is taken back to the nominative; any other must have stood in it.
    """
    stem = surname[:-1] if surname[-1:] in "аяоыий" else surname
    match = re.search(rf"\b([А-ЯЁІЇЄ][а-яёіїє]+)\s+{re.escape(stem)}[а-яёіїє]{{0,3}}\b", before[-20_000:])
    if match is None:
        return None
    given = match[1].lower()
    for name in sorted(tongue.male | tongue.female):
        if given == name or (len(given) > 3 and given[:-1] in {name, name[:-1]} and name[:1] == given[:1]):
            return f"{name.capitalize()} {surname}"
    return f"{match[1]} {surname}" if match[0].endswith(surname) else None
