"""The newspaper, station or agency that was told: ``told Reuters``, ``said on BFM TV``, ``wrote to Mada Masr``."""

from collections.abc import Sequence

from standoff.quotes.runs import PARTICLES
from standoff.quotes.tokens import Token
from standoff.quotes.tongue import Tongue

#: Words of the name of an outlet.
LONGEST = 5


def outlet_in(text: str, tokens: Sequence[Token], tongue: Tongue, own: str) -> str | None:
    """Return the outlet that *tokens*, the words around a cue, name; None where it is the page's *own*."""
    for index, token in enumerate(tokens):
        before = tokens[index - 1].low if index else ""
        spoken = token.low in tongue.of("telling") or (token.low == "to" and before in tongue.of("speaking"))
        quoted = token.low == "by" and before in {"saying", "quoted", "asked", "cited"}
        if not (spoken or quoted or token.low in {"on", "with"}):
            continue
        name = _name_at(text, tokens, index + 1, tongue, told=spoken or quoted)
        if name is not None and "".join(char for char in name.lower() if char.isalnum()).removeprefix("the") not in own:
            return name
    return None


def _name_at(text: str, tokens: Sequence[Token], first: int, tongue: Tongue, *, told: bool) -> str | None:
    at = first
    while at < len(tokens) and tokens[at].low in {"the", "news", "agency", "newspaper", "state", "broadcaster"}:
        at += 1
    end = at
    while end < len(tokens) and end - at < LONGEST and _in_name(tokens, at, end, tongue):
        end += 1
    if end == at or tokens[end - 1].low.endswith(("'s", "’s")):
        return None
    while end < len(tokens) and tokens[end].low in {"radio", "television", "tv"}:
        end += 1
    words = tokens[at:end]
    names: Sequence[str] = tongue.tables["roles"].get("media", {}).get("agencies", ())
    plain = text[words[0].start : words[-1].end]
    if plain in names:
        return plain
    article = at > first and tokens[at - 1].low == "the"
    if told and article and _is_paper(words, tongue):
        return text[tokens[at - 1].start : words[-1].end]
    return plain if _is_outlet(words, tongue, told=told) else None


def _in_name(tokens: Sequence[Token], first: int, at: int, tongue: Tongue) -> bool:
    token = tokens[at]
    number = at > first and token.text.isdigit()
    return number or (token.capital and token.low not in tongue.of("calendar"))


def _is_paper(words: Sequence[Token], tongue: Tongue) -> bool:
    """Behind "told the": two capitals or more, and no body's noun, role or group at the end."""
    last = words[-1].low
    if last in tongue.of("outlet_words"):
        return True
    return len(words) > 1 and not (last in tongue.bodies or last in tongue.roles or last in tongue.groups)


def _is_outlet(words: Sequence[Token], tongue: Tongue, *, told: bool) -> bool:
    last = words[-1].low
    name = " ".join(word.low for word in words)
    paper = last in tongue.of("outlet_words")
    if name in tongue.known_names or (not paper and (last in tongue.roles or last in tongue.groups)):
        return False
    if told and any(len(word.low) > 6 and word.low.endswith(tuple(tongue.of("outlet_endings"))) for word in words):
        return True
    if any(word.low in tongue.of("outlet_words") for word in words) and (len(words) > 1 or told):
        return True
    # eNCA, SABC: letters and no word, spoken to or on
    letters = words[0].text
    return len(words) == 1 and 3 <= len(letters) <= 5 and letters[1:].isupper() and last not in tongue.bodies


def called_outlet(text: str, tokens: Sequence[Token], at: int, tongue: Tongue) -> str | None:
    """``the newspaper Corriere della Valle``, ``on the channel VTV``: the name behind the kind of outlet."""
    end = at
    while end < len(tokens) and (tokens[end].capital or (end > at and tokens[end].low in PARTICLES)):
        end += 1
    named = end > at and tokens[at - 1].text.islower() and tokens[at].low not in tongue.of("calendar")
    return text[tokens[at].start : tokens[end - 1].end] if named else None


def paper_before(text: str, tokens: Sequence[Token], index: int, tongue: Tongue) -> str | None:
    """``referred to a statement of July 20 in which X said``: the paper before "in which"."""
    for at in range(index - 2, max(-1, index - 9), -1):
        if tokens[at].low in tongue.of("venue_words"):
            first = at - 1 if at and tokens[at - 1].low in tongue.of("articles") else at
            return text[tokens[first].start : tokens[at].end]
    return None
