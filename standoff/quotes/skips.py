"""What may stand between a cue and its statement: addressees, days, places and media."""

from collections.abc import Callable

from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

#: Tokens between a cue and its statement; what is farther off belongs to something else.
ZONE = 28

#: "the same day", "hours later"
SPANS = frozenset(
    "day week month year morning afternoon evening night hours days weeks months minutes hour years".split()
)


def behind_addressee(sentence: Sentence, index: int, tongue: Tongue) -> int:
    """Behind the person told: ``reporters``, ``the Reuters news agency``, ``a news conference``, ``him``."""
    known = tongue.groups | tongue.roles | tongue.bodies | tongue.of("venue_words") | tongue.of("company_words")
    found, at = index, index
    while at < len(sentence) and at - index < 9:
        token = sentence[at]
        low = token.low.removesuffix("'s").removesuffix("’s")
        if (
            token.kind != "w"
            or low in tongue.of("that")
            or (low in tongue.of("prepositions") and low != "of")
            or low in tongue.of("auxiliaries")
        ):
            break
        if at > index and (low in tongue.of("determiners") or low in tongue.of("subject_pronouns")):
            break
        if low in {"him", "her", "them", "us", "me", "it", "you"}:
            return at + 1
        if low in known or token.capital or (low[-1:] == "s" and low[:-1] in tongue.roles):
            found = at + 1
        elif found > index and not (at + 1 < len(sentence) and _goes_on(sentence, at, known)):
            break
        at += 1
    return found


def _goes_on(sentence: Sentence, at: int, known: frozenset[str]) -> bool:
    """``the news agency``, ``Google and Apple``."""
    joined = sentence[at].low == "and" and sentence[at - 1].capital and sentence[at + 1].capital
    return joined or sentence[at + 1].low in known


def behind_circumstances(sentence: Sentence, index: int, tongue: Tongue) -> int:
    """Behind ``on Tuesday``, ``in a statement``, ``later the same day``: to the mark, the word or the clause."""
    limit = min(len(sentence), index + ZONE)
    while index < limit:
        token = sentence[index]
        if token.kind != "w" or token.low in tongue.of("that"):
            return index
        if token.low in tongue.of("adverbs") or token.low in tongue.of("calendar") or token.low in {"late", "early"}:
            index += 1
            continue
        if tongue.adverbial(token.low) and not token.capital:
            index += 1
            continue
        if token.low in tongue.of("prepositions"):
            end = _phrase_behind(sentence, index, tongue)
            if end is None:
                return index
            index = end
            continue
        end = _time_phrase(sentence, index, tongue)
        if end is None:
            return index
        index = end
    return index


def _time_phrase(sentence: Sentence, index: int, tongue: Tongue) -> int | None:
    """``the same day``, ``a day earlier``, ``last week``, ``hours later``."""
    first = sentence[index]
    if first.low not in tongue.of("time_openers") and not first.text.isdigit():
        return None
    definite = first.low in {"the", "that", "last", "this", "next"}
    for at in range(index, min(index + 4, len(sentence))):
        end = at + 1
        following = sentence[end] if end < len(sentence) else None
        if sentence[at].low not in SPANS and sentence[at].low not in tongue.of("calendar"):
            continue
        if following and following.low in {"later", "earlier", "before", "after", "ago"}:
            return end + 1
        return end if definite and not (following and following.text.isdigit()) else None
    return None


def _phrase_behind(sentence: Sentence, index: int, tongue: Tongue) -> int | None:
    """Where the prepositional phrase at *index* ends, if it tells of place, time or medium; else None."""
    venues = tongue.of("venue_words")
    stops = tongue.of("auxiliaries") | tongue.of("subject_pronouns") | tongue.of("that")
    at = index + 1
    if sentence[index].low == "to" and at < len(sentence) and _is_verb(sentence[at], tongue):
        return None
    if at < len(sentence) and sentence[at].low in tongue.of("prepositions"):
        at += 1
    while at < len(sentence) and at - index < 10:
        token = sentence[at]
        low = token.low.removesuffix("'s").removesuffix("’s")
        if token.kind == "q":
            following = sentence[at + 1] if at + 1 < len(sentence) else None
            return at + 2 if following and following.low in venues else None
        if low in tongue.of("that") and at > index + 1:
            return at
        if token.kind != "w" or low in stops or (low in tongue.of("prepositions") and at > index + 1):
            return None
        if token.text.isdigit() and sentence[at - 1].low in tongue.of("determiners"):
            at += 1
            continue
        if low in venues:
            return _venue_end(sentence, at, venues)
        if (end := _behind_name(sentence, at, tongue)) is not None:
            noun = _noun_at(sentence, end, tongue) or (end < len(sentence) and sentence[end].capital)
            if not noun or not _venue_near(sentence, end, tongue):
                return _name_end(sentence, token, end, noun, tongue)
            at = end
            continue
        if low in tongue.groups or low in tongue.roles or low in tongue.of("whole_venues"):
            return at + 1
        at += 1
    return None


