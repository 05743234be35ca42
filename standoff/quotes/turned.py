"""Quotations and speakers in an order of their own: ``"…," said the associate``, ``Asked X: "…"``."""

from standoff.quotes.phrases import Phrase, has_verb
from standoff.quotes.reader import SentenceReader
from standoff.quotes.subjects import subject_behind
from standoff.quotes.tongue import Form


class Turned(SentenceReader):
    """Finds the quotation before a tag, and speakers that stand behind or far before their verb."""

    def _plain_behind(self, behind: int) -> Phrase | None:
        """``"…," said the associate.``: a short noun phrase that ends the clause speaks by its place alone."""
        phrase = subject_behind(self.sentence, behind, self.tongue, anything=True)
        if phrase is None or not self._led(phrase):
            return None
        end = phrase.first + len(phrase.tokens)
        return phrase if end >= len(self.sentence) or self.sentence[end].kind == "p" else None

    def _opening(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        """``Asked a member of the board: "…"``: the verb opens the sentence, its subject stands behind it."""
        sentence = self.sentence
        if index or form.shape not in {"past", "third"} or "quote" not in form.cue.takes:
            return None
        subject = subject_behind(sentence, behind, self.tongue)
        at = subject.first + len(subject.tokens) if subject else len(sentence)
        if subject is None or at + 1 >= len(sentence) or sentence[at].text not in {":", ","}:
            return None
        if sentence[at + 1].kind != "q":
            return None
        subject.beside = []
        draft = self._add(
            at + 1, at + 2, "cue-quote", cue, form.cue.lemma, form.cue.stance, subject, behind, direct=True
        )
        draft.stance = "asserts" if form.cue.lemma == "ask" else draft.stance
        return at + 2

    def _far_quote(self, subject: Phrase) -> tuple[int, Phrase] | None:
        """``"…," NAME, who heads X, Y and Z told``: the quotation before all that stands beside the name."""
        sentence, tongue = self.sentence, self.tongue
        for at in range(subject.left - 1, max(self.floor, subject.left - 30) - 1, -1):
            token = sentence[at]
            if token.kind == "q":
                if self.taken[at] or token.text.rstrip("\"”“»’' ")[-1:] not in {",", "!", "?"}:
                    return None
                comma = next((n for n in range(at + 1, subject.left) if sentence[n].text == ","), subject.left)
                phrase = Phrase(sentence[at + 1 : comma], first=at + 1, left=at + 1)
                if not phrase.tokens or not phrase.tokens[0].capital or has_verb(phrase.tokens, tongue):
                    return None
                phrase.beside = [sentence[comma + 1 : subject.left - 1]] if comma + 1 < subject.left else []
                return at, phrase
            if token.text in {".", ";", ":"} or (token.low in tongue.of("auxiliaries") and not token.capital):
                return None
        return None

    def _noun_phrase(self, phrase: Phrase) -> bool:
        """No pronoun and no verb: ``…, said a spokesman``, and not ``…, said she had left``."""
        return phrase.tokens[0].low not in self.tongue.of("subject_pronouns") and not has_verb(
            phrase.tokens, self.tongue
        )

    def _parted(self, at: int, subject: Phrase) -> bool:
        """Is the quotation at *at* parted from the speaker by a mark, and no part of his name?"""
        token = self.sentence[at]
        if self.sentence[at + 1].kind == "p" or token.text.rstrip("\"”“»’' ")[-1:] in {",", ".", "!", "?", "…", "]"}:
            return True
        head = subject.tokens[0]
        return len(token.text.split()) > 2 and (head.capital or head.low in self.tongue.of("subject_pronouns"))

    def _quote_before(self, index: int) -> int | None:
        """The untaken quotation right before *index*, a comma or dash between them at most."""
        at = index - 1
        while at >= 0 and self.sentence[at].text in {",", "—", "–", "-"}:
            at -= 1
        if at >= 0 and self.sentence[at].kind == "q" and not self.taken[at]:
            return at
        return None
