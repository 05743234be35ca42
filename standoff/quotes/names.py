"""Names in a noun phrase: where a capitalised name stands, and what role and body stand around it."""

from collections.abc import Sequence

from standoff.quotes.roles import name_at_end, place_of, split_role
from standoff.quotes.runs import Named, bare, capital_runs, without_brackets
from standoff.quotes.tokens import Token
from standoff.quotes.tongue import Tongue


def read_phrase(tokens: Sequence[Token], tongue: Tongue) -> Named:
    """Return what the noun phrase *tokens* names."""
    words = [token for token in tokens if token.kind == "w"]
    if not words:
        return Named("noun", None)
    if words[-1].low in tongue.of("subject_pronouns") and len(words) <= 2:
        return Named("pronoun", None, head=words[-1].low)
    cut = next(
        (
            n
            for n, token in enumerate(tokens)
            if n
            and (token.low in tongue.of("prepositions") or token.low in {"who", "whose", "which", "that"})
            and not token.text.isupper()
            and not (token.low == "in" and tokens[n + 1 : n + 2] and tokens[n + 1].low == "chief")
            and not any(start < n < end for start, end in capital_runs(tokens, tongue))
        ),
        len(tokens),
    )
    core, rest = without_brackets(tokens[:cut]), list(tokens[cut:])
    if len(core) == 1 and core[0].low in tongue.groups:
        return _noun(core, rest, tongue)
    runs = capital_runs(core, tongue)
    if rest and core and core[-1].low in tongue.roles and (behind := name_at_end(rest, tongue)):
        role, organisation, owner = split_role(
            [token for token in core if token.low not in tongue.of("determiners")], tongue
        )
        office = core[-1].low in tongue.of("of_offices") or behind[1].islower()
        return Named(
            "person",
            behind[0],
            role=f"{role} of {behind[1]}" if office else role,
            organisation=organisation if office else organisation or behind[1],
            head=behind[0].split()[-1].lower(),
            owner=owner,
        )
    if (
        runs
        and not (tongue.code == "en" and _ends_in_role(core, tongue))
        and runs[-1][1] == len(core)
        and not (rest and _ends_in_role(core, tongue))
        and not _generic(core[runs[-1][0] :], tongue)
    ):
        return _named_run(core, runs, rest, tongue)
    return _noun(core, rest, tongue)


def _ends_in_role(core: list[Token], tongue: Tongue) -> bool:
    """Is the last word a role? An occupation with a capital behind another capital is a surname (``Yvette Cooper``)."""
    last = core[-1]
    surname = last.capital and last.low in tongue.of("trades") and len(core) > 1 and core[-2].capital
    body = any(
        core[n].capital and core[n].low in tongue.bodies and core[n + 1].low == "of" for n in range(len(core) - 2)
    )
    return last.low in tongue.roles and not surname and not body


def _named_run(core: list[Token], runs: list[tuple[int, int]], rest: list[Token], tongue: Tongue) -> Named:
    start, end = runs[-1]
    split = start
    for index in range(start, end):
        low = core[index].low
        follows = index + 1 < end - (low in tongue.of("trades"))
        if follows and (
            (low in tongue.roles and not (bare(core[end - 1].low) in tongue.bodies and core[end - 1].capital))
            or low in tongue.titles
            or (low in tongue.role_words and _role_ahead(core, index + 1, end, tongue))
        ):
            split = index + 1
    name_words = core[split:end]
    name = " ".join(token.text for token in name_words)
    name = bare(name)
    before = [token for token in core[:split] if token.low not in tongue.of("determiners")]
    last = name_words[-1].low
    if _is_body(name_words, tongue) and not (before and before[-1].low in tongue.roles):
        return Named("body", bare(_body_name(name_words)), head=bare(last))
    role, organisation, owner = split_role(before, tongue)
    organisation = organisation or place_of(rest, tongue)
    return Named("person", name, role=role, organisation=organisation, head=last, owner=owner)


def _body_name(words: list[Token]) -> str:
    return "".join((" " if n and token.start > words[n - 1].end else "") + token.text for n, token in enumerate(words))


def _role_ahead(core: list[Token], at: int, end: int, tongue: Tongue) -> bool:
    return any(core[index].low in tongue.roles for index in range(at, end - 1))


def _generic(words: Sequence[Token], tongue: Tongue) -> bool:
    """Where all nouns bear capitals (German), a lone role or kind of body is no name."""
    return (
        tongue.code == "de"
        and len(words) == 1
        and (words[0].low in tongue.bodies or words[0].low in tongue.roles or words[0].low in tongue.groups)
    )


def _is_body(words: Sequence[Token], tongue: Tongue) -> bool:
    if bare(words[-1].low) in tongue.bodies or words[-1].low in tongue.of("company_marks"):
        return True
    if words[0].low in tongue.bodies and len(words) > 2 and words[1].low in {"of", "for", "on"}:
        return True
    if any(token.low in {"of", "for"} for token in words):
        return True
    name = " ".join(token.text for token in words)
    if name.casefold() in tongue.known_names:
        return True
    if name in tongue.tables["roles"].get("companies", {}).get("names", ()) or name in tongue.tables["roles"].get(
        "media", {}
    ).get("agencies", ()):
        return True
    known = tongue.known.get("company", frozenset())
    if len(words) == 2 and any(len(token.low) > 3 and token.low in known for token in words):
        return True
    return len(words) == 1 and len(words[0].text) > 1 and words[0].text.isupper()


def _noun(core: list[Token], rest: list[Token], tongue: Tongue) -> Named:
    words = [token for token in core if token.kind == "w"]
    if not words:
        return Named("noun", None)
    owner = None
    for token in words[:-1]:
        if token.low.endswith(("'s", "’s")) or token.low in tongue.of("possessive"):
            owner = token.text
    head = words[-1].low
    role, organisation, _ = split_role([token for token in words if token.low not in tongue.of("determiners")], tongue)
    if role and head in tongue.of("of_offices") and len(rest) > 1 and rest[0].low == "of" and rest[1].capital:
        # "Minister of Information": what the office is for, and no body
        stop = next((n for n in range(1, len(rest)) if not rest[n].capital and rest[n].low != "and"), len(rest))
        return Named("noun", None, f"{role} of {' '.join(token.text for token in rest[1:stop])}", None, head, owner)
    if role and not organisation:
        organisation = place_of(rest, tongue)
        if (
            organisation is None
            and len(rest) > 1
            and head not in tongue.of("trades")
            and rest[0].low == "of"
            and not rest[1].capital
            and rest[1].low not in tongue.of("determiners")
        ):
            stop = next(
                (
                    n
                    for n in range(1, min(len(rest), 5))
                    if rest[n].low in tongue.of("prepositions") or rest[n].kind != "w"
                ),
                min(len(rest), 5),
            )
            role = " ".join([role, *(token.text for token in rest[:stop])])
    return Named("noun", None, role=role, organisation=organisation, head=head, owner=owner)
