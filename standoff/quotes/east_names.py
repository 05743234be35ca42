"""Names, roles and bodies within a Russian, Ukrainian or Kazakh noun phrase, in the nominative."""

from standoff.quotes.east_subjects import PARTICLES, is_verb, list_of_body
from standoff.quotes.nominative import bent_words, nominative_body, nominative_name, nominative_word
from standoff.quotes.runs import Named, without_brackets
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue


def _script(word: str) -> str:
    return "c" if any("Ѐ" <= char <= "ӿ" for char in word) else "l"


def read_eastern_phrase(tokens: Sentence, tongue: Tongue, *, genitive: bool = False) -> Named:
    """Return what the noun phrase names, in the nominative."""
    tokens = without_brackets(tokens) or tokens
    words = [token for token in tokens if token.kind == "w"]
    if not words:
        return Named("noun", None)
    if len(words) == 1 and words[0].low in tongue.of("subject_pronouns"):
        return Named("pronoun", None, head=words[0].low)
    if within := _name_in_marks(tokens, tongue):
        return within
    if tongue.code == "kk" and len(words) > 1 and words[-1].low in tongue.of("kinds") and words[-2].text.isascii():
        words = words[:-1]  # "Meta компаниясы"
        tokens = [token for token in tokens if token.end <= words[-1].end]
    cut = next(
        (n for n, token in enumerate(tokens) if n and _ends_name(token, tongue)),
        len(tokens),
    )
    core, rest = list(tokens[:cut]), list(tokens[cut:])
    if rest and (named := _named_at_end(core, rest, tongue, genitive)):
        return named
    if core[0].low in tongue.of("press_offices") and len(core) > 1:
        return read_eastern_phrase(core[1:], tongue, genitive=True)
    role_at = next((n for n, token in enumerate(core) if _is_role(token, tongue, genitive)), None)
    run = _last_run(core, tongue)
    if role_at is None and run and _plain_before_name(core[: run[0]], tongue):
        role_at = next(n for n, token in enumerate(core) if token.kind == "w")
    if run and (role_at is None or run[0] > role_at):
        return _with_name(core, rest, run, role_at, tongue, genitive)
    return _without_name(core, role_at, tongue, genitive)


def _named_at_end(core: list[Token], rest: list[Token], tongue: Tongue, genitive: bool) -> Named | None:
    """``владелец гостиницы в Суздале Павел Тумаков``: the name behind a place that belongs to the role."""
    role_at = next((n for n, token in enumerate(core) if _is_role(token, tongue, genitive)), None)
    if role_at is None or any(token.capital for token in core[role_at + 1 :]):
        return None
    first = len(rest)
    while first and (rest[first - 1].capital or (first < len(rest) and rest[first - 1].low in PARTICLES)):
        first -= 1
    if len(rest) - first > 2 and rest[first + 1].low not in PARTICLES:
        first = len(rest) - 2
    if len(rest) - first < 2 or rest[first - 1].low in tongue.of("prepositions") or rest[first].text.isascii():
        return None
    words = [token.text for token in rest[first:]]
    name = " ".join(nominative_name(words, tongue) if genitive else words)
    role, organisation = _role(core, [], role_at, tongue, genitive)
    return Named("person", name, role=role, organisation=organisation, head=name.split()[-1].lower())


def _name_in_marks(tokens: Sentence, tongue: Tongue) -> Named | None:
    """``сервиса «Сетевой барометр»``: the name of a body within marks that ends the phrase."""
    last = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].kind != "p"), 0)
    if tokens[last].kind != "q" or not last:
        return None
    before = tokens[last - 1].low
    plain = nominative_word(before, tongue)
    if plain not in tongue.bodies | tongue.of("company_words") or any(_is_role(t, tongue, True) for t in tokens[:last]):
        return None
    return Named("body", tokens[last].text.strip("«»\"„“”' "), head=plain)


def _ends_name(token: Token, tongue: Tongue) -> bool:
    """A preposition, a day or an adverb stands behind a name and is no part of it."""
    return (
        (token.low in tongue.of("prepositions") and token.low != "по")
        or token.text.isdigit()
        or token.low in tongue.of("calendar")
        or (token.low in tongue.of("adverbs") and not token.capital)
    )


