"""Who stands at a cue: the noun phrase before it, behind it, or named beside it. Words only; names come later."""

from standoff.quotes.phrases import CORE_REACH, Phrase, can_speak, core_ending, has_verb, joins_names
from standoff.quotes.skips import SPANS
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

_DASHES = frozenset({"—", "–", "-", "--", "―"})

#: Words that one looks back for a subject. Longer ones were all misread clauses.
REACH = 45


def verb_group(sentence: Sentence, at: int, tongue: Tongue) -> tuple[int, bool, bool]:
    """Go back from the cue at *at* over its auxiliaries and adverbs: (index before them, passive, negated)."""
    auxiliaries, adverbs, passives = tongue.of("auxiliaries"), tongue.of("adverbs"), tongue.of("passive")
    passive = negated = False
    index = at - 1
    while index >= 0:
        token = sentence[index]
        low = token.low
        if token.kind != "w":
            break
        if low == "to" and (turned := _turned_to(sentence, index)) is not None:
            index = turned
        elif low == "to" and index > 1 and sentence[index - 1].low in tongue.of("going_on"):
            index -= 2 if sentence[index - 1].low == "on" else 1
        elif low in {"not", "never"} or low.endswith(("n't", "n’t")):
            negated = True
        elif low in passives:
            passive = True
        elif (
            low in tongue.of("calendar") or (token.text.isdigit() and sentence[index - 1].low in tongue.of("calendar"))
        ) and index > 1:
            index = _before_day(sentence, index, tongue)
            continue
        elif low in {"earlier", "later"} and index > 1 and sentence[index - 1].low in SPANS:
            index -= 1  # "had hours earlier announced"
        elif low in tongue.of("times") and index and sentence[index - 1].low in {"for", "long"}:
            index -= 1
        elif not (
            low in auxiliaries
            or (low in adverbs and not token.capital)
            or (tongue.adverbial(low) and not token.capital)
        ):
            break
        index -= 1
    return index, passive, negated


def _turned_to(sentence: Sentence, index: int) -> int | None:
    """``took to X on Monday to say``, ``turned to Facebook to describe``: the index of the verb."""
    for at in range(index - 2, max(0, index - 8), -1):
        if sentence[at].kind != "w":
            return None
        if sentence[at].low in {"took", "takes", "turned", "turns"} and sentence[at + 1].low == "to":
            return at
    return None


def _before_day(sentence: Sentence, index: int, tongue: Tongue) -> int:
    """The index before ``on November 2`` or ``Sunday`` between a subject and its verb."""
    while index > 0 and (sentence[index].low in tongue.of("calendar") or sentence[index].text.isdigit()):
        index -= 1
    return index - 1 if index > 0 and sentence[index].low in {"on", "late", "early"} else index


def subject_before(sentence: Sentence, at: int, tongue: Tongue, floor: int = 0) -> Phrase | None:
    """Return the subject of the cue at index *at*, looking back no further than *floor*; None where none is clear."""
    index, passive, negated = verb_group(sentence, at, tongue)
    phrase = _subject_ending(sentence, index, tongue, max(floor, at - REACH))
    if phrase:
        phrase.passive, phrase.negated = passive, negated
    return phrase


def _subject_ending(sentence: Sentence, index: int, tongue: Tongue, floor: int) -> Phrase | None:
    if index < floor:
        return None
    token = sentence[index]
    if token.low in tongue.of("conjunctions"):
        return Phrase([token], first=index, left=index, shared=True)
    if token.text == ",":
        if index > floor and sentence[index - 1].low in tongue.of("conjunctions"):
            return Phrase([token], first=index - 1, left=index - 1, shared=True)
        return _with_commas(sentence, index, tongue, floor)
    if token.low in {"who", "that", "which"} and not token.text.isupper():
        return _antecedent(sentence, index, tongue, floor)
    if token.text in _DASHES:
        return _before_dashes(sentence, index, tongue, floor)
    if (described := _described_by_who(sentence, index, tongue, floor)) is not None:
        return described
    phrase = core_ending(sentence, index, tongue, floor)
    before = sentence[phrase.first - 1] if phrase and phrase.first > floor else None
    if before is not None and before.low == "who" and not before.text.isupper():
        # "a student who gave her name as Abena said": the speaker stands before the relative clause.
        return _antecedent(sentence, phrase.first - 1, tongue, floor) if phrase else None
    return phrase


def _described_by_who(sentence: Sentence, index: int, tongue: Tongue, floor: int) -> Phrase | None:
    """``An engineer who asked for her name to be withheld said``: a clause on the speaker without commas."""
    for at in range(index - 1, max(floor, index - 14), -1):
        token = sentence[at]
        if token.kind != "w":
            return None
        if token.low == "who" and at > floor:
            following = sentence[at + 1]
            verb = following.low in tongue.of("auxiliaries") or following.low in tongue.of("strong_verbs")
            if not (verb or following.low.endswith(("ed", "n't", "n’t")) or following.low in tongue.forms):
                return None
            phrase = core_ending(sentence, at - 1, tongue, floor)
            led = phrase is not None and phrase.tokens[0].low in tongue.of("determiners") and phrase.first <= floor + 1
            return phrase if led and phrase is not None and can_speak(phrase, tongue) else None
    return None


def _before_dashes(sentence: Sentence, index: int, tongue: Tongue, floor: int) -> Phrase | None:
    """``The members — along with X — argue``: the subject stands before what the dashes enclose."""
    first = next((at for at in range(index - 1, max(floor, index - 32), -1) if sentence[at].text in _DASHES), None)
    if first is None or first <= floor:
        return None
    phrase = core_ending(sentence, first - 1, tongue, floor)
    if phrase is None or has_verb(phrase.tokens, tongue) or not can_speak(phrase, tongue):
        return None
    return phrase


