"""What the reading of quotes must know of a language: its cues, function words and roles, from ``lexicon/*.toml``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from standoff.lexicon import load_lexicon

#: Languages with cues of their own. Texts in any other language are read with the English ones.
LANGUAGES = ("en", "ru", "uk", "kk", "de")

#: First words of phrases in their base form; all others that end in neither -s nor -ing are past forms.
_BASE = frozenset({"go", "put", "point", "call", "complain", "according"})

_SHAPES = ("base", "third", "past", "ing", "participle")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or phrase that attributes a statement: what it takes, and the stance that it gives by itself."""

    lemma: str
    takes: Words
    stance: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a cue: ``words`` in lower case; ``shape`` is base, third, past, ing or participle."""

    words: tuple[str, ...]
    shape: str
    cue: Cue


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """One language. ``forms`` finds the cue forms that begin with a word, the longest first.

    ``of(name)`` is the word list *name* of the language, empty where it has none: asked for a thousand times a page.
    """

    code: str
    forms: dict[str, tuple[Form, ...]]
    quote_forms: Words
    of: Callable[[str], Words]
    roles: Words
    role_words: Words
    groups: Words
    bodies: Words
    classes: dict[str, Words]
    titles: Words
    male: Words
    female: Words
    abbreviations: Words
    closing_abbreviations: Words
    openers: Words
    tables: dict[str, Any]
    known: dict[str, Words]
    known_names: Words
    owners: dict[str, str]
    speakers: Words
    demonyms: Words
    countries: Words
    firsts: Words

    def adverbial(self, low: str) -> bool:
        """Is the word an adverb in -ly, and no noun that ends so (``family``)?"""
        return low.endswith("ly") and len(low) > 4 and low not in self.of("nouns_in_ly")


class _Lists(dict[str, Words]):
    """Word lists by name."""

    def __missing__(self, name: str) -> Words:
        return frozenset()


def tongue_of(language: str | None) -> Tongue:
    """Return the tongue for a BCP 47 *language*; English where there is none of its own."""
    code = (language or "en").split("-")[0].lower()
    return _built(code if code in LANGUAGES else "en")


@cache
def _built(code: str) -> Tongue:
    """One tongue a code, for good: other tables are kept for each."""
    cues, roles = load_lexicon(f"cues.{code}"), load_lexicon(f"roles.{code}")
    forms = _forms(cues.get("cue", ()))
    words = _Lists((name, _set(value)) for name, value in cues.get("words", {}).items())
    known = _known(code)
    words.update(_more_words(cues, roles))
    words["trades"] = _set(roles.get("trades", ()))
    names = roles.get("given", {})
    words["given_names"] = (_set(names.get("male", ())) | _set(names.get("female", ()))) - _set(roles.get("roles", ()))
    given, titles = roles.get("given", {}), _set(roles.get("titles", ()))
    return Tongue(
        code=code,
        forms=forms,
        quote_forms=frozenset(
            first for first, group in forms.items() if any("quote" in form.cue.takes for form in group)
        ),
        of=words.__getitem__,
        roles=_set(roles.get("roles", ())) | _set(roles.get("trades", ())),
        role_words=_set(roles.get("role_words", ())),
        groups=_set(roles.get("groups", ())),
        bodies=_set(roles.get("bodies", ())),
        classes={name: _set(value) for name, value in roles.get("classes", {}).items()},
        titles=titles,
        male=_set(given.get("male", ())) | _set(roles.get("male_roles", ())) | words["male"],
        female=_set(given.get("female", ())) | _set(roles.get("female_roles", ())) | words["female"],
        abbreviations=_set(roles.get("abbreviations", ())),
        closing_abbreviations=_set(("inc", "corp", "co", "ltd", "etc", "jr", "sr", "u.s", "u.k", "u.n")),
        openers=frozenset().union(
            *(
                words[name]
                for name in ("determiners", "subject_pronouns", "conjunctions", "prepositions", "subordinators")
            )
        ),
        tables={**cues, "roles": roles},
        known=known,
        known_names=frozenset().union(*known.values()),
        owners=_owners(),
        demonyms=_set(word for entry in load_lexicon("countries").values() for word in entry.get("people", ())),
        countries=_set(Locale("en").territories.values()),
        firsts=frozenset(forms).union(*(words[name] for name in ("source_first", "decline_first", "papers"))),
        speakers=frozenset().union(
            _set(roles.get("roles", ())),
            _set(roles.get("trades", ())),
            _set(roles.get("groups", ())),
            _set(roles.get("bodies", ())),
            *(words[name] for name in ("subject_pronouns", "company_words", "documents")),
        ),
    )


def _owners() -> dict[str, str]:
    """The owner of every service of the gazetteer, both in lower case."""
    entries = {
        key: entry for key, entry in load_lexicon("platforms").items() if isinstance(entry, dict) and "name" in entry
    }
    return {
        entry["name"].lower(): entries[entry["owner"]]["name"].lower()
        for entry in entries.values()
        if entry.get("owner") in entries
    }


def _known(code: str) -> dict[str, Words]:
    """Names of the gazetteer in the language *code*, in lower case, by kind of body, and all owners as companies."""
    found: dict[str, set[str]] = {}
    for file in ("bodies", "platforms"):
        for entry in load_lexicon(file).values():
            if not isinstance(entry, dict) or "name" not in entry:
                continue
            kind = str(entry.get("body_kind") or "company")
            names = [entry["name"], *entry.get("en", ()), *entry.get(code, ())]
            found.setdefault(kind, set()).update(name.lstrip("=").lower() for name in names if not name.startswith("?"))
    return {kind: frozenset(names) for kind, names in found.items()}


def _more_words(cues: dict[str, Any], roles: dict[str, Any]) -> dict[str, Words]:
    """Lists of the tables that are asked for by name."""
    found = {f"decline_{name}": _set(value) for name, value in cues.get("decline", {}).items()}
    heads = found.get("decline_starts", frozenset()) | found.get("decline_whole", frozenset())
    found["decline_first"] = frozenset(start.split()[0] for start in heads)
    found["source_first"] = frozenset(form.split()[0] for form in cues.get("source", {}).get("forms", ()))
    for table, key, name in (
        ("venues", "words", "venue_words"),
        ("venues", "whole", "whole_venues"),
        ("outlets", "words", "outlet_words"),
        ("companies", "mentions", "company_words"),
        ("companies", "marks", "company_marks"),
        ("places", "calendar", "calendar"),
        ("places", "names", "places"),
        ("places", "endings", "place_endings"),
    ):
        found[name] = _set(roles.get(table, {}).get(key, ()))
    if "may" in found["calendar"] and "may" in _set(cues.get("words", {}).get("auxiliaries", ())):
        found["calendar"] = found["calendar"] - {"may"} | {"May"}
    found["agencies"] = _set(roles.get("media", {}).get("agencies", ()))
    found["documents"] = _set(cues.get("documents", {}).get("words", ()))
    return found


def _set(values: Iterable[str]) -> Words:
    return frozenset(value.lower() for value in values)


def _forms(groups: Iterable[dict[str, Any]]) -> dict[str, tuple[Form, ...]]:
    known: dict[tuple[str, ...], Form] = {}
    for group in groups:
        takes = frozenset(group["takes"])
        for entry in group["forms"]:
            for form in _entry(entry, takes, group):
                if old := known.get(form.words):
                    stance = old.cue.stance if old.cue.stance != "asserts" else form.cue.stance
                    form = Form(form.words, old.shape, Cue(old.cue.lemma, old.cue.takes | takes, stance))
                known[form.words] = form
    found: dict[str, list[Form]] = {}
    for form in sorted(known.values(), key=lambda form: (-len(form.words), form.words)):
        found.setdefault(form.words[0], []).append(form)
    return {first: tuple(forms) for first, forms in found.items()}


def _phrase_shape(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    return "third" if word.endswith("s") and word != "pass" else "base" if word in _BASE else "past"


def _entry(entry: str, takes: Words, group: dict[str, Any]) -> Iterable[Form]:
    """An entry is the forms of one verb, or, with ``phrases``, one phrase of several words."""
    parts = entry.lower().split()
    if group.get("phrases"):
        yield Form(tuple(parts), _phrase_shape(parts[0]), Cue(entry, takes, group["stance"]))
        return
    cue = Cue(parts[0], takes, group["stance"])
    for index, word in enumerate(parts):
        yield Form((word,), _SHAPES[min(index, 4)] if group.get("shaped", True) else "past", cue)
