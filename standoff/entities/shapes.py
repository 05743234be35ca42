"""Government bodies that the lexicon does not name, found by the shape of their names.

``the Culture, Information, and Youth Policy Ministry``, ``Министерство культуры и информации``, ``a Yerevan court``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from standoff.entities.forms import name_forms
from standoff.lexicon import load_lexicon, words

__all__ = ["Shape", "find_shapes", "short_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A body's name in a text: ``name`` is how to call it (nominative, without article or country), ``short`` the
    abbreviation that the text gives in brackets behind it."""

    start: int
    end: int
    name: str
    body_kind: str
    short: str | None = None


CAPITAL = r"(?:U\.S\.|U\.K\.|[A-Z][\w&’'-]*)"
DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec"
SMALL = r"(?:of|for|on|and|the|to|in|&)"
LEAD = re.compile(
    r"^(?:(?:The|A|An|In|On|At|By|For|From|But|And|When|While|As|After|Before|Both|That|This|Its|Their|His|Her|Last|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+the)?|"
    r"Under|Since|Deputy|Former|Acting|Then|However|Meanwhile|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"\s+)+"
)
OWNED = re.compile(r"^(?:[A-Z][\w.-]*\s+){0,3}?[A-Z][\w.-]*['’]s?\s+(?=[A-Z])")
BRACKET = re.compile(r"\s*\(([A-ZА-ЯІЇЄҚҒ][\w-]{1,9})\)")
COURT = re.compile(
    r"\b([A-Z][a-z]+(?:[ -][A-Z][a-z]+)?) (?:(?:district|city|regional|appeals?|high|supreme|administrative|"
    r"arbitration|civil|criminal|federal|local) )?(?:court|tribunal|prosecutors)\b"
)
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th) $")
COURTLY = (" court", " tribunal", " prosecutors")
MINISTRY = re.compile(
    r"\b[Tt]he (?!(?:same|new|other|whole|entire|country's|responsible|powerful|relevant)\b)"
    r"((?:(?!(?:of|his|her|its|their|by|in|from|for|to|with|at|said|that|and)\b)[a-z-]+,? ){0,2}(?:and )?"
    r"(?!(?:of|his|her|its|their|the|a|said|that)\b)[a-z-]+ ministry)\b"
)
PANEL = re.compile(r"\b([A-Z][\w.]+(?: [A-Z]\w+){0,2}['’]s?(?: [a-z]+){1,4} (?:committee|commission|subcommittee))\b")


@lru_cache(maxsize=1)
def _english() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, frozenset[str]], tuple[str, ...]]:
    table = load_lexicon("heads")["en"]
    kinds = {head: kind for kind, heads in table["heads"].items() for head in words("heads", f"en.heads.{kind}", heads)}
    heads = "|".join(sorted((re.escape(head).replace("'", "['’]") for head in kinds), key=len, reverse=True))
    last = re.compile(
        rf"\b(?:(?:{CAPITAL}(?: {CAPITAL})?, )+and )?(?:{CAPITAL} (?:{SMALL} )?){{0,5}}?(?:{CAPITAL} )"
        rf"(?P<head>{heads})\b(?! (?:of Peace|[A-Z]))"
    )
    first = re.compile(
        rf"\b(?:{CAPITAL} ){{0,3}}?(?P<head>{heads}) (?:of|for|on|to|against) (?!{DAYS})(?:the )?{CAPITAL}"
        rf"(?:(?:, (?=[^.;]{{0,40}} and )| |,? and | of (?:the )?| for (?:the )?){CAPITAL})*"
    )
    only = {kind: frozenset(listed) for kind, listed in table["only_with"].items()}
    return last, first, kinds, only, words("heads", "en.never.words", table["never"]["words"])


def _official(name: str, kind: str) -> bool:
    _, _, _, only, never = _english()
    if any(word in name for word in never):
        return False
    wanted = only.get(kind)
    return wanted is None or any(word.strip(",") in wanted for word in name.split())


def short_of(text: str, end: int) -> str | None:
    """Return the abbreviation in brackets behind a name that ends at *end*, or None."""
    bracket = BRACKET.match(text, end)
    return bracket[1] if bracket else None


def _trimmed(text: str, start: int, end: int, countries: frozenset[str]) -> int:
    """Where the name itself begins: behind articles, day names, owners ("Georgia's") and demonyms."""
    while True:
        chunk = text[start:end]
        cut = LEAD.match(chunk) or OWNED.match(chunk)
        if not cut:
            word, _, rest = chunk.partition(" ")
            if word in countries and rest[:1].isupper() and " " in rest:
                start += len(word) + 1
                continue
            return start
        start += cut.end()


