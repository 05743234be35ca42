"""The statements of one sentence: every cue with its speaker before or behind it and its words."""

from standoff.quotes.drafts import Draft
from standoff.quotes.sources import Sources
from standoff.quotes.statements import Statements
from standoff.quotes.tokens import Sentence
from standoff.quotes.tongue import Tongue


def read_sentence(text: str, sentence: Sentence, tongue: Tongue) -> list[Draft]:
    """Return the drafts of *sentence* in the order of its text."""
    reader = _Reader(text, sentence, tongue)
    reader.read()
    reader.drafts.sort(key=lambda draft: (draft.start, draft.end))
    for draft in reader.drafts:
        draft.sentence = sentence
    return reader.drafts


class _Reader(Statements, Sources):
    """Reads a sentence from left to right, cue by cue."""

    def read(self) -> None:
        """Go through the sentence once, from cue to cue."""
        sentence, index, firsts = self.sentence, 0, self.tongue.firsts
        self._final_tag()
        while index < len(sentence):
            token = sentence[index]
            begins = token.low in firsts or token.low.endswith("ed")  # "deadpanned" is on no list
            if not begins or token.kind != "w" or self.taken[index]:
                index += 1
                continue
            self.at = index
            behind = self._source(index) or self._decline(index) or self._cue(index)
            index = behind if behind else index + 1

    def _final_tag(self) -> None:
        """``…, X said on Tuesday.`` closes the sentence: all before it is X's, whatever verbs stand in there."""
        sentence = self.sentence
        for index in range(len(sentence) - 1, max(0, len(sentence) - 14), -1):
            if sentence[index].low not in self.tongue.forms or sentence[index].capital:
                continue
            form = self._form(index)
            if form is not None and form.shape in {"past", "third", "base"}:
                if any(token.kind == "q" for token in sentence):
                    return
                self.at = index
                behind = index + len(form.words)
                self._tag(index, behind, form, self.text[sentence[index].start : sentence[behind - 1].end])
                return

    def _cue(self, index: int) -> int | None:
        form = self._form(index)
        if form is None and (behind := self._paper_that(index)) is not None:
            return behind
        if form is None:
            form = self._unlisted(index)
            return self._tag(index, index + 1, form, self.sentence[index].text) if form else None
        if form.shape == "past" and "quote" not in form.cue.takes and (other := self._unlisted(index)) is not None:
            found = self._tag(index, index + 1, other, self.sentence[index].text)
            if found is not None:
                return found
        after = index + len(form.words)
        cue = self.text[self.sentence[index].start : self.sentence[after - 1].end]
        return (
            self._opening(index, after, form, cue)
            or self._tag(index, after, form, cue)
            or self._statement(index, after, form, cue)
        )
