"""Subjects in Russian, Ukrainian and Kazakh: roles in lower case, then a name; all cases and orders."""

from standoff.quotes.nominative import bent_words
from standoff.quotes.phrases import Phrase
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

REACH = 16

#: Words of a name within marks.
NAME = 3

#: Small words within a surname.
PARTICLES = frozenset({"ван", "фон", "де", "да", "дер", "аль", "эль", "ди", "ла"})

_VERB_ENDINGS = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ит", "ют", "ут", "ят", "ается", "яется")


_UKRAINIAN = ("ють", "ять", "ить", "уть", "ється", "ються")


def is_verb(token: Token, tongue: Tongue) -> bool:
    """Does the word look like a finite verb?"""
    low = token.low
    if token.capital or len(low) < 4 or low in tongue.bodies or low in tongue.roles or low in bent_words(tongue):
        return low in tongue.forms
    endings = _VERB_ENDINGS + _UKRAINIAN if tongue.code == "uk" else _VERB_ENDINGS
    return low.endswith(endings) and low not in tongue.of("no_verbs")


def name_in_marks(sentence: Sentence, at: int, tongue: Tongue) -> bool:
    """``организация «Открытая линия»``, ``радио «Столица»``: what stands within marks at *at* is a name."""
    before, inner = sentence[at - 1] if at else None, sentence[at].text.strip("«»\"„“”' ")
    if before is None or before.kind != "w" or not (inner[:1].isupper() or inner[:1].isdigit()):
        return False
    known = before.low in tongue.bodies or before.low in bent_words(tongue)
    return known or (len(inner.split()) <= NAME and inner[-1:] not in {".", "!", "?", "…", ","})


def before_cue(sentence: Sentence, index: int, tongue: Tongue, *, impersonal: bool = False) -> Phrase | None:
    """Return the subject in front of the cue at *index*, None where no speaker stands there."""
    end = index
    while end and (sentence[end - 1].low in tongue.of("adverbs") or sentence[end - 1].low in {"не", "же"}):
        end -= 1
    if impersonal:
        return clause_subject(sentence, tongue)
    beside: list[list[Token]] = []
    if end and sentence[end - 1].text == ",":
        start = _comma_back(sentence, end - 1)
        if start is None:
            return None
        beside, end = [sentence[start + 1 : end - 1]], start
    first = _phrase_start(sentence, end, tongue)
    tokens = sentence[first:end]
    while tokens and (
        tokens[0].low in tongue.of("adverbs")
        or tokens[0].low in tongue.of("conjunctions")
        or tokens[0].low in tongue.of("calendar")
        or tokens[0].text.isdigit()
    ):
        tokens, first = tokens[1:], first + 1
    if not tokens or tokens[-1].low in tongue.of("conjunctions"):
        return None
    if tokens[0].low in tongue.of("prepositions"):
        return _within(sentence, first, tokens, tongue)
    if not _speaks(tokens, tongue):
        return None
    return Phrase(tokens, beside, first=first, left=first)


def _comma_back(sentence: Sentence, comma: int) -> int | None:
    for at in range(comma - 1, max(-1, comma - 14), -1):
        if sentence[at].text == ",":
            return at
        if sentence[at].kind == "q":
            return None
    return None


def _phrase_start(sentence: Sentence, end: int, tongue: Tongue) -> int:
    at = end
    while at and end - at < REACH:
        token = sentence[at - 1]
        if token.kind == "q" and not name_in_marks(sentence, at - 1, tongue):
            break
        if token.kind == "p" and not (token.text == "," and list_of_body(sentence, at - 1, tongue)):
            break
        if (
            token.low in tongue.of("subordinators")
            or token.low in {"а", "но"}
            or (token.kind == "w" and is_verb(token, tongue))
        ):
            break
        at -= 1
    return at


def list_of_body(sentence: Sentence, comma: int, tongue: Tongue) -> bool:
    """``Министерство культуры, информации и молодёжной политики``: a comma within a body's name."""
    head = any(token.low in tongue.bodies and token.capital for token in sentence[max(0, comma - 4) : comma])
    return head and any(token.low in {"и", "та", "й"} for token in sentence[comma + 1 : comma + 5])


