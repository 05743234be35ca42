"""Roles and bodies around a name: ``Google policy manager``, ``a lawyer with the Press Desk``."""

from collections.abc import Sequence

from standoff.quotes.runs import bare, capital_runs
from standoff.quotes.tokens import Token
from standoff.quotes.tongue import Tongue


def split_role(before: Sequence[Token], tongue: Tongue) -> tuple[str | None, str | None, str | None]:
    """Return (role, organisation, possessive owner) from the words before a name: ``Google policy manager``."""
    words = [token for token in before if token.low not in tongue.titles and token.kind == "w"]
    if not words:
        return None, None, None
    owner = None
    for index in range(len(words) - 1, -1, -1):
        if words[index].low.endswith(("'s", "’s")) or words[index].low in tongue.of("possessive"):
            owner = " ".join(token.text for token in words[: index + 1])
            words = words[index + 1 :]
            break
    if not words:
        return None, None, owner
    last = words[-1].low
    if last not in tongue.roles:
        return None, None, owner
    first = len(words) - 1
    while (
        first
        and (words[first - 1].low in tongue.role_words or words[first - 1].low in tongue.roles)
        and not _organisation_word(words, first - 1, tongue)
    ):
        first -= 1
    if first > 1 and words[first - 1].low == "in" and words[first - 2].low in tongue.roles:
        first -= 2  # "editor in chief"
    while first and _attributive(words[first - 1], tongue):
        first -= 1
    return _with_field(words, first, owner, tongue)


def _with_field(
    words: list[Token], first: int, owner: str | None, tongue: Tongue
) -> tuple[str | None, str | None, str | None]:
    """The capitals before the role ``words[first:]``: its body, its field, or nothing."""
    role = " ".join(token.text for token in words[first:])
    ahead = words[:first]
    while ahead and (not ahead[0].capital or ahead[0].low in tongue.of("formerly")):
        ahead = ahead[1:]
    while ahead and (
        all(part in tongue.demonyms for part in ahead[0].low.split("-")) or _of_a_country(ahead[0].text, tongue)
    ):
        ahead = ahead[1:]
    known = bool(ahead) and is_known(ahead, tongue)
    organisation = " ".join(token.text for token in ahead) or None
    if ahead and owner and not known:
        # "its Asia director": whose he is stands before, so the capitals are his field.
        return f"{organisation} {role}", None, owner
    if len(ahead) == 1 and words[-1].low in tongue.of("trades") and not known:
        # "Taxi driver": an occupation names no body.
        return f"{organisation} {role}" if _opens_as_noun(ahead[0].low, tongue) else role, None, owner
    if ahead and words[-1].capital and not known:
        # "Harbor Minister": capitals before a capitalised role are its field, and no body.
        role, organisation = f"{organisation} {role}", None
    field = words[-1].low in tongue.of("fielded")
    if (
        organisation is None
        and first
        and not field
        and words[first - 1].low in tongue.of("company_words") | tongue.bodies
    ):
        organisation = words[first - 1].text
    return role, organisation, owner


def _opens_as_noun(low: str, tongue: Tongue) -> bool:
    """``Taxi driver`` and ``Hotel cook`` against ``Toronto drummer``: a noun of the language, no place."""
    return low in tongue.of("trade_fields")


#: Endings of adjectives that tell of somebody's views, origin or state, and are no part of a role.
_ADJECTIVES = (
    "ive", "al", "ous", "an", "ese", "ish", "ic", "ful", "less", "able", "ible", "ent", "ant", "ary", "ed", "ly", "y",
)  # fmt: skip


def _noun_like(low: str) -> bool:
    return not low.endswith(_ADJECTIVES) or low in {"taxi", "navy", "family", "lorry", "security", "community"}


def _attributive(word: Token, tongue: Tongue) -> bool:
    """``wedding singer``, ``teachers' leader``: a plain noun before a role is part of it."""
    return (
        tongue.code == "en"
        and word.text.islower()
        and word.text.replace("-", "").replace("'", "").replace("’", "").isalpha()
        and not word.low.endswith(("'s", "’s"))
        and (_noun_like(word.low) or word.low in tongue.of("trade_fields"))
        and word.low
        not in tongue.bodies - {"community", "board", "house", "city", "team", "club", "hospital", "school"}
        and word.low not in tongue.of("company_words")
        and word.low not in tongue.of("plain_adjectives")
        and word.low not in tongue.demonyms
        and word.low not in tongue.openers
        and word.low not in tongue.of("adverbs")
        and word.low not in tongue.forms
    )


