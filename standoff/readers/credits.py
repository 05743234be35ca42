"""Who a text is owed to: datelines at its head, credit lines at its foot, agencies in its byline."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff.lexicon import load_lexicon
from standoff.text import fold, squash

__all__ = ["Dateline", "agencies_in", "agency_named", "closing_credit", "source_line", "split_dateline"]

_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-ÞŁŚŻŽŠČĀ-ſА-ЯЁІЇЄҐҚҒӘӨҮҰҢ])"
_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŻŽŠČĞİŞĆĐА-ЯЁІЇЄҐҚҒӘӨҮҰҢԱ-Ֆ]"
_DASH = r"(?:--|[-–—―−])"
_REGION = r"(?:,\s[A-Z][a-z.]{1,12}(?:\s[A-Z][a-z]+)?)?"
# the region after a city ("HAUGESUND, Norway") is passed over: a dateline is the city
_PLACE = rf"(?P<place>{_UPPER}{{2,}}[.'’-]?(?:[\s/,'’.-]{{1,2}}{_UPPER}{{1,}}\.?){{0,4}}){_REGION}"
_MIXED = rf"(?P<place>{_UPPER}[\w'’.-]+(?:[\s/-]{_UPPER}[\w'’.-]+){{0,3}})(?:,\s{_UPPER}[\w.]+)?"
_DAY = r"(?P<date>(?:[^\W\d_]{2,9}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}\.?\s[^\W\d_]{2,12}\.?(?:\s\d{4})?))"
_AGENCY = r"\(\s*(?P<agency>[^()]{2,60}?)\s*\)|[/](?P<slashed>[^/]{2,40})[/]\.?"

_HEADS = tuple(
    re.compile(pattern)
    for pattern in (
        # MOSCOW, Feb 13 (Reuters) - / WASHINGTON (AP) -- / BEIJING/SHANGHAI, March 3 (Reuters) -
        rf"^{_PLACE}(?:,\s*{_DAY})?,?\s*(?:{_AGENCY})\s*(?:{_DASH}|:)\s*",
        # Tbilisi, 3 May (AFP) -
        rf"^{_MIXED}(?:,\s*{_DAY})?,?\s*(?:{_AGENCY})\s*(?:{_DASH}|:)\s*",
        # MOSCOW. Feb 25 (Interfax) - / Москва. 25 февраля. ИНТЕРФАКС -
        rf"^{_MIXED}\.\s*{_DAY}\.?\s*(?:{_AGENCY})\s*{_DASH}\s*",
        rf"^{_MIXED}[.,]\s*{_DAY}\.?\s*(?:{_DASH}\s*)?(?P<agency>{_UPPER}[\w.-]+(?:\s{_UPPER}[\w.-]+)?)\s*(?:{_DASH}|\.)\s+(?={_UPPER}|[\"«“])",
        # МОСКВА, 13 февраля. /ТАСС/.
        rf"^{_MIXED}[.,]\s*{_DAY}\.?\s*/(?P<slashed>[^/]{{2,40}})/\.?\s*(?:{_DASH}\s*)?",
        # WASHINGTON (Aug. 13) -- / MOSCOW (13 мая) --
        rf"^{_PLACE}\s*\(\s*{_DAY}\s*\)\s*{_DASH}\s*",
        # Feb 13 (Reuters) -
        rf"^{_DAY}\s*(?:{_AGENCY})\s*{_DASH}\s*",
        # (Reuters) -
        rf"^(?:{_AGENCY})\s*{_DASH}\s*",
        # (ANSA) - ROME, FEB 13 -
        rf"^(?:{_AGENCY})\s*{_DASH}\s*{_PLACE}(?:,\s*\w+\s*\w*)?\s*{_DASH}\s*",
        # ПЕТРОПАВЛОВСК. КАЗИНФОРМ – / TBILISI. Interpress --
        rf"^(?P<place>{_UPPER}{{3,}}(?:[\s-]{_UPPER}{{2,}}){{0,2}})\.\s*(?P<known>{_UPPER}[\w.-]+(?:\s{_UPPER}[\w.-]+)?)\s*{_DASH}\s*",
        # 新华社北京4月24日电（记者…）
        r"^(?P<known>新华社|中新社|中新网)(?P<place>[一-鿿]{2,8}?)(?P<date>\d{1,2}月\d{1,2}日)电(?:[（(][^）)]{1,40}[）)])?\s*",
        # TBILISI -- / БИШКЕК – / NEW DELHI:
        rf"^{_PLACE}(?:,\s*{_DAY})?\s*(?:{_DASH}|:)\s+(?=\S)",
        # NEW YORK--The
        rf"^{_PLACE}(?:--|—)(?={_UPPER})",
        # دمشق، سوريا (CNN) --
        rf"^(?P<place>[^\W\d_a-zà-ÿа-яё][\w’'-]*(?:[\s،]{{1,2}}[^\W\d_][\w’'-]*){{0,3}})\s*\((?P<known>[^()]{{2,40}})\)\s*{_DASH}\s*",
        # BISHKEK. Instagram began
        rf"^(?P<place>{_UPPER}{{4,}}(?:[\s-]{_UPPER}{{2,}})?)\.\s+(?={_UPPER}[^\W\d_])",
    )
)
_ENDINGS, _CONSONANTS = "(?:а|у|ом|е)?", frozenset("бвгджзклмнпрстфхцчшщ")
_LONG_NAME = 4  # letters of a place that stands alone: shorter words in capitals are mostly no places (EU, UN, PM)
_SLASHED = re.compile(r"[\w.-]{2,9}(?:/[\w.-]{2,9}){1,3}$")  # "SDA/sep", "dpa/AFP/jw"
_LINE, _LABEL = 160, 20  # characters of a line below the body that names a source, and of its label
_LISTED = re.compile(r"\(\s*[\w.-]{2,9}(?:,\s?[\w.-]{2,9}){1,3}\s*\)$")  # "(ATS, AFP, sj)"
_STATE = re.compile(r",\s(?:[A-Z]\.){1,3}[A-Z]?\.?$")  # "SIOUX FALLS, S.D."
_TRAILING = re.compile(rf"[\s,.:;]*(?:{_DASH})?[\s,.:;]*$")
_EDGES = " \t()[]*_–—-•\"'"
_PARTS = re.compile(r"\s*(?:[,;/&]|\b(?:and|und|et|y|и|та|және|via)\b)\s*")
_AT = re.compile(r"\s(?:in|at|from)\s")
_ONE_WORD = re.compile(r"^[A-Z][A-Za-z.’'-]{2,24}$")
_BY = re.compile(r"^(?:by|via|from)\s+", re.IGNORECASE)
_DESK = re.compile(r"\s+(?:staff|writers?|reporters?|correspondents?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: place and agency as printed, and where the text begins."""

    place: str | None
    agency: str | None
    end: int