@lru_cache(maxsize=1)
def _heads() -> AhoCorasick:
    return AhoCorasick([form for head in _english()[2] for form in {head, head.replace("'", "’")}])


def _headed(text: str) -> list[tuple[int, int]]:
    """The lines of *text* in which a head stands: no name goes on in the next line."""
    lines: list[tuple[int, int]] = []
    for _, start, _ in sorted(_heads().find_matches_as_indexes(text), key=lambda one: one[1]):
        if not lines or start >= lines[-1][1]:
            end = text.find("\n", start)
            lines.append((text.rfind("\n", 0, start) + 1, end if end >= 0 else len(text)))
    return lines


def _english_shapes(text: str, people: frozenset[str]) -> Iterator[Shape]:
    last, first, kinds, _, _ = _english()
    headed = _headed(text)
    for pattern in (last, first):
        for match in (match for line in headed for match in pattern.finditer(text, *line)):
            kind = kinds[match["head"].replace("’", "'")]
            start = _trimmed(text, match.start(), match.end(), people)
            if ordinal := ORDINAL.search(text, max(0, start - 6), start):
                start = ordinal.start()
            name = text[start : match.end()]
            if name != match["head"] and _official(name, kind):
                yield Shape(start=start, end=match.end(), name=name, body_kind=kind, short=short_of(text, match.end()))
    for match in COURT.finditer(text) if any(word in text for word in COURTLY) else ():
        start = _trimmed(text, match.start(), match.end(), frozenset())
        if not text[start].isupper():
            continue
        kind = "prosecutor" if match.group().endswith("prosecutors") else "court"
        yield Shape(start=start, end=match.end(), name=text[start : match.end()], body_kind=kind)
    for match in MINISTRY.finditer(text) if "ministry" in text else ():
        yield Shape(start=match.start(1), end=match.end(1), name=match[1], body_kind="ministry")
    for match in PANEL.finditer(text) if "comm" in text else ():
        start = match.start() + (4 if match[1].startswith("The ") else 0)
        yield Shape(start=start, end=match.end(), name=text[start : match.end()], body_kind="parliament")


@lru_cache(maxsize=1)
def _whole() -> tuple[AhoCorasick, re.Pattern[str], dict[str, tuple[str, str]]]:
    """Names that are whole as they stand: each form with its nominative and body kind; the automaton asks first."""
    forms: dict[str, tuple[str, str]] = {}
    for language in ("en", "ru", "uk"):
        for kind, listed in load_lexicon("heads")[language]["whole"].items():
            for name in words("heads", f"{language}.whole.{kind}", listed):
                for form in name_forms(name, language):
                    forms.setdefault(form, (name, kind))
                    forms.setdefault(form.replace("'", "’"), (name.replace("'", "’"), kind))
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return AhoCorasick(list(forms)), re.compile(rf"(?<![\w-])(?:{either})(?![\w-]| of [A-Z]| for [A-Z])"), forms


def _whole_shapes(text: str) -> Iterator[Shape]:
    automaton, pattern, forms = _whole()
    for match in pattern.finditer(text) if automaton.find_matches_as_indexes(text) else ():
        name, kind = forms[match.group()]
        yield Shape(start=match.start(), end=match.end(), name=name, body_kind=kind, short=short_of(text, match.end()))


CYRILLIC = re.compile(r"[а-яА-Я]{4}")
CITY = re.compile(r"^(?!город|район|област|краев|мировой|юридич|коммерч)[а-я]+(?:ск|цк)(?:ий|ого|ому|им|ом) $")
DISTRICT = re.compile(r"[А-Я][а-яё-]+ого (?:района|округа) ")
NAMED = re.compile(r" [А-ЯІЇЄ][а-яёіїє]+")
VERB = re.compile(r"(?:[аиеыуяо]л[аои]?|[аи]ют|ует|ает|ит|ся|сь|л[аои]сь|но|ны|но|ать|ить|еть|уть)$")
ATTRIBUTE = re.compile(r"(?:ого|его|ой|ей|ых|их|ии|ий|ки|и|ы|а|я|ов|ев|ти|ям|ам|дел)$")
TAIL = re.compile(r"(,?\s+(?:и|й|та|і|по|по делам|по вопросам|в сфере|у сфері|з питань|з|у)?\s*)([\w-]+)")
DATIVE = re.compile(r"(?:ке|ме|ре|те|ству|нию|зору|ию|у|ью)$")
ENDINGS = {"m": ("ый", "ий"), "f": ("ая", "яя"), "n": ("ое", "ее")}
NOUN_ENDINGS = {
    "ство": "ство ства ству ством стве", "ия": "ия ии ию ией", "ние": "ние ния нию нием нии", "а": "а ы е у ой и",
    "": " а у ом е", "во": "во ва ву вом ве", "ія": "ія ії ію ією",
}  # fmt: skip


