"""Capitalised words: where a name may stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.quotes.tokens import Token
from standoff.quotes.tongue import Tongue

PARTICLES = frozenset(
    {
        "de",
        "da",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "y",
        "af",
        "ter",
        "dos",
        "ben",
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a phrase names. ``kind`` is person, body, pronoun, noun; ``name`` is None for the last two."""

    kind: str
    name: str | None
    role: str | None = None
    organisation: str | None = None
    head: str = ""
    owner: str | None = None


def bare(word: str) -> str:
    """Return *word* without a possessive ending."""
    if word[-1:] not in {"s", "'", "’"}:
        return word
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


def capital_runs(tokens: Sequence[Token], tongue: Tongue) -> list[tuple[int, int]]:
    """Return the runs of capitalised words in *tokens* as index pairs, names of bodies with their ``of …`` included."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not token.capital or not _name_word(token, tongue) or (index == 0 and token.low in tongue.openers):
            index += 1
            continue
        end = index + 1
        while end < len(tokens) and (not tokens[end - 1].low.endswith(("'s", "’s")) or _office(tokens, end, tongue)):
            if _name_word(tokens[end], tongue):
                end += 1
            elif (ahead := _behind_particles(tokens, end)) < len(tokens) and _name_word(tokens[ahead], tongue):
                end = ahead + 1
            elif _inside_body(tokens, index, end, tongue):
                end += 1
            else:
                break
        runs.append((index, end))
        index = end
    return runs


def _office(tokens: Sequence[Token], at: int, tongue: Tongue) -> bool:
    """``the Attorney General's Office``: the body of whoever holds a role, and no person's."""
    return bare(tokens[at - 1].low) in tongue.roles and tokens[at].capital and tokens[at].low in tongue.bodies


def _behind_particles(tokens: Sequence[Token], at: int) -> int:
    """Behind ``von der``; out of bounds where no particle stands at *at*."""
    ahead = at
    while ahead < len(tokens) and ahead < at + 3 and tokens[ahead].low in PARTICLES:
        ahead += 1
    return ahead if ahead > at else len(tokens)


def _name_word(token: Token, tongue: Tongue) -> bool:
    return token.capital and token.low not in tongue.of("calendar") and token.low not in {"i", "i'm", "i'd", "i've"}


def _inside_body(tokens: Sequence[Token], first: int, at: int, tongue: Tongue) -> bool:
    """``Association of Operators``, ``Culture, Information, and Youth Policy Ministry``."""
    if at + 1 >= len(tokens):
        return False
    token = tokens[at]
    following = at + 1
    if (
        token.low == "and"
        and tokens[at - 1].capital
        and tokens[following].capital
        and _has_of(tokens[first:at], tongue)
    ):
        return tokens[following].text.lower() not in tongue.known_names
    if token.text == "," and _has_of(tokens[first:at], tongue) and _listed(tokens[following : at + 7], tongue):
        return True
    if token.low in {"of", "for"} and at == first + 1 and tokens[first].low not in tongue.of("given_names"):
        # "Freedom of Expression Association"
        stop = next((n for n in range(following, min(len(tokens), at + 5)) if not tokens[n].capital), at + 5)
        if any(other.low in tongue.bodies for other in tokens[following + 1 : stop]):
            return True
    if token.text == "," or token.low == "and":
        ahead = list(tokens[at + 1 : at + 7])
        end = next((n for n, other in enumerate(ahead) if other.capital and other.low in tongue.bodies), None)
        if end is None or any(not (other.capital or other.text in {",", "and"}) for other in ahead[:end]):
            return False
        return any(other.low == "and" for other in tokens[at : at + 1 + end])
    if token.low in {"of", "for", "on"} and tokens[at - 1].low in tongue.bodies:
        while following < len(tokens) and tokens[following].low in {"the"}:
            following += 1
        return following < len(tokens) and tokens[following].capital
    return token.low == "the" and at >= 1 and tokens[at - 1].low in {"of", "for", "on"}


def _listed(ahead: Sequence[Token], tongue: Tongue) -> bool:
    """``Posts, Telecommunications and Information Technology``: what else a ministry is for."""
    end = next((n for n, other in enumerate(ahead) if other.low == "and"), len(ahead) - 1)
    if not 0 < end < len(ahead) - 1 or not ahead[end + 1].capital:
        return False
    fields = tongue.of("fields")
    return all(other.text == "," or (other.capital and other.low in fields) for other in ahead[:end])


def _has_of(words: Sequence[Token], tongue: Tongue) -> bool:
    """``Ministry of Science`` before an "and": its name goes on."""
    return any(token.low in tongue.bodies and words[n + 1].low == "of" for n, token in enumerate(words[:-1]))


def gender_of(word: str, tongue: Tongue) -> str | None:
    """Return m, f or None for a pronoun or title."""
    low = word.lower()
    if low in tongue.of("male"):
        return "m"
    return "f" if low in tongue.of("female") else None


def article_free(tokens: Sequence[Token], tongue: Tongue, text: str) -> str:
    """Return a phrase as printed, without the article in front."""
    kept = list(tokens)
    while len(kept) > 1 and kept[0].low in tongue.of("articles") | tongue.of("possessive"):
        kept = kept[1:]
    return text[kept[0].start : kept[-1].end]


def without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """``служба (ФАС)``, ``Ann Bee (D-Ohio)``: a name without what stands in brackets."""
    depth, kept = 0, []
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")"
    return kept
