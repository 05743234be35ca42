"""Sentences and phrases, read in the way of their language."""

from collections.abc import Sequence

from standoff.quotes.clauses import read_sentence
from standoff.quotes.drafts import Draft
from standoff.quotes.east import read_eastern
from standoff.quotes.east_names import read_eastern_phrase
from standoff.quotes.names import read_phrase
from standoff.quotes.phrases import Phrase
from standoff.quotes.runs import Named
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

#: Languages with a free order of words and strict marks.
EASTERN = frozenset({"ru", "uk", "kk"})


def drafts_of(text: str, sentence: Sentence, tongue: Tongue) -> list[Draft]:
    """Return the statements of *sentence*."""
    if tongue.code in EASTERN:
        return read_eastern(text, sentence, tongue)
    return read_sentence(text, sentence, tongue)


def named_by(tokens: Sequence[Token], tongue: Tongue) -> Named:
    """Return what the words name."""
    if tongue.code in EASTERN:
        return read_eastern_phrase(list(tokens), tongue)
    return read_phrase(tokens, tongue)


def named_in(phrase: Phrase, tongue: Tongue) -> Named:
    """Return what *phrase* names; a pronoun that the phrase carries comes first."""
    if phrase.pronoun is not None:
        return Named("pronoun", None, head=phrase.pronoun)
    if tongue.code in EASTERN:
        return read_eastern_phrase(phrase.tokens, tongue, genitive=phrase.genitive)
    return read_phrase(phrase.tokens, tongue)
