"""Statements without a verb of speech: ``according to X``, and no comment at all."""

from standoff.quotes.endings import clause_end, decline_at, is_clause
from standoff.quotes.phrases import Phrase, can_speak
from standoff.quotes.subjects import subject_behind
from standoff.quotes.tags import Tags
from standoff.quotes.tongue import Cue, Form

_ACCORDING = Form(("according", "to"), "past", Cue("according to", frozenset({"clause"}), "asserts"))


class Sources(Tags):
    """``According to X`` in front or behind, and ``declined to comment``."""

    def _source(self, index: int) -> int | None:
        sentence, tongue = self.sentence, self.tongue
        if sentence[index].low not in tongue.of("source_first"):
            return None
        for phrase in tongue.tables.get("source", {}).get("forms", ()):
            words = phrase.split()
            if [token.low for token in sentence[index : index + len(words)]] != words:
                continue
            behind = index + len(words)
            if words == ["per"] and not self._per_somebody(behind):
                return None
            subject = subject_behind(sentence, behind, tongue, anything=True)
            cue = self.text[sentence[index].start : sentence[behind - 1].end]
            if subject is None:
                return None
            if subject.tokens[0].low in tongue.of("possessive") | {"your", "our", "my"} and not can_speak(
                subject, tongue
            ):
                return None  # "according to your needs"
            self._cut_source(subject)
            if all(token.low in tongue.of("determiners") for token in subject.tokens):
                subject = self._issuer(subject) or subject
            self._with_marks(subject)
            return self._source_clause(index, subject, cue)
        return None

    def _per_somebody(self, at: int) -> bool:
        """``per the readout``, ``per CNN``, and not ``per day``."""
        if at >= len(self.sentence):
            return False
        token = self.sentence[at]
        return token.low in {"the", "his", "her", "its"} or (token.capital and token.low not in {"capita", "cent"})

    def _with_marks(self, subject: Phrase) -> None:
        """``according to the new "dot plot" of projections``: the noun stands within marks."""
        at = subject.first + len(subject.tokens)
        plain = self.tongue.of("determiners") | self.tongue.of("plain_adjectives") | {"latest"}
        if at >= len(self.sentence) or self.sentence[at].kind != "q":
            return
        if all(token.low in plain for token in subject.tokens):
            end = next((n for n in range(at + 1, min(at + 6, len(self.sentence))) if self.sentence[n].kind != "w"), at)
            subject.tokens = self.sentence[subject.first : max(end, at + 1)]
            subject.beside = []

    def _issuer(self, subject: Phrase) -> Phrase | None:
        """``according to a "joint statement" that the ministry published``: whoever issued the paper in marks."""
        sentence = self.sentence
        at = subject.first + len(subject.tokens)
        if at + 2 >= len(sentence) or sentence[at].kind != "q":
            return None
        at += 1
        while at < len(sentence) and sentence[at].low in {
            "that",
            "which",
            "by",
            "from",
            "of",
            "issued",
            "published",
            "in",
        }:
            at += 1
        return subject_behind(sentence, at, self.tongue)

    def _cut_source(self, subject: Phrase) -> None:
        """``According to X the law …``: without a comma the speaker ends where his name does."""
        tokens, tongue = subject.tokens, self.tongue
        end = subject.first + len(tokens)
        parted = end < len(self.sentence) and self.sentence[end].text == ","
        for at in range(1, len(tokens)):
            before, token = tokens[at - 1], tokens[at]
            new = (
                token.low in tongue.of("determiners")
                or token.low in tongue.of("subject_pronouns")
                or (token.text[0].isdigit() and before.low not in tongue.of("determiners"))
                or (token.low in tongue.of("fronts") and not (parted and token.low in tongue.of("prepositions")))
            )
            of_paper = token.low in {"by", "from"} and before.low in tongue.of("documents")
            if new and before.low not in tongue.of("prepositions") and not of_paper:
                subject.tokens = tokens[:at]
                subject.beside = []
                return

    def _source_clause(self, index: int, subject: Phrase, cue: str) -> int | None:
        sentence = self.sentence
        behind = subject.first + len(subject.tokens)
        before = self._clause_before(index)
        if before and (cut := max((at for at in range(*before) if sentence[at].text == ";"), default=0)):
            before = (cut + 1, before[1])
        front = (index and self.sentence[index - 1].low == "that") or all(
            token.kind != "w" or token.low in self.tongue.of("conjunctions") for token in sentence[self.floor : index]
        )
        if front:
            start = self._behind_beside(behind)
            if start <= behind + 1:
                subject.beside = []  # what follows the comma is the statement itself
            if start >= len(sentence) - 2:
                return None
            end = clause_end(sentence, start, self.tongue)
            self._add(start, end, "source-front", cue, "according to", "asserts", subject, behind)
            return end
        tagged = (
            self.drafts
            and before
            and any(token.low in self.tongue.quote_forms for token in sentence[before[0] : before[1]])
        )
        open_verb = before is not None and sentence[before[1] - 1].low in self.tongue.of("auxiliaries")
        if before and not tagged and (self._verb_behind_tag(behind) or open_verb):
            # "One of them, according to X, had left": the source stands between a subject and its verb
            return self._around_tag(before, subject, behind, _ACCORDING, cue)
        if before and not tagged and is_clause(sentence[before[0] : before[1]], self.tongue):
            self._add(before[0], before[1], "source-behind", cue, "according to", "asserts", subject, behind)
            return behind
        return None

    def _behind_beside(self, index: int) -> int:
        """Behind the comma that ends what stands beside a name: ``According to X, a lawyer in Kyiv, the law …``."""
        sentence = self.sentence
        if index < len(sentence) and sentence[index].kind == "w":
            return index
        commas = [at for at in range(index, min(len(sentence), index + 25)) if sentence[at].text == ","]
        if not commas or commas[0] > index + 12:
            return index
        first = commas[0] + 1
        if (
            len(commas) > 1
            and 1 <= commas[1] - first <= 4
            and all(token.capital for token in sentence[first : commas[1]])
        ):
            return commas[1] + 1
        if (
            len(commas) > 1
            and first < len(sentence)
            and sentence[first].low in {"a", "an", "the", "who", "which", "whose"}
        ):
            inner = sentence[first : commas[1]]
            if not is_clause(inner, self.tongue) or sentence[first].low in {"who", "which", "whose"}:
                return commas[1] + 1
        return first

    def _decline(self, index: int) -> int | None:
        found = decline_at(self.sentence, index, self.tongue)
        if found is None:
            return None
        behind, cue = found
        subject = self._subject(index)
        if subject is None or self._subordinate(subject) or not self._could_answer(subject, index):
            return None
        end = clause_end(self.sentence, index, self.tongue)
        end = min(end, self._comma_after(behind, end))
        self._add(index, end, "no-comment", cue, "no comment", "declines_to_comment", subject, end)
        return max(end, behind)

    def _could_answer(self, subject: Phrase, index: int) -> bool:
        """A speaker; of others whoever gets calls and requests (``The casino did not return calls``)."""
        asked = self.tongue.of("decline_requests") - {"question", "questions", "letter"}
        called = any(token.low in asked for token in self.sentence[index : index + 9])
        return can_speak(subject, self.tongue) or (called and self._led(subject))

    def _subordinate(self, subject: Phrase) -> bool:
        """``when the service would not say``: told in passing, not as news."""
        before = self.sentence[subject.first - 1] if subject.first else None
        return before is not None and before.low in self.tongue.of("subordinators") and not subject.shared

    def _comma_after(self, behind: int, end: int) -> int:
        for at in range(behind, end):
            if self.sentence[at].text == ",":
                return at
        return end