def _speaks(tokens: Sentence, tongue: Tongue) -> bool:
    return any(
        token.capital
        or token.low in tongue.of("subject_pronouns")
        or token.low in tongue.roles
        or token.low in tongue.bodies
        or token.low in tongue.groups
        or token.low in tongue.of("company_words")
        for token in tokens
    )


def _within(sentence: Sentence, first: int, tokens: Sentence, tongue: Tongue) -> Phrase | None:
    """``В самой Meta говорят``, ``в варшавском офисе Google не ответили``: the body stands behind "in"."""
    if tokens[0].low not in {"в", "во", "у", "при"}:
        split = next(
            (
                n
                for n, token in enumerate(tokens)
                if n > 1 and (token.capital or token.low in tongue.of("subject_pronouns") or token.low in tongue.roles)
            ),
            None,
        )
        if split is None or tokens[split - 1].low in tongue.of("prepositions"):
            return None
        return Phrase(tokens[split:], first=first + split, left=first)
    latin = next((n for n, token in enumerate(tokens) if n and token.capital and token.text.isascii()), len(tokens))
    # "В пресс-службе TikTok Азаттыку подтвердили": whom one told stands behind, in other letters
    tokens = tokens[: next((n for n in range(latin, len(tokens)) if not tokens[n].text.isascii()), len(tokens))]
    for number, token in enumerate(tokens):
        if number and token.capital:
            bent = len(tokens) == number + 1 and token.low.endswith("е")
            return Phrase(tokens[number:], first=first + number, left=first, genitive=bent)
        if number and token.low in bent_words(tongue):
            return Phrase(tokens[number:], first=first + number, left=first, genitive=True)
    return None


def clause_subject(sentence: Sentence, tongue: Tongue) -> Phrase | None:
    """Return the subject of the main clause: ``Комиссия … опубликовала «заявление», в котором утверждалось``."""
    for index, token in enumerate(sentence[:30]):
        if token.kind == "w" and index and is_verb(token, tongue) and token.low not in tongue.of("that"):
            return before_cue(sentence, index, tongue)
    return None


def after_cue(sentence: Sentence, behind: int, tongue: Tongue) -> Phrase | None:
    """Return the subject behind the cue: up to the next mark, past days, addressees and objects."""
    end = behind
    while end < len(sentence) and end - behind < 22:
        token = sentence[end]
        if (
            token.kind == "p"
            and token.text not in {"(", ")", "/"}
            and not (token.text == "," and list_of_body(sentence, end, tongue))
        ):
            break
        if token.kind == "q" and not name_in_marks(sentence, end, tongue):
            break
        end += 1
    tokens = sentence[behind:end]
    if inside := _inside_body(sentence, behind, tokens, tongue):
        return inside
    start = _first_speaker(tokens, tongue)
    if start is None:
        return None
    while (
        start and tokens[start].low in tongue.bodies and tokens[start - 1].low.endswith(("ое", "ая", "ый", "ий", "ой"))
    ):
        start -= 1  # "краевое министерство"
    stop = start + 1 if tokens[start].low in tongue.of("subject_pronouns") else _name_end(tokens, start, tongue)
    beside: list[list[Token]] = []
    if end < len(sentence) and sentence[end].text == "," and behind + stop == end:
        close = next(
            (at for at in range(end + 1, min(len(sentence), end + 16)) if sentence[at].kind == "p"),
            min(len(sentence), end + 16),
        )
        beside = [sentence[end + 1 : close]]
    return Phrase(tokens[start:stop], beside, first=behind + start, left=behind + start)


