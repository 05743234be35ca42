"""Noun phrases: how far back one reaches, and whether it can be a speaker."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

CORE_REACH = 16


@dataclass(slots=True)
class Phrase:
    """A subject: its words, what is set beside it between commas, and where it begins in its sentence.

    ``first`` is the index of its first token, ``left`` of the first token that belongs to what goes before the cue
    (an adverbial in front included). ``negated`` and ``passive`` tell of the verb.
    """

    tokens: list[Token]
    beside: list[list[Token]] = field(default_factory=list)
    first: int = 0
    left: int = 0
    passive: bool = False
    negated: bool = False
    shared: bool = False
    relative: bool = False
    pronoun: str | None = None
    genitive: bool = False

    @property
    def start(self) -> int:
        """Where the phrase begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the phrase ends in the text."""
        return self.tokens[-1].end


def has_verb(tokens: Sequence[Token], tongue: Tongue) -> bool:
    """Do the words hold a finite verb, so that they are a clause and no noun phrase?"""
    for index, token in enumerate(tokens):
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        if token.low in tongue.of("auxiliaries"):
            return True
        if (
            index
            and not token.capital
            and token.low.endswith("ed")
            and following not in {"by", "in", "on", ""}
            and len(tokens) > 3
        ):
            return True
        if index and token.low in tongue.of("strong_verbs") and not token.capital and following:
            return True
    return False


def can_speak(phrase: Phrase, tongue: Tongue) -> bool:
    """Can the phrase be a speaker by its words: a pronoun, a name, a role, a group or a body, one or many?"""
    return any(
        is_speaker(token.low, tongue)
        or (token.capital and token.low not in tongue.of("calendar") and token.low not in tongue.openers)
        for token in phrase.tokens
    )


def is_speaker(low: str, tongue: Tongue) -> bool:
    """Is the word a pronoun, role, group, body or document, in the singular or plural?"""
    if low in tongue.speakers:
        return True
    if not low.endswith("s") or len(low) < 4:
        return False
    return low[:-1] in tongue.speakers or (low.endswith("ies") and low[:-3] + "y" in tongue.speakers)


def core_ending(sentence: Sentence, last: int, tongue: Tongue, floor: int, whole: bool = False) -> Phrase | None:
    """The noun phrase that ends at *last*: back to a clause boundary, without an adverbial in front of it."""
    first = _phrase_start(sentence, last, tongue, floor)
    tokens = sentence[first : last + 1]
    if not tokens:
        return None
    if len(tokens) <= 3 and tokens[0].low in tongue.of("subject_pronouns") and not _acronym(tokens[0]):
        return Phrase(tokens[:1], first=first, left=first)
    skip = _front_adverbial(tokens, tongue)
    if skip is None:
        return None
    if whole and skip == 0 and tokens[0].low in tongue.of("prepositions"):
        return None
    return Phrase(tokens[skip:], first=first + skip, left=first)


def _phrase_start(sentence: Sentence, last: int, tongue: Tongue, floor: int) -> int:
    conjunctions, subordinators, cues = tongue.of("conjunctions"), tongue.of("subordinators"), tongue.forms
    index = last
    depth = 0
    lowest = max(floor, last - CORE_REACH)
    while index >= lowest:
        token = sentence[index]
        if token.text == ")":
            depth += 1
        elif token.text == "(":
            depth -= 1
        elif depth <= 0 and token.kind == "q" and not _name_in_marks(sentence, index, tongue):
            break
        elif depth <= 0 and token.kind == "p":
            if token.text in {"/", "&", ".", "%"} or (
                token.text == ","
                and (_listed_name(sentence, index, last, tongue) or _places(sentence, index, last, lowest))
            ):
                index -= 1
                continue
            break
        elif token.low in conjunctions:
            if not joins_names(sentence, index, last, lowest) and not _two_roles(sentence, index, last, tongue):
                break
        elif (token.low in subordinators and token.low not in {"as", "than"} and not _acronym(token)) or (
            token.low in cues and index < last and not token.capital and _finite(token, tongue)
        ):
            break
        index -= 1
    return index + 1


def _acronym(token: Token) -> bool:
    return token.text.isupper() and len(token.text) > 1


def _finite(token: Token, tongue: Tongue) -> bool:
    return any(form.shape in {"past"} and len(form.words) == 1 for form in tongue.forms[token.low])


def _name_in_marks(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """A nickname or a name of three words at most: ``Dwayne "The Rock" Johnson``, ``the "Dune" actor``."""
    before = sentence[index - 1] if index else None
    after = sentence[index + 1] if index + 1 < len(sentence) else None
    if before is None or after is None or len(sentence[index].text.split()) > 3:
        return False
    return (before.capital and after.capital) or (before.low in {"the", "a", "an"} and after.low in tongue.roles)


def _two_roles(sentence: Sentence, index: int, last: int, tongue: Tongue) -> bool:
    """``lead researcher and Lantern editor Lucas Pagan``: one person of two roles."""
    if not index or sentence[index].low != "and" or sentence[index - 1].low not in tongue.roles:
        return False
    behind = sentence[index + 1 : last + 1]
    return sentence[last].capital and any(token.low in tongue.roles for token in behind[:-1])


def joins_names(sentence: Sentence, index: int, last: int, lowest: int) -> bool:
    """``X and Y``: both sides begin like names, or the conjunction stands within a name of a body."""
    if index <= lowest or index >= last:
        return False
    before, after = sentence[index - 1], sentence[index + 1]
    if sentence[index].low != "and":
        return False
    if after.capital and (before.capital or (before.text == "," and _lists(sentence, index, lowest))):
        return True
    opens = index == 1 and before.low.endswith("s")  # "Businesses and residents"
    if after.capital or before.kind != "w" or (before.capital and not opens):
        return False
    return after.low.endswith("s") or (index > lowest + 1 and sentence[index - 2].low in {"on", "for", "of"})


def _lists(sentence: Sentence, index: int, lowest: int) -> bool:
    """``X, Y, and Z``: a comma before the last one and a name, and one more before that."""
    return sentence[index - 2].capital and any(
        sentence[at].text == "," and sentence[at + 1].capital for at in range(max(lowest, index - 9), index - 2)
    )


def _places(sentence: Sentence, index: int, last: int, lowest: int) -> bool:
    """``Residents of A, B and C``: a comma in a list of names behind a preposition."""
    ahead = sentence[index + 1 : last + 1]
    if not any(token.low == "and" for token in ahead) or not all(
        token.capital or token.low in {"and", ","} for token in ahead
    ):
        return False
    at = index - 1
    while at > lowest and (sentence[at].capital or sentence[at].text == ","):
        at -= 1
    return at < index - 1 and sentence[at].low in {"of", "in", "from"}


def _listed_name(sentence: Sentence, index: int, last: int, tongue: Tongue) -> bool:
    """A comma within a body's name: ``the Culture, Information, and Youth Policy Ministry``."""
    after = sentence[index + 1]
    before = sentence[index - 1] if index else after
    return (
        sentence[last].capital
        and sentence[last].low in tongue.bodies
        and before.capital
        and before.low not in tongue.of("calendar")
        and (after.capital or after.low == "and")
        and any(token.low == "and" for token in sentence[index + 1 : last])
    )