@lru_cache(maxsize=1)
def _cyrillic() -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    """All case forms of the heads, each with its nominative, gender and body kind."""
    forms: dict[str, tuple[str, str, str]] = {}
    for language in ("ru", "uk"):
        for kind, heads in load_lexicon("heads")[language]["heads"].items():
            for entry in words("heads", f"{language}.heads.{kind}", heads):
                head, _, gender = entry.partition(":")
                ending = next(end for end in ("ство", "ние", "ия", "ія", "а", "во", "") if head.endswith(end))
                for last in NOUN_ENDINGS[ending].split(" "):
                    forms.setdefault(head[: len(head) - len(ending)] + last, (head, gender, kind))
    heads = "|".join(sorted(forms, key=len, reverse=True))
    pattern = re.compile(
        r"(?<!\w)((?:[А-ЯІЇЄа-яёіїє][а-яёіїє-]+(?:ого|его|ому|ему|ый|ий|ой|ым|им|ом|ем|ая|яя|ую|юю|ое|ее) ){0,3})"
        rf"((?i:{heads}))(?!\w)"
    )
    return pattern, forms


def _nominative(word: str, gender: str) -> str:
    """The nominative of an adjective, by the gender of its noun."""
    stem = re.sub(r"(?:ого|его|ому|ему|ый|ий|ой|ым|им|ом|ем|ая|яя|ую|юю|ое|ее|ей)$", "", word)
    hard, soft = ENDINGS[gender]
    if gender == "m":
        return stem + (soft if stem[-1:] in "кгхжшщч" else hard)
    return stem + (soft if stem[-1:] in "нш" and word.endswith(("его", "ему", "ее", "яя", "юю", "ей")) else hard)


def _tail(text: str, at: int) -> int:
    """Where the attributes behind a Cyrillic head end."""
    end, taken, dative = at, 0, False
    while taken < 9 and (match := TAIL.match(text, end)):
        word = match[2]
        if word[0].isupper():
            closes = ATTRIBUTE.search(word) and match[1].strip() in ("", "и")
            if not closes or match[1].startswith(","):
                return end
            if DISTRICT.match(text, match.start(2)):  # "Центрального района Гомеля"
                end, taken = match.end(), taken + 1
                continue
            if not text.startswith(" по ", match.end()):
                return match.end()
        dative = dative or match[1].strip().startswith("по")
        fits = ATTRIBUTE.search(word) or (dative and DATIVE.search(word))
        if not fits or VERB.search(word) or len(word) < 3:
            return end
        end, taken = match.end(), taken + 1
    return end


def _cyrillic_shapes(text: str) -> Iterator[Shape]:
    if not CYRILLIC.search(text):
        return
    pattern, forms = _cyrillic()
    for match in pattern.finditer(text):
        head, gender, kind = forms[match[2].lower()]
        end = _tail(text, match.end())
        start, before = match.start(), match[1].split()
        while before and before[0][0].islower() and match[2][0].isupper():  # "выданное Службой": no part of the name
            start += text[start : match.start(2)].index(before[0]) + len(before.pop(0)) + 1
        if match[2][0].islower() and not before and NAMED.match(text, end):  # "комітет Микола Левко"
            continue
        plain = not before or (before[0][0].islower() and not (kind == "court" and CITY.search(match[1])))
        if plain and (
            end == match.end() or (match[2][0].islower() and not text[:end].rsplit(" ", 1)[-1][:1].isupper())
        ):
            continue
        upright = match[2].lower() == head
        adjectives = [word if upright else _nominative(word, gender) for word in before]
        first = head if adjectives or match[2][0].islower() else head.capitalize()
        name = " ".join([*adjectives, first]) + text[match.end() : end]
        yield Shape(start=start, end=end, name=name, body_kind=kind, short=short_of(text, end))


def find_shapes(text: str, people: frozenset[str]) -> list[Shape]:
    """Return the bodies that *text* names by shape, none overlapping, in order.

    ``people`` are the demonyms and country names that may stand before an English name without being part of it.
    """
    shapes = sorted(
        [*_english_shapes(text, people), *_cyrillic_shapes(text), *_whole_shapes(text)],
        key=lambda one: (one.start, -one.end),
    )
    kept: list[Shape] = []
    for shape in shapes:
        if not kept or shape.start >= kept[-1].end:
            kept.append(shape)
        elif shape.end - shape.start > kept[-1].end - kept[-1].start:
            kept[-1] = shape
    return kept
