"""People that a Russian, Ukrainian or Kazakh page names in the nominative, so that a pronoun finds them."""

from collections.abc import Iterator

from standoff.quotes.east_names import read_eastern_phrase
from standoff.quotes.east_subjects import is_verb
from standoff.quotes.runs import Named
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

#: Words of a role and a body before a name.
REACH = 8


def people_named(sentence: Sentence, tongue: Tongue) -> Iterator[tuple[int, Named]]:
    """Yield (position, what is named) for every given name of the lists with a surname behind it."""
    given = tongue.of("given_names")
    for index in range(len(sentence) - 1):
        token, behind = sentence[index], sentence[index + 1]
        if not (token.capital and behind.capital) or behind.low in tongue.bodies:
            continue
        end = index + 2
        if end < len(sentence) and sentence[end].capital and behind.low.endswith(("вич", "вна", "ична", "ұлы", "қызы")):
            end += 1
        first = index
        while first and index - first < REACH and _before_name(sentence, first - 1, tongue):
            first -= 1
        if token.low not in given and not _behind_role(sentence[first:index], token, tongue):
            continue
        named = read_eastern_phrase(sentence[first:end], tongue)
        if named.kind != "person" or not named.name or " " not in named.name:
            named = Named("person", f"{token.text} {sentence[end - 1].text}")
        if not named.role and (beside := _beside(sentence, end, tongue)):
            named = Named("person", named.name, role=beside.role, organisation=beside.organisation)
        yield sentence[first].start if not first else token.start, named


def _behind_role(before: Sentence, token: Token, tongue: Tongue) -> bool:
    """``лингвист Дарья Мошкова``: two words with capitals behind a role, unless they name a body or a place."""
    known = token.low in tongue.known_names or token.low in tongue.bodies or token.text.isupper()
    bent = token.low.endswith(("ого", "его", "ой", "ей", "ых", "их", "ский", "ская", "ский"))
    role = any(word.low in tongue.roles and not word.capital for word in before[-4:]) or (
        bool(before) and before[0].low in tongue.roles
    )
    return role and not known and not bent and not token.text.isascii()


def _before_name(sentence: Sentence, at: int, tongue: Tongue) -> bool:
    token = sentence[at]
    stops = tongue.of("prepositions") | tongue.of("conjunctions") | tongue.of("subordinators")
    verb = token.low in tongue.forms or is_verb(token, tongue)
    return token.kind == "w" and token.low not in stops and not verb


def _beside(sentence: Sentence, at: int, tongue: Tongue) -> Named | None:
    """``NAME, политолог,``: the role between commas behind a name."""
    if at + 1 >= len(sentence) or sentence[at].text != "," or sentence[at + 1].low not in tongue.roles:
        return None
    stop = next((n for n in range(at + 1, min(len(sentence), at + 10)) if sentence[n].kind == "p"), at + 1)
    return read_eastern_phrase(sentence[at + 1 : stop], tongue) if stop > at + 1 else None