def _inside_body(sentence: Sentence, behind: int, tokens: Sentence, tongue: Tongue) -> Phrase | None:
    """``сообщили в компании``, ``говорится в заявлении ведомства``: the body stands behind "in"."""
    if (
        len(tokens) < 2
        or not sentence[behind - 1].low.endswith(("ли", "ют", "ят", "ут", "ся", "ть"))
        or tokens[0].low not in {"в", "во", "у"}
    ):
        return None
    first = 1
    while first < len(tokens) and tokens[first].low in tongue.of("papers") | tongue.of("determiners"):
        first += 1
    body = tokens[first] if first < len(tokens) else None
    if body is None:
        return Phrase(tokens[1:2], first=behind + 1, left=behind + 1, pronoun="оно") if first > 1 else None
    if not (body.capital or body.low in bent_words(tongue) or body.low in tongue.of("press_offices")):
        return None
    stop = first + 1
    while (
        stop < len(tokens)
        and tokens[stop].low not in tongue.of("prepositions") | tongue.of("telling")
        and not is_verb(tokens[stop], tongue)
    ):
        stop += 1
    return Phrase(tokens[first:stop], first=behind + first, left=behind + first, genitive=not body.capital or first > 1)


def _first_speaker(tokens: Sentence, tongue: Tongue) -> int | None:
    for index, token in enumerate(tokens):
        before = tokens[index - 1].low if index else ""
        if _told(tokens, index, tongue):
            continue
        if before in tongue.of("prepositions") or (
            index > 1 and tokens[index - 2].low in tongue.of("prepositions") and token.text[0].isascii()
        ):
            continue
        if (
            token.low in tongue.of("subject_pronouns")
            or token.low in tongue.roles
            or token.low in tongue.bodies
            or token.low in tongue.groups
        ):
            return index
        if token.capital and token.low not in tongue.of("calendar") and before not in tongue.of("telling"):
            return index
    return None


def _told(tokens: Sentence, index: int, tongue: Tongue) -> bool:
    """``сообщили ТАСС в Duolingo``: an agency right behind the cue that was told, the speaker behind "in"."""
    agencies = tongue.tables["roles"].get("media", {}).get("agencies", ())
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    speaks = following in {"в", "во", "у"} or following in tongue.roles
    return index == 0 and tokens[index].text in agencies and speaks


def _name_end(tokens: Sentence, start: int, tongue: Tongue) -> int:
    """Where the subject ends: behind its last capital word before a preposition, or its noun phrase."""
    stop = start + 1
    last_capital = 0
    while stop < len(tokens):
        token = tokens[stop]
        if token.low in tongue.of("prepositions") and not (
            tokens[stop - 1].low in tongue.bodies and token.low in {"по", "из", "при"}
        ):
            pair = None if last_capital or tokens[start].low not in tongue.roles else _pair_ahead(tokens, stop, tongue)
            if pair is None:
                break
            stop = last_capital = pair + 1  # "владелец гостиницы в Суздале Павел Тумаков"
            continue
        if (
            token.low in tongue.of("calendar")
            or token.text.isdigit()
            or token.low in tongue.of("telling")
            or is_verb(token, tongue)
        ):
            break
        if token.low in PARTICLES and last_capital and stop + 1 < len(tokens) and tokens[stop + 1].capital:
            stop += 1
            continue
        if last_capital and not token.capital and token.kind == "w" and tokens[start].low not in tongue.bodies:
            return stop
        if token.capital:
            last_capital = stop
        stop += 1
    return stop


def _pair_ahead(tokens: Sentence, at: int, tongue: Tongue) -> int | None:
    """The index where a name of two words or more begins that no preposition rules, a few words on."""
    for index in range(at + 2, min(len(tokens) - 1, at + 8)):
        if tokens[index].kind != "w" or is_verb(tokens[index], tongue):
            return None
        follows = tokens[index + 1].capital or tokens[index + 1].low in PARTICLES
        if tokens[index].capital and follows and tokens[index - 1].low not in tongue.of("prepositions"):
            return index
    return None


def source_phrase(sentence: Sentence, start: int, tongue: Tongue) -> Phrase | None:
    """Return the genitive speaker behind ``по словам``, None where none stands there."""
    end = start
    while end < len(sentence) and end - start < 14 and sentence[end].text not in {",", "—", "–", ":", ".", ";"}:
        if sentence[end].kind == "q" and not name_in_marks(sentence, end, tongue):
            break
        if end > start and is_verb(sentence[end], tongue):
            break
        end += 1
    tokens = sentence[start:end]
    if not tokens:
        return None
    return Phrase(tokens, first=start, left=start, genitive=True)
