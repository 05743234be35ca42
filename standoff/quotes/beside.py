"""What stands beside a name and tells who it is: ``NAME, a deputy mayor of …,``, ``telecoms regulator NAME``."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from standoff.quotes.reading import named_by
from standoff.quotes.roles import is_known, place_of
from standoff.quotes.runs import Named, bare, capital_runs
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

#: Words that one looks ahead for an apposition's end.
REACH = 16


def kinds_around(sentence: Sentence, start: int, end: int, tongue: Tongue) -> set[str]:
    """What the words around a name call it: ``telecoms regulator Anatel``, ``Anatel, the telecoms regulator,``."""
    nouns = _kind_nouns(tongue)
    if start and sentence[start - 1].low in nouns and not sentence[start - 1].capital and end - start <= 3:
        return {sentence[start - 1].low}
    if end + 2 >= len(sentence) or sentence[end].text != "," or sentence[end + 1].low not in {"the", "a", "an"}:
        return set()
    stop = next((at for at in range(end + 1, min(len(sentence), end + 7)) if sentence[at].kind != "w"), end + 7)
    part = [token.low for token in sentence[end + 1 : stop]]
    cut = next(
        (n for n, word in enumerate(part) if word in tongue.of("prepositions") or word in {"that", "which"}),
        len(part),
    )
    return {part[cut - 1]} if cut and part[cut - 1] in nouns else set()


@cache
def _kind_nouns(tongue: Tongue) -> frozenset[str]:
    """The nouns that call a name a body or a company of some kind."""
    nouns = tongue.bodies | tongue.of("company_words") | tongue.classes.keys()
    return frozenset(nouns - tongue.roles - tongue.of("no_kinds"))


def roles_beside(sentence: Sentence, start: int, end: int, tongue: Tongue) -> Iterator[tuple[Named, int]]:
    """Yield what is set beside the name ``sentence[start:end]``, with where it stands, the surest first."""
    if end + 1 < len(sentence) and sentence[end].text == ",":
        part = _part_behind(sentence, end + 1)
        if part and _opens(part, tongue):
            yield _with_owner(named_by(part, tongue), sentence, end + 1 + len(part), tongue), sentence[end].start
        elif part and part[0].low == "who" and (body := _headed(part, tongue)):
            yield Named("noun", None, organisation=body), sentence[end].start
    if end < len(sentence) and sentence[end].low in {"of", "from", "at", "with"}:
        body = place_of(sentence[end : end + 9], tongue)
        if body and _is_body(body, tongue):
            yield Named("noun", None, organisation=body), sentence[end].start
    if start > 1 and sentence[start - 1].text == ",":
        first = start - 1
        while first and sentence[first - 1].kind == "w" and start - first < 8:
            first -= 1
        part = sentence[first : start - 1]
        named = named_by(part, tongue) if part else None
        if named and named.kind == "noun" and named.role and _opens(part, tongue) and part[0].low not in tongue.roles:
            yield named, sentence[first].start


def _part_behind(sentence: Sentence, first: int) -> Sentence:
    limit = min(len(sentence), first + REACH)
    stop = next((at for at in range(first, limit) if sentence[at].kind != "w"), limit)
    return sentence[first:stop]


def _opens(part: Sentence, tongue: Tongue) -> bool:
    return (
        part[0].low in tongue.of("determiners") | tongue.of("possessive")
        or part[0].low.endswith(("'s", "’s"))
        or part[0].low in tongue.roles
        or (part[0].low in tongue.role_words and not part[0].capital)
    )


def _with_owner(named: Named, sentence: Sentence, at: int, tongue: Tongue) -> Named:
    """``a spokeswoman for the service's owner, Rakuten, said``: the body is named behind the next comma."""
    if named.organisation or not named.role or at + 1 >= len(sentence) or sentence[at].text != ",":
        return named
    if sentence[at - 1].low not in tongue.of("company_words") | tongue.bodies | {"owner", "parent", "developer"}:
        return named
    runs = capital_runs(sentence[at + 1 : at + 6], tongue)
    if not runs or runs[0][0] or at + 1 + runs[0][1] >= len(sentence) or sentence[at + 1 + runs[0][1]].text != ",":
        return named
    return replace(named, organisation=" ".join(token.text for token in sentence[at + 1 : at + 1 + runs[0][1]]))


def _headed(part: Sentence, tongue: Tongue) -> str | None:
    """``who heads the commission``, ``who works on policy for TikTok``: the body that the verb puts one into."""
    if len(part) < 3 or part[1].low not in tongue.of("heading"):
        return None
    runs = capital_runs(part, tongue)
    if runs and (runs[0][0] < 4 or part[runs[0][0] - 1].low in {"for", "at", "with"}):
        name = [token.text for token in part[runs[0][0] : runs[0][1]]]
        if part[1].low == "represents" and not _is_body(" ".join(name), tongue):
            return None
        return bare(" ".join(name))
    last = part[3] if len(part) > 3 and part[2].low == "the" else None
    return last.text if last is not None and last.low in tongue.bodies | tongue.of("company_words") else None


def _is_body(name: str, tongue: Tongue) -> bool:
    words = [Token("w", word, word.lower(), 0, 0) for word in name.split()]
    return is_known(words, tongue) or words[0].low in tongue.bodies