def _front_adverbial(tokens: Sequence[Token], tongue: Tongue) -> int | None:
    """How many words in front belong to an adverbial (``In a statement the company``), None when all do."""
    prepositions, determiners = tongue.of("prepositions"), tongue.of("determiners")
    calendar, adverbs = tongue.of("calendar"), tongue.of("adverbs")
    start = behind_span(tokens)
    while start < len(tokens) and (
        tokens[start].low in calendar
        or (tokens[start].low in adverbs and not _no_adverb(tokens, start))
        or (tongue.adverbial(tokens[start].low) and start < len(tokens) - 1)
    ):
        start += 1
    if start >= len(tokens):
        return None
    if tokens[-1].low in tongue.of("subject_pronouns"):
        return len(tokens) - 1
    if tokens[start].low == "as" and start + 1 < len(tokens):
        return start + 1
    if tokens[start].low == "including":
        return start + 1 if start + 1 < len(tokens) else None
    if tokens[start].low in prepositions:
        return _behind_adverbial(tokens, start, tongue)
    for index in range(len(tokens) - 1, start, -1):
        token, before = tokens[index], tokens[index - 1]
        if (
            token.low in determiners
            and before.low not in prepositions
            and before.low not in determiners
            and before.low not in tongue.of("conjunctions")
        ):
            return index
    return start


def _no_adverb(tokens: Sequence[Token], at: int) -> bool:
    """``All of them said``, ``Long said``: a word that counts as an adverb is the subject itself."""
    if at + 1 < len(tokens):
        return tokens[at + 1].low == "of"
    return tokens[at].capital


def behind_span(tokens: Sequence[Token]) -> int:
    """``Last week the mayor``: how many words of a span of time open the phrase."""
    spans = {"day", "week", "month", "year", "night", "weekend", "summer", "spring", "autumn", "fall", "winter"}
    opens = len(tokens) > 2 and tokens[0].low in {"last", "this", "next", "earlier", "later", "that", "the"}
    if opens and tokens[0].low in {"earlier", "later"} and tokens[1].low in {"this", "that"}:
        return 3 if tokens[2].low in spans else 0
    return 2 if opens and tokens[0].low != "the" and tokens[1].low in spans else 0


def _behind_adverbial(tokens: Sequence[Token], start: int, tongue: Tongue) -> int | None:
    """Where the noun phrase begins behind a prepositional phrase that no comma parts from it."""
    prepositions, determiners, calendar = tongue.of("prepositions"), tongue.of("determiners"), tongue.of("calendar")
    for index in range(len(tokens) - 1, start, -1):
        token, before = tokens[index], tokens[index - 1]
        if token.low in determiners and before.low not in prepositions:
            return index
    for index in range(len(tokens) - 1, start, -1):
        token, before = tokens[index], tokens[index - 1]
        if token.capital and token.low not in calendar and not before.capital and before.low not in prepositions:
            return index if before.low not in determiners else None
        if token.capital and before.low in calendar and token.low not in calendar:
            return index
    return None