def _venue_end(sentence: Sentence, at: int, venues: frozenset[str]) -> int:
    """Behind ``Parliament Hill``, ``a news conference``: a venue's name may go on."""
    hill = _run_end(sentence, at + 1, lambda other: other.capital) if sentence[at].capital else at
    return _run_end(sentence, hill, lambda other: other.low in venues)


def _name_end(sentence: Sentence, token: Token, end: int, noun: bool, tongue: Tongue) -> int | None:
    """Behind ``London``, ``its European headquarters``; None where the day or name belongs to what follows."""
    behind = sentence[end + 1].low if end + 1 < len(sentence) else ""
    if noun and _is_name(token, tongue) and sentence[end].text.islower():
        leads_on = tongue.of("prepositions") | tongue.of("that") | tongue.of("calendar")
        return end + 1 if behind in leads_on else end
    return None if noun and not _is_name(token, tongue) else end


def _is_verb(token: Token, tongue: Tongue) -> bool:
    """Is the word behind "to" no noun phrase: neither an article, a name, a role nor a medium?"""
    nouns = tongue.groups | tongue.roles | tongue.bodies | tongue.of("venue_words") | tongue.of("company_words")
    opens = tongue.of("determiners") | tongue.of("possessive") | {"him", "her", "them", "us", "me"}
    many = token.low.endswith("s") and not token.low.endswith("ss")
    return (
        token.kind == "w"
        and not token.capital
        and not many
        and token.low not in nouns | opens
        and not token.text[0].isdigit()
    )


def _is_name(token: Token, tongue: Tongue) -> bool:
    return token.capital and token.low not in tongue.of("calendar")


def _behind_name(sentence: Sentence, at: int, tongue: Tongue) -> int | None:
    """Behind the day or the name that begins at *at*, None where neither does."""
    token, calendar = sentence[at], tongue.of("calendar")

    def of_a_day(other: Token) -> bool:
        return other.text.isdigit() or other.low in SPANS or other.low in calendar

    if of_a_day(token) or token.low.removesuffix("'s").removesuffix("’s") in calendar:
        return _run_end(sentence, at, of_a_day)
    if token.capital and not token.low.endswith(("'s", "’s")):
        return _run_end(sentence, at, lambda other: other.capital)
    return None


def _venue_near(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """``a June report``, ``a Statehouse news conference``: the venue's noun follows within few words."""
    for token in sentence[index : index + 3]:
        if token.kind != "w" or token.low in tongue.of("prepositions"):
            return False
        if token.low in tongue.of("venue_words"):
            return True
    return False


def late_that(sentence: Sentence, index: int, tongue: Tongue) -> int | None:
    """Behind the "that" which a phrase of place or medium parts from its cue: ``said in a video sent out that``."""
    opens = tongue.of("venue_prepositions") | {"after", "before", "with", "to"}
    if sentence[index].low not in opens or index + 1 >= len(sentence):
        return None
    if sentence[index].low == "to" and _is_verb(sentence[index + 1], tongue):
        return None
    barred = tongue.of("auxiliaries") | tongue.of("subject_pronouns") | tongue.of("conjunctions")
    for at in range(index + 1, min(len(sentence) - 2, index + 14)):
        token = sentence[at]
        if token.low in tongue.of("that"):
            return at + 1 if sentence[at + 1].low not in tongue.of("auxiliaries") else None
        if token.kind == "p" or token.low in barred or (token.kind == "q" and len(token.text.split()) > 3):
            return None
    return None


def _noun_at(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """Does a plain word follow, so that the day belongs to it (``a July 10 meeting``)?"""
    if index >= len(sentence) or sentence[index].kind != "w" or sentence[index].capital:
        return False
    low = sentence[index].low
    return not (
        low in tongue.openers
        or low in tongue.of("auxiliaries")
        or low in tongue.of("adverbs")
        or low in tongue.roles | tongue.groups
    )


def _run_end(sentence: Sentence, at: int, belongs: Callable[[Token], bool]) -> int:
    while at < len(sentence) and belongs(sentence[at]):
        at += 1
    return at