@cache
def _agencies() -> tuple[Mapping[str, str], "re.Pattern[str]"]:
    """Return agency names by spelling, and the pattern of all spellings, longest first."""
    names: dict[str, str] = {}
    for entry in load_lexicon("agencies")["agency"]:
        for spelling in (entry["name"], *entry.get("spellings", ())):
            names[spelling] = entry["name"]
    longest_first = sorted(names, key=len, reverse=True)
    # Russian and Ukrainian decline them: "по материалам Интерфакса"
    forms = (re.escape(name) + (_ENDINGS if name[-1] in _CONSONANTS else "") for name in longest_first)
    return names, re.compile(r"(?<!\w)(?:" + "|".join(forms) + r")(?!\w)")


@cache
def _by_fold() -> Mapping[str, str]:
    return {fold(spelling): name for spelling, name in _agencies()[0].items()}


@dataclass(frozen=True, slots=True)
class _Closing:
    """How closing lines give credit, and what is the name of no place and of no agency."""

    lines: tuple["re.Pattern[str]", ...]
    longest: int
    words: "re.Pattern[str]"
    no_place: frozenset[str]
    nobody: frozenset[str]


@cache
def _closing() -> _Closing:
    table: Mapping[str, Any] = load_lexicon("agencies")
    closing = table["closing"]
    lines = tuple(re.compile(text.replace(r"\p", _CAPITAL), re.IGNORECASE) for text in closing["line"])
    platforms = [name for entry in load_lexicon("platforms").values() for name in _names_of(entry)]
    return _Closing(
        lines,
        int(closing["longest"]),
        re.compile(closing["words"], re.IGNORECASE),
        frozenset(map(fold, [*table["heads"]["no_place"], *platforms])),
        frozenset(map(fold, [*closing["nobody"], *platforms])),
    )


def _names_of(entry: object) -> list[str]:
    """Return the spellings in an entry of the lexicon of platforms: no place is called like one."""
    values = list(entry.values()) if isinstance(entry, dict) else []
    lists = [value if isinstance(value, list) else [value] for value in values]
    return [word.strip("=?") for words in lists for word in words if isinstance(word, str)]


def agency_named(name: str | None) -> str | None:
    """Return the agency that *name* as a whole means ("The Associated Press" is "AP"), or None.

    A name that ends like an agency's ("Northern News Agency") is one, though the list does not have it.
    """
    bare = _DESK.sub("", _BY.sub("", squash(name)))
    known = _by_fold().get(fold(bare))
    return known or (bare if bare and len(bare) < 60 and _closing().words.search(bare) else None)