def _plain_before_name(before: list[Token], tongue: Tongue) -> bool:
    """Plain words before a name are its role, known or not, unless they name a body or a company."""
    words = [token for token in before if token.kind == "w"]
    other = (
        tongue.bodies
        | tongue.of("company_words")
        | set(bent_words(tongue))
        | tongue.of("determiners")
        | tongue.of("adverbs")
    )
    return bool(words) and len(words) <= 2 and all(not token.capital and token.low not in other for token in words)


def _is_role(token: Token, tongue: Tongue, genitive: bool) -> bool:
    return token.low in tongue.roles or (genitive and bent_words(tongue).get(token.low, "") in tongue.roles)


def _last_run(core: list[Token], tongue: Tongue) -> tuple[int, int] | None:
    """The capitalised words at the end of the phrase, roles and bodies' head words apart."""
    end = len(core)
    while end and core[end - 1].kind != "w":
        end -= 1
    start = end
    while (
        start
        and core[start - 1].capital
        and core[start - 1].low not in tongue.roles
        and not (core[start - 1].text.isupper() and len(core[start - 1].text) > 1 and not core[end - 1].text.isupper())
        and _script(core[start - 1].text) == _script(core[end - 1].text)
    ):
        start -= 1
    return (start, end) if start < end else None


def _with_name(
    core: list[Token], rest: list[Token], run: tuple[int, int], role_at: int | None, tongue: Tongue, genitive: bool
) -> Named:
    start, end = run
    words = [token.text for token in core[start:end]]
    body_head = core[start].low in tongue.bodies or bent_words(tongue).get(core[start].low, "") in tongue.bodies
    if body_head and role_at is not None and len(words) > 2:
        # "депутат Госдумы Антон Лыков": behind the body stands a name
        body_head = words[-2].lower() not in tongue.of("given_names")
    before = core[:start]
    latin = _script(words[0]) == "l"
    known = " ".join(words).lower() in tongue.known_names or (len(words) == 1 and latin)
    person = (
        not body_head
        and not known
        and not (
            before
            and role_at is None
            and before[-1].low in tongue.bodies | tongue.of("company_words") | set(bent_words(tongue))
        )
    )
    if not person or (role_at is None and any(token.low in tongue.bodies for token in before)):
        return _body(core, run, tongue, genitive, latin)
    size = 2 if len(words) > 2 and not words[1].endswith(("ич", "вна", "чна", "ича", "вны")) else len(words)
    ahead = words[: len(words) - size]
    name_words = words[len(words) - size :]
    if genitive:
        name_words = nominative_name(name_words, tongue)
    role, organisation = _role(core[:start], ahead, role_at, tongue, genitive)
    if organisation is None:
        organisation = _behind(rest, tongue)
    return Named("person", " ".join(name_words), role=role, organisation=organisation, head=name_words[-1].lower())


def _body(core: list[Token], run: tuple[int, int], tongue: Tongue, genitive: bool, latin: bool) -> Named:
    words = [token.text for token in core]
    if latin:
        return Named("body", " ".join(words[run[0] : run[1]]), head=words[-1].lower())
    first = next((n for n, token in enumerate(core) if token.capital), 0)
    words = words[first:]
    text = _joined(core[first:])
    if genitive:
        text = " ".join(nominative_body(words, tongue))
    return Named("body", text, head=core[first].low)


def _joined(tokens: list[Token]) -> str:
    return "".join(
        (" " if n and token.start > tokens[n - 1].end else "") + token.text for n, token in enumerate(tokens)
    )


def _role(
    before: list[Token], ahead: list[str], role_at: int | None, tongue: Tongue, genitive: bool
) -> tuple[str | None, str | None]:
    if role_at is None:
        return None, " ".join(nominative_body(ahead, tongue)) or None
    head = before[role_at]
    if tongue.code == "kk":
        return _possessed(before[: role_at + 1], tongue)
    role = nominative_word(head.text, tongue) if genitive else head.text
    behind = [token.text for token in before[role_at + 1 :]]
    if ahead:
        return role, " ".join(nominative_body([*behind, *ahead], tongue))
    if not behind:
        return role, None
    first = behind[0]
    if (
        first[0].isupper()
        or first.lower() in bent_words(tongue)
        or (len(behind) > 1 and behind[1].lower() in bent_words(tongue))
    ):
        return role, " ".join(nominative_body(behind, tongue))
    return " ".join([role, *behind]), None