def _of_a_country(word: str, tongue: Tongue) -> bool:
    """``Bolivian``, ``Senegalese``: whose country it is, in a form that no list need hold."""
    low = word.lower()
    return (
        tongue.code == "en"
        and word[0].isupper()
        and low.endswith(("ian", "ese", "ean"))
        and low not in tongue.known_names
    )


def _organisation_word(words: Sequence[Token], index: int, tongue: Tongue) -> bool:
    """``Commission chairwoman``, ``company spokesman``: a body or company, and no part of the role."""
    word = words[index]
    following = words[index + 1]
    if word.low in tongue.of("company_words"):
        return True
    if words[-1].low == "member" and word.low == "board":
        return False
    return (
        word.low in tongue.bodies
        and word.low not in {"community", "state", "house", "city", "police", "army", "party", "team", "club"}
        and not following.capital
    )


def place_of(rest: Sequence[Token], tongue: Tongue) -> str | None:
    """The body behind ``of``, ``at`` or ``with``: a capitalised name, with lower case words up to a body's noun."""
    if not rest or rest[0].low not in {"of", "from", "with", "at", "for"}:
        return None
    behind = rest[1:]
    runs = capital_runs(behind, tongue)
    if not runs or runs[0][0] > 1:
        lead = list(behind[: runs[0][0]]) if runs else list(behind[:2])
        kinds = tongue.bodies | tongue.of("company_words")
        if len(lead) > 1 and lead[0].low in {"the", "a", "an"} and lead[-1].low in kinds and len(lead) < 5:
            if not runs:
                return lead[-1].text if lead[0].low == "the" and rest[0].low != "of" else None
        else:
            return None
    start, end = runs[0]
    if rest[0].low == "from" and end - start == 1 and not is_known(behind[start:end], tongue):
        return None
    if (
        end - start == 1
        and end < len(behind)
        and behind[end].kind == "w"
        and behind[end].low not in tongue.bodies
        and behind[end].low not in tongue.of("prepositions")
    ):
        return None
    for at in range(end, min(end + 4, len(behind))):
        if behind[at].kind != "w" or behind[at].low in tongue.of("prepositions"):
            break
        if behind[at].low in tongue.bodies:
            end = at + 1
    return bare(" ".join(token.text for token in behind[start:end]))


def name_at_end(rest: Sequence[Token], tongue: Tongue) -> tuple[str, str] | None:
    """``CEO of the Refugee Council Enver Solomon``: (name, organisation) in what follows the role."""
    runs = capital_runs(rest, tongue)
    if not runs or runs[-1][1] != len(rest):
        return None
    if (
        rest[0].low == "of"
        and runs[0] == (2, len(rest))
        and rest[1].low not in tongue.openers
        and rest[1].text.islower()
        and 4 <= len(rest) <= 5
    ):
        # "chief of staff NAME"
        return " ".join(token.text for token in rest[2:]), rest[1].text
    if runs[-1][1] - runs[-1][0] < 3:
        return None
    words = list(rest[runs[-1][0] : runs[-1][1]])
    split = next((n + 1 for n in range(len(words) - 2, -1, -1) if bare(words[n].low) in tongue.bodies), len(words) - 2)
    if not 1 <= len(words) - split <= 3 or bare(words[-1].low) in tongue.bodies or not words[split].capital:
        return None
    return " ".join(token.text for token in words[split:]), " ".join(token.text for token in words[:split])


def is_known(words: Sequence[Token], tongue: Tongue) -> bool:
    """A name of the gazetteer, an acronym or the name of a body."""
    name = " ".join(token.text for token in words)
    return (
        name.lower() in tongue.known_names
        or bare(words[-1].low) in tongue.bodies
        or (name.isupper() and len(name) > 1 and "." not in name)
    )
