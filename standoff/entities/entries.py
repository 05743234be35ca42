"""The entries of the lexicon as entities with all their spellings, checked while they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from standoff.entities.fold import fold
from standoff.entities.forms import adjective_forms, name_forms
from standoff.errors import CatalogueError
from standoff.lexicon import load_lexicon, require, words

__all__ = ["Entity", "Spelling", "read_entries", "side_of"]

LANGUAGES = ("en", "ru", "uk", "kk")
BODY_KINDS = frozenset(
    {"ministry", "regulator", "court", "security_service", "parliament", "prosecutor", "head_of_state"}
)
SPELLINGS = frozenset(LANGUAGES)
KNOWN = {
    "platforms": SPELLINGS | {"name", "kind", "owner", "sort", "former", "native", "context", "source"},
    "bodies": SPELLINGS | {"name", "body_kind", "country", "source"},
    "people": SPELLINGS | {"name", "side", "role", "of", "country", "context", "source"},
    "countries": frozenset({"names", "people", "capitals", "places", "context"}),
}
NEEDED = {
    "platforms": frozenset({"name", "kind", "sort", "source"}),
    "bodies": frozenset({"name", "body_kind", "country", "source"}),
    "people": frozenset({"name", "side", "source"}),
    "countries": frozenset[str](),
}

#: Two-letter codes of CLDR that are no country: the euro zone, the United Nations, outlying Oceania, pseudo locales.
NO_COUNTRY = frozenset({"EZ", "UN", "QO", "XA", "XB", "ZZ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entry of the lexicon.

    ``kind`` is platform, company, body, country or person. ``body_kind`` and ``side`` are words of the vocabulary;
    ``native`` are its own names where they are Cyrillic, ``owner`` is the id of the company behind a service,
    ``of`` the id of what a person speaks for.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    owner: str | None = None
    sort: str | None = None
    body_kind: str | None = None
    side: str = "other"
    of: str | None = None
    former: tuple[tuple[str, str], ...] = ()
    native: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One form to look for: ``base`` is the nominative it comes from, ``role`` what it says (name, people, capital)."""

    entity: str
    form: str
    base: str
    mark: str
    role: str


def _platform(key: str, entry: Mapping[str, Any]) -> Entity:
    if entry["kind"] not in ("platform", "company"):
        raise CatalogueError(f"platforms.toml: {key}: kind {entry['kind']!r} is neither platform nor company")
    former = tuple((old["name"], old["until"]) for old in entry.get("former", ()))
    return Entity(
        id=key,
        name=entry["name"],
        kind=entry["kind"],
        owner=entry.get("owner"),
        sort=entry["sort"],
        side="platform",
        former=former,
        native=words("platforms", key, entry.get("native", [])),
        context=tuple(fold(word) for word in words("platforms", key, entry.get("context", []))),
    )


def side_of(body_kind: str) -> str:
    """Return the side in a dispute on which a body of this kind stands."""
    return body_kind if body_kind in ("court", "parliament") else "government"


def _body(key: str, entry: Mapping[str, Any]) -> Entity:
    kind = entry["body_kind"]
    if kind not in BODY_KINDS:
        raise CatalogueError(f"bodies.toml: {key}: unknown body_kind {kind!r}")
    return Entity(id=key, name=entry["name"], kind="body", country=entry["country"], body_kind=kind, side=side_of(kind))


def _person(key: str, entry: Mapping[str, Any]) -> Entity:
    return Entity(
        id=key,
        name=entry["name"],
        kind="person",
        country=entry.get("country"),
        side=entry["side"],
        of=entry.get("of"),
        context=tuple(fold(word) for word in words("people", key, entry.get("context", []))),
    )


MAKERS = {"platforms": _platform, "bodies": _body, "people": _person}


def _spelled(entity: Entity, language: str, spelling: str, role: str = "name") -> Iterator[Spelling]:
    mark = spelling[0] if spelling[0] in "=?" else ""
    base = spelling.lstrip("=?")
    if not mark and entity.kind in ("country", "body", "person"):
        # a name: capital first letter, so that "turkey" and "polish" stay words; Russian writes many bodies small
        mark = "^" if base[0].isupper() and (base.isascii() or entity.kind != "body") else ""
    if role == "people" and not base.isascii():
        mark, forms = "", adjective_forms(base)
    else:
        forms = name_forms(base, language)
    for form in forms:
        yield Spelling(entity=entity.id, form=form, base=base, mark=mark, role=role)


def _named(name: str) -> Iterator[tuple[Entity, list[Spelling]]]:
    for key, raw in load_lexicon(name).items():
        entry = require(name, key, raw, KNOWN[name], NEEDED[name])
        entity = MAKERS[name](key, entry)
        marked = {word.lstrip("=?") for word in entry.get("en", ()) if word[:1] in "=?"}
        spelled = [] if entity.name in marked else list(_spelled(entity, "en", entity.name))
        spelled += [form for old, _ in entity.former for form in _spelled(entity, "en", old)]
        for language in LANGUAGES:
            for word in words(name, f"{key}.{language}", entry.get(language, [])):
                spelled += _spelled(entity, language, word)
        yield entity, spelled


def _cldr(language: str) -> dict[str, str]:
    territories = Locale(language).territories
    names = {
        code: name for code, name in territories.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY
    }
    return {code: name.split(" (")[0] for code, name in names.items()}


def _countries() -> Iterator[tuple[Entity, list[Spelling]]]:
    own = {
        key: require("countries", key, raw, KNOWN["countries"], NEEDED["countries"])
        for key, raw in load_lexicon("countries").items()
    }
    cldr = {language: _cldr(language) for language in LANGUAGES}
    for code, name in cldr["en"].items():
        entry = own.get(code, {})
        context = tuple(fold(word) for word in words("countries", code, entry.get("context", [])))
        entity = Entity(id=code, name=name, kind="country", country=code, side="government", context=context)
        marked = {word.lstrip("=?") for word in entry.get("names", ()) if word[:1] in "=?"}
        spelled: list[Spelling] = []
        for language in LANGUAGES:
            if (local := cldr[language].get(code)) and local not in marked:
                spelled += _spelled(entity, language, local)
        for role, key in (("name", "names"), ("people", "people"), ("capital", "capitals"), ("capital", "places")):
            for word in words("countries", f"{code}.{key}", entry.get(key, [])):
                for language in ("ru", "uk", "kk") if role != "people" else ("ru",):
                    spelled += _spelled(entity, language, word, role)
        yield entity, spelled


def read_entries() -> Iterator[tuple[Entity, list[Spelling]]]:
    """Yield every entity of the lexicon with its spellings. Raises CatalogueError naming the file and key at fault."""
    for name in MAKERS:
        yield from _named(name)
    yield from _countries()