def agencies_in(text: str) -> tuple[str, ...]:
    """Return the agencies that *text* names, in order, each once."""
    names, pattern = _agencies()
    found = (match.group() for match in pattern.finditer(text))
    return tuple(dict.fromkeys(names.get(form) or _undeclined(form, names) for form in found))


def _undeclined(form: str, names: Mapping[str, str]) -> str:
    """Return the agency whose name, declined, is *form*; the form itself where no ending fits."""
    stems = (form.removesuffix(ending) for ending in ("ом", "а", "у", "е"))
    return next((names[stem] for stem in stems if stem != form and stem in names), form)


def _credible(agency: str, dated: bool) -> bool:
    """Tell whether words in brackets can be an agency: a known one, or a name after a day or a place in capitals."""
    return agency_named(agency) is not None or (dated and agency[0].isupper() and not any(map(str.isdigit, agency)))


def split_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline at the head of *paragraph*, or None where the text begins at once.

    A place in capitals needs a dash, colon or stop after it, one in small letters an agency in brackets.
    """
    head = paragraph[:160]
    for pattern in _HEADS:
        found = pattern.match(head)
        if not found:
            continue
        part = found.groupdict()
        place = squash(part.get("place")) or None
        known = part.get("known")
        if known and not agency_named(known):
            continue
        agency = squash(part.get("agency") or part.get("slashed") or known) or None
        if place and (
            fold(place) in _closing().no_place or not (agency or part.get("date") or len(fold(place)) >= _LONG_NAME)
        ):
            continue
        if agency and not _credible(agency, bool(part.get("date")) or bool(place and place.isupper())):
            continue
        if found.end() >= len(paragraph):
            continue
        return Dateline(_TRAILING.sub("", _STATE.sub("", place)) if place else None, agency, found.end())
    return None


def _unknown(part: str, source: bool) -> str | None:
    """Return *part* of a credit as the name of an agency that no list has, or None where it may be anything else.

    Persons have two words and more; a *source* in capitals alone is more often a ministry than an agency.
    """
    name = squash(part).strip(_EDGES + ".:«»“”„")
    if fold(name) in _closing().nobody or (source and name.isupper()):
        return None
    return name if _ONE_WORD.match(name) or _closing().words.search(name) else None


def _credited(found: "re.Match[str]", text: str) -> tuple[str, ...]:
    """Return the agencies in a closing line: those that are known, and those that only the line itself names."""
    part = found.groupdict()
    tail = part.get("by") or part.get("source") or ""
    names: list[str] = []
    before = ""
    for piece in _PARTS.split(tail):
        known = agencies_in(piece)
        # "writers Ann Bee in Mobile, Ala., and ...": what follows a place is its region
        named = None if known or _AT.search(before) else _unknown(piece, bool(part.get("source")))
        unknown = None if known else agency_named(piece) or named
        names += known or ((unknown,) if unknown else ())
        before = piece
    return tuple(dict.fromkeys([*names, *agencies_in(text)]))


def closing_credit(paragraph: str) -> tuple[str, ...] | None:
    """Return the agencies that a closing line credits; None when *paragraph* is no credit line.

    A credit line may name persons only; then the tuple is empty.
    """
    closing = _closing()
    text = squash(paragraph).strip(_EDGES)
    if not text or len(text) > closing.longest:
        return None
    if agency_named(text) and len(text) < 40:
        return agencies_in(text) or (agency_named(text) or text,)
    signs = text.split("/") if _SLASHED.match(text) else text.split(",") if _LISTED.match(squash(paragraph)) else []
    if named := [name for part in signs if (name := agency_named(part))]:
        return tuple(dict.fromkeys(named))
    found = next((match for pattern in closing.lines if (match := pattern.match(text))), None)
    return _credited(found, text) if found else None


def source_line(text: str) -> tuple[str, ...]:
    """Return the agencies that a line below a body names as its sources: "Source: AFP", "(ATS, AFP, sj)"."""
    bare = squash(text)
    if len(bare) > _LINE or not (_LISTED.match(bare) or ":" in bare[:_LABEL]):
        return ()
    named = () if agency_named(bare) else closing_credit(bare) or ()
    return tuple(name for name in named if agency_named(name))  # a ministry is a source as well


def credits_of(parts: Iterable[str | None]) -> tuple[str, ...]:
    """Return the agencies among *parts*, under the archive's names; an unknown one in a dateline stays as printed."""
    names: dict[str, str] = {}
    for part in parts:
        if part:
            names.setdefault(fold(part.removeprefix("The ")), agency_named(part) or part)
    return tuple(dict.fromkeys(names.values()))