def _antecedent(sentence: Sentence, index: int, tongue: Tongue, floor: int) -> Phrase | None:
    if sentence[index].low == "that":
        return None
    before = index - 1
    if before >= floor and sentence[before].text == ",":
        before -= 1
    phrase = core_ending(sentence, before, tongue, floor) if before >= floor else None
    if phrase:
        phrase.relative = True
        for at in range(len(phrase.tokens) - 1, 0, -1):
            previous = phrase.tokens[at - 1]
            if previous.low in tongue.of("prepositions") and previous.low != "of":
                phrase.tokens, phrase.first = phrase.tokens[at:], phrase.first + at
                break
    return phrase


def _with_commas(sentence: Sentence, comma: int, tongue: Tongue, floor: int) -> Phrase | None:
    """``NAME, beside, beside, CUE``: the first part between commas that can speak; the rest stands beside it."""
    start = comma
    while start > floor and sentence[start - 1].kind != "q" and sentence[start - 1].text not in {";", ":", "—", "–"}:
        start -= 1
    parts = _comma_parts(sentence, start, comma)
    for number, (first, last) in enumerate(parts):
        if first > last:
            continue
        phrase = core_ending(sentence, last, tongue, first, whole=True)
        named = phrase is not None and (can_speak(phrase, tongue) or _told_of(phrase, sentence[last + 2 :], tongue))
        if phrase is None or not named or has_verb(phrase.tokens, tongue):
            continue
        if number and phrase.tokens[0].low in tongue.of("set_participles"):
            continue
        if number == len(parts) - 1 and len(parts) > 1 and comma - first > 1 and not phrase.tokens[-1].capital:
            return None
        phrase.beside = [sentence[a : b + 1] for a, b in parts[number + 1 :] if a <= b]
        phrase.left = first if number == 0 or _whole_clause(sentence[start : first - 1], tongue) else start
        return phrase
    return None


def _whole_clause(tokens: Sentence, tongue: Tongue) -> bool:
    """``It got answers to all of them, a spokeswoman, NAME, said``: a clause in front is what was said."""
    if not tokens:
        return False
    opens = tokens[0].low in tongue.of("prepositions") | tongue.of("subordinators") | tongue.of("leads")
    return not opens and not tokens[0].low.endswith("ing") and has_verb(tokens, tongue)


def _told_of(phrase: Phrase, behind: Sentence, tongue: Tongue) -> bool:
    """``The brokerage, which had foreseen it,``: a short noun phrase with a clause on it speaks by its place."""
    led = phrase.tokens[0].low in tongue.of("determiners") and 2 <= len(phrase.tokens) <= 4
    return led and phrase.first < 2 and bool(behind) and behind[0].low in {"who", "which", "whose"}


def _comma_parts(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    first, depth = start, 0
    for index in range(start, end):
        text = sentence[index].text
        depth += (text == "(") - (text == ")")
        if text == "," and depth <= 0:
            parts.append((first, index - 1))
            first = index + 1
    parts.append((first, end - 1))
    return parts


def subject_behind(sentence: Sentence, at: int, tongue: Tongue, *, anything: bool = False) -> Phrase | None:
    """Return the subject that follows the cue (``"...," said NAME of BODY, a lawyer``), None where none does."""
    stops = tongue.of("subordinators") - {"as", "than"}
    index = at
    while index < len(sentence) and (
        (sentence[index].low in tongue.of("adverbs") and not sentence[index].capital)
        or sentence[index].low in tongue.of("auxiliaries")
    ):
        index += 1
    first = index
    while index < len(sentence) and index - first < CORE_REACH:
        token = sentence[index]
        if token.kind == "q" or (token.kind == "p" and token.text not in {"(", ")", "/", "&"}):
            break
        if index > first and (token.low in stops or token.low in tongue.of("calendar")):
            break
        if index > first and token.low in tongue.of("prepositions") and not _binds(sentence, index, tongue):
            break
        if (
            index > first
            and token.low in tongue.of("conjunctions")
            and not joins_names(sentence, index, len(sentence) - 1, first)
        ):
            break
        index += 1
    tokens = sentence[first:index]
    while tokens and (tokens[-1].low in tongue.of("prepositions") or tokens[-1].text == "("):
        tokens = tokens[:-1]
    if not tokens or tokens[0].low in tongue.of("prepositions") or tokens[0].low in stops:
        return None
    phrase = Phrase(tokens, first=first, left=first)
    if not anything and not can_speak(phrase, tongue):
        return None
    phrase.beside = _beside_behind(sentence, first + len(tokens), tongue)
    return phrase


def _binds(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """Does the preposition bind a body to the speaker (``of Open Line``), and tell no venue?"""
    low = sentence[index].low
    inner = low in {"of", "for", "with", "from", "at", "in"} or (
        low == "to" and sentence[index - 1].low in tongue.roles
    )
    if low == "by" and sentence[index - 1].low in tongue.of("documents"):
        return True
    return inner and not _is_venue(sentence, index, tongue)


def _is_venue(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    return any(token.low in tongue.of("venue_words") for token in sentence[index + 1 : index + 5])


def _beside_behind(sentence: Sentence, index: int, tongue: Tongue) -> list[list[Token]]:
    """``, a lawyer with the Press Desk`` or ``, who runs a workshop`` behind a name, up to the next mark."""
    if index >= len(sentence) or sentence[index].text != ",":
        return []
    tokens: list[Token] = []
    for token in sentence[index + 1 : index + 20]:
        if token.kind != "w":
            break
        tokens.append(token)
    return [tokens] if tokens else []
