"""Case forms of Cyrillic names, made once when the lexicon is built.

Only names in the nominative go in. A form too many does no harm (it never stands in a text), so the rules go by
endings and leave exceptions out.
"""

import re

__all__ = ["adjective_forms", "name_forms"]

CYRILLIC = re.compile(r"[Ѐ-ӿ]")

#: Endings of a name's word in genitive, dative, accusative, instrumental and locative, by its nominative ending;
#: the first rule that fits the word holds. ``-n`` cuts n letters before the ending is put on.
RUSSIAN: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (r"[кгхжшщч]ий$", 2, ("ого", "ому", "ий", "им", "ом")),
    (r"(?:ый|ой)$", 2, ("ого", "ому", "ый", "ым", "ом")),
    (r"[нр]ий$", 2, ("его", "ему", "ий", "им", "ем")),
    (r"[нкг]ая$", 2, ("ой", "ой", "ую", "ой", "ой")),
    (r"ая$", 2, ("ой", "ой", "ую", "ой", "ой")),
    (r"ое$", 2, ("ого", "ому", "ое", "ым", "ом")),
    (r"(?:ые|ие)$(?<!ние)(?<!тие)", 2, ("ых", "ым", "ые", "ыми", "ых")),
    (r"ки$", 1, ("ов", "ам", "и", "ами", "ах")),
    (r"ны$", 1, ("", "ам", "ы", "ами", "ах")),
    (r"ия$", 1, ("и", "и", "ю", "ей", "и")),
    (r"ие$", 1, ("я", "ю", "е", "ем", "и")),
    (r"[гкхжшч]а$", 1, ("и", "е", "у", "ой", "е")),
    (r"а$", 1, ("ы", "е", "у", "ой", "е")),
    (r"я$", 1, ("и", "е", "ю", "ей", "е")),
    (r"о$", 1, ("а", "у", "о", "ом", "е")),
    (r"(?:сть|бь|ань|усь)$", 1, ("и", "и", "ь", "ью", "и")),
    (r"ь$", 1, ("я", "ю", "ь", "ем", "е")),
    (r"й$", 1, ("я", "ю", "й", "ем", "е")),
    (r"[бвгджзклмнпрстфхцчшщ]$", 0, ("а", "у", "", "ом", "е")),
)
UKRAINIAN: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (r"ий$", 2, ("ого", "ому", "ий", "им", "ому")),
    (r"(?:на|ка|ська)$", 1, ("ої", "ій", "у", "ою", "ій")),
    (r"ія$", 1, ("ї", "ї", "ю", "єю", "ї")),
    (r"а$", 1, ("и", "і", "у", "ою", "і")),
    (r"я$", 1, ("і", "і", "ю", "ею", "і")),
    (r"о$", 1, ("а", "у", "о", "ом", "і")),
    (r"и$", 1, ("ів", "ам", "и", "ами", "ах")),
    (r"[бвгґджзклмнпрстфхцчшщ]$", 0, ("у", "ові", "а", "ом", "і")),
)
ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые)$")
UNDECLINED = re.compile(r"[уиюэ]$")
KAZAKH = tuple(
    "да де та те дан ден тан тен нан нен ға ге қа ке ны ні ды ді ты ті ның нің дың дің тың тің мен бен пен "
    "дағы дегі тағы тегі лық лік тық тік нда нде на не н".split()
)
RULES = {
    "ru": tuple((re.compile(ending), cut, endings) for ending, cut, endings in RUSSIAN),
    "uk": tuple((re.compile(ending), cut, endings) for ending, cut, endings in UKRAINIAN),
}
ADJECTIVE_ENDINGS = {
    "ru": "ий ого ому им ом ая ой ую ое ие их ими".split(),
    "uk": "ий ого ому им ім а ої ій у ою е і их ими".split(),
}


def _declined(word: str, language: str) -> tuple[str, ...] | None:
    for ending, cut, endings in RULES[language]:
        if ending.search(word):
            stem = word[: len(word) - cut]
            return tuple(stem + last for last in endings)
    return None


def _phrase(name: str, language: str) -> set[str]:
    """All words up to the first noun change together; what follows it is an attribute and stays."""
    words = name.split(" ")
    changed: list[tuple[str, ...]] = []
    for word in words:
        forms = None if UNDECLINED.search(word) and len(words) > 1 else _declined(word, language)
        changed.append(forms or (word,) * 5)
        if forms and not ADJECTIVE.search(word):
            break
    rest = words[len(changed) :]
    return {" ".join([*case, *rest]) for case in zip(*changed, strict=True)}


def name_forms(name: str, language: str) -> set[str]:
    """Return *name* and, for a Cyrillic name, its case forms in *language* (ru, uk or kk)."""
    if not CYRILLIC.search(name):
        return {name}
    if language == "kk":
        return {name} | {name + ending for ending in KAZAKH}
    if language not in RULES or name.isupper():
        return {name}
    return {name} | _phrase(name, language)


def adjective_forms(word: str) -> set[str]:
    """Return all forms of a Cyrillic adjective in ``-ий``, for Russian and Ukrainian alike; other words unchanged."""
    if not CYRILLIC.search(word) or not word.endswith("ий"):
        return {word}
    return {word} | {word[:-2] + ending for endings in ADJECTIVE_ENDINGS.values() for ending in endings}
