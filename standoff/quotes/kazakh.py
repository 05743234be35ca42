"""Kazakh statements without marks: ``X-тің айтуынша, …``, ``X … бұғаттауға шақырды``, ``X … бас тартты``.

The verb ends the sentence, the speaker begins it, and what is said stands between them.
"""

from standoff.quotes.east_reader import EasternReader
from standoff.quotes.phrases import Phrase
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")

#: Words that a speaker takes up at the head of a sentence.
REACH = 10


class Kazakh(EasternReader):
    """The Kazakh rules of a sentence, tried before those that it shares with Russian."""

    def read_kazakh(self) -> None:
        """Find the one statement without marks that the sentence holds."""
        _ = self._sourced_kazakh() or self._asked() or self._silent()

    def _sourced_kazakh(self) -> int | None:
        sources = self.tongue.of("source_words")
        at = next((n for n, token in enumerate(self.sentence[:REACH]) if token.low in sources), None)
        if not at:
            return None
        subject = _speaker(self.sentence[:at], self.tongue)
        start = at + 1
        while start < len(self.sentence) and self.sentence[start].kind == "p":
            start += 1
        end = self._end(start)
        if subject is None or end - start < 1:
            return None
        first = 0 if subject.pronoun else at
        cue = self.text[self.sentence[first].start : self.sentence[at].end]
        return self._add(start, end, "source-front", cue, "asserts", subject, at)

    def _asked(self) -> int | None:
        """``… министрлікті тізімін жариялауға үндеді``: what is asked for stands in the dative before the verb."""
        sentence = self.sentence
        at = _last_word(sentence)
        if at is None or sentence[at].low not in self.tongue.of("asking"):
            return None
        end = _name_end(sentence, self.tongue)
        if end is None or at - end < 2 or not sentence[at - 1].low.endswith(("ға", "ге", "қа", "ке")):
            return None
        return self._add(end, at, "cue-clause", sentence[at].text, "demands", _speaker(sentence[:end], self.tongue), at)

    def _silent(self) -> int | None:
        sentence = self.sentence
        at = _last_word(sentence)
        if at is None:
            return None
        words = " ".join(token.low for token in sentence[: at + 1])
        cue = next((cue for cue in self.tongue.of("declining") if words.endswith(cue)), None)
        end = _name_end(sentence, self.tongue)
        if cue is None or end is None or end > at:
            return None
        self.at = at
        return self._add(
            end, at + 1, "no-comment", cue, "declines_to_comment", _speaker(sentence[:end], self.tongue), at + 1
        )


def _last_word(sentence: Sentence) -> int | None:
    return next((n for n in range(len(sentence) - 1, -1, -1) if sentence[n].kind == "w"), None)


def _name_end(sentence: Sentence, tongue: Tongue) -> int | None:
    """Behind the pronoun, the name or the body that opens the sentence."""
    if sentence[0].low in tongue.of("subject_pronouns"):
        return 1
    end = None
    for index, token in enumerate(sentence[:REACH]):
        if token.kind != "w":
            break
        known = token.low in tongue.bodies or token.low in tongue.roles
        if (token.capital and index) or known or (index == 0 and token.low in tongue.known_names):
            end = index + 1
        elif end is not None and end > 1:
            break
    return end


def _speaker(tokens: Sentence, tongue: Tongue) -> Phrase | None:
    """The speaker at the head, out of the genitive; a possessive pronoun means the one spoken of."""
    words = [token for token in tokens if token.kind == "w"]
    while words and words[0].low in tongue.of("conjunctions") | tongue.of("adverbs"):
        words = words[1:]
    if not words:
        return None
    if pronoun := tongue.tables.get("pronoun_of", {}).get(words[-1].low):
        return Phrase(words[-1:], pronoun=pronoun)
    last = words[-1]
    for ending in _GENITIVE:
        if last.low.endswith(ending) and len(last.text) > len(ending) + 2:
            plain = last.text[: -len(ending)]
            words = [*words[:-1], Token("w", plain, plain.lower(), last.start, last.start + len(plain))]
            break
    return Phrase(words)