def _possessed(words: list[Token], tongue: Tongue) -> tuple[str, str | None]:
    """Kazakh: ``TikTok өкілі``, ``Мәжіліс депутаты``: the body stands before the role, which bears its ending."""
    role, ahead = words[-1].text, words[:-1]
    own = ahead and ahead[-1].low.endswith(("дің", "ның", "нің", "тің", "дың", "тың"))
    if own and not ahead[-1].capital:
        return f"{ahead[-1].text} {role}", None
    organisation = " ".join(token.text for token in ahead if token.kind == "w") if any(t.capital for t in ahead) else ""
    if organisation:
        plain = next((role[:-size] for size in (2, 1) if role[:-size].lower() in tongue.roles), role)
        return plain, organisation
    return role, None


def _behind(rest: list[Token], tongue: Tongue) -> str | None:
    """``из организации «Открытая линия»``: the name within marks, or the capitalised words."""
    for token in rest[:6]:
        if token.kind == "q":
            return token.text.strip('«»"„“” ')
    words = [token.text for token in rest[1:] if token.capital]
    return " ".join(nominative_body(words, tongue)) if words and rest[0].low in {"из", "із", "з"} else None


def _without_name(core: list[Token], role_at: int | None, tongue: Tongue, genitive: bool) -> Named:
    words = [token for token in core if token.kind == "w"]
    if role_at is not None:
        head = nominative_word(core[role_at].text, tongue) if genitive else core[role_at].text
        role, organisation = _role(core, [], role_at, tongue, genitive)
        return Named("noun", None, role=role, organisation=organisation, head=head.lower())
    for token in words:
        plain = nominative_word(token.text, tongue).lower() if genitive else token.low
        if plain in tongue.bodies or plain in tongue.of("company_words"):
            if token.capital and token.low not in tongue.of("company_words"):
                text = " ".join(nominative_body([other.text for other in words], tongue)) if genitive else _joined(core)
                return Named("body", text, head=plain)
            if any(other.capital for other in words[:2]) and len(words) > 1:
                text = " ".join(nominative_body([other.text for other in words], tongue)) if genitive else _joined(core)
                return Named("body", text, head=plain)
            return Named("noun", None, head=plain)
    return Named("noun", None, head=words[-1].low if words else "")


def body_names(sentence: Sentence, tongue: Tongue) -> list[tuple[int, str]]:
    """Return (position, name) of every body and company named in the nominative or in Latin letters."""
    found: list[tuple[int, str]] = []
    index = 0
    while index < len(sentence):
        token = sentence[index]
        if token.capital and (token.low in tongue.known_names or _script(token.text) == "l"):
            end = index + 1
            while (
                end < len(sentence)
                and sentence[end].capital
                and _script(sentence[end].text) == _script(token.text) == "l"
            ):
                end += 1
            found.append((token.start, _joined(sentence[index:end])))
            index = end
            continue
        if token.capital and _body_head(sentence, index, tongue):
            end = _body_end(sentence, index, tongue)
            if end - index > 1:
                found.append((token.start, _joined(sentence[index:end])))
            index = end
            continue
        index += 1
    return found


def _body_head(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    if sentence[index].low in tongue.bodies:
        return True
    ahead = sentence[index : index + 3]
    head = next((n for n, token in enumerate(ahead) if token.low in tongue.bodies), 0)
    return head > 0 and all(token.low.endswith(("ый", "ий", "ая", "ое", "ой", "на", "ний")) for token in ahead[:head])


def _body_end(sentence: Sentence, index: int, tongue: Tongue) -> int:
    end = index + 1
    while end < len(sentence) and end - index < 14:
        token = sentence[end]
        if token.kind == "q" or (token.kind == "p" and not (token.text == "," and list_of_body(sentence, end, tongue))):
            break
        if (
            (end > index and _ends_name(token, tongue) and token.low != "із")
            or is_verb(token, tongue)
            or token.low in tongue.of("subordinators")
        ):
            break
        end += 1
    return end
