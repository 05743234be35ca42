"""Statements behind their cue: a clause, words within marks, an object, a label."""

from standoff.quotes.acts import Acts
from standoff.quotes.complements import complement_of
from standoff.quotes.endings import clause_end, is_clause
from standoff.quotes.objects import Complement
from standoff.quotes.phrases import Phrase, can_speak, core_ending
from standoff.quotes.skips import behind_circumstances
from standoff.quotes.subjects import subject_before, subject_behind
from standoff.quotes.tongue import Form


class Statements(Acts):
    """``X said that …``, ``…, adding that …``, ``X was quoted as saying …``, ``as X said, …``."""

    def _statement(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        subject = self._subject_of_statement(index, behind, form)
        if subject is None:
            return self._by_somebody(index, behind, form, cue)
        found = complement_of(self.sentence, behind, form, self.tongue) or self._as_told(subject, behind)
        if found is None or found.end <= found.start:
            return None
        if not index and form.shape == "ing" and self.sentence[found.start].low in self.tongue.of("prepositions"):
            return None  # "Writing in a blog, X called …"
        if "request" in form.cue.takes and found.kind == "object" and self._mere_act(found, subject):
            return None
        if form.cue.lemma == "ask" and found.kind == "object" and self._is_body(subject) and self._asks_body(found):
            return None
        if "addressee" in form.cue.takes and found.kind == "object" and self._is_body(subject):
            return None
        if self._unfit(index, form, found, subject):
            return None
        if form.shape == "ing" and form.cue.stance == "denies" and found.kind == "thing" and self.drafts:
            # "…, the company said, contradicting the ministry" tells how that was meant
            return None
        found.end = self._end_of_lead(subject, found)
        direct = found.kind == "quote"
        stance = self._stance(behind, form, found)
        draft = self._add(
            found.start,
            found.end,
            f"cue-{found.kind}",
            self._cue_words(index, behind, found, cue, form),
            form.cue.lemma,
            stance,
            subject,
            found.zone,
            direct=direct,
        )
        draft.contrast = index > 0 and self._after_but(index)
        if direct:
            return self._goes_on(draft, found.end)
        return found.end

    def _end_of_lead(self, subject: Phrase, found: Complement) -> int:
        """``Although X said the shop was shut, Y went there``: in a clause in front the statement ends at its comma."""
        first = subject.first
        if found.kind == "quote" or self.tongue.code != "en":
            return found.end
        inserted = first > 1 and self.sentence[first - 1].low == "which" and self.sentence[first - 2].text == ","
        if subject.relative or self.at == 0 or inserted:
            return self._before_own_verb(found, opening=self.at == 0)
        if not first or first > 2:
            return found.end
        if self.sentence[first - 1].low not in self.tongue.of("lead_in"):
            return found.end
        return next((at for at in range(found.start + 2, found.end) if self.sentence[at].text == ","), found.end)

    def _by_somebody(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        """``was accused by X of hiding …``, ``is described by X as …``: the statement stands behind the speaker."""
        sentence = self.sentence
        if form.shape != "past" or behind >= len(sentence) or sentence[behind].low != "by":
            return None
        if not form.cue.takes & {"object", "fragment", "fault", "as", "addressee", "request"}:
            return None
        before = subject_before(sentence, index, self.tongue, self.floor)
        agent = subject_behind(sentence, behind + 1, self.tongue)
        if before is None or not before.passive or agent is None:
            return None
        links = {"of", "as", "for", "to", "that"}
        cut = next((n for n, token in enumerate(agent.tokens) if n and self._leads_on(agent.first + n, links)), None)
        agent.tokens = agent.tokens[:cut]
        start = agent.first + len(agent.tokens)
        if start >= len(sentence) - 1 or not self._leads_on(start, links):
            return None
        agent.beside = []
        start += sentence[start].low == "that" or (sentence[start].low == "as" and sentence[start + 1].kind == "q")
        end = clause_end(sentence, start, self.tongue)
        stance = "demands" if sentence[start].low == "to" else form.cue.stance
        self._add(start, end, "cue-passive", f"{cue} by", form.cue.lemma, stance, agent, start)
        return end

    def _leads_on(self, at: int, links: set[str]) -> bool:
        """``of hiding``, ``as a farce``, ``to leave``: and not the "of" within a name."""
        token, behind = self.sentence[at], self.sentence[min(at + 1, len(self.sentence) - 1)]
        if token.low not in links:
            return False
        return token.low not in {"of", "for"} or behind.low.endswith("ing") or behind.kind == "q"

    def _before_own_verb(self, found: Complement, *, opening: bool) -> int:
        """``X, who lobbied for a ban, did not answer``, ``Recalling the past, she …``: not the main clause."""
        for at in range(found.start + 1, found.end - 1):
            if self.sentence[at].text != ",":
                continue
            behind = self.sentence[at + 1]
            verb = behind.low in self.tongue.of("auxiliaries") or (
                not behind.capital
                and any(form.shape in {"past", "third"} for form in self.tongue.forms.get(behind.low, ()))
                and (behind.low.endswith("ed") or "quote" in self.tongue.forms[behind.low][-1].cue.takes)
            )
            if verb or (opening and (behind.low in self.tongue.of("subject_pronouns") or behind.capital)):
                return at
        return found.end

    def _stance(self, behind: int, form: Form, found: Complement) -> str:
        """The stance of the cue, where what it takes leaves it that."""
        stance = form.cue.stance
        if "request" in form.cue.takes and found.kind != "object":
            # a question asks nobody to do anything
            return "asserts"
        if "estimate" in form.cue.takes and found.kind == "object":
            return "asserts"
        if "out" in form.words and found.kind == "clause":
            # "ruled out paying": a refusal asserts; "ruled out sabotage" denies.
            return "asserts"
        if found.kind == "object" and stance == "asserts":
            return "demands"
        if form.cue.lemma == "blame" and found.kind != "object":
            # "blamed a botched update": a cause, and nobody's wrong.
            return "asserts"
        if found.kind == "fragment" and "as" in form.cue.takes:
            # "rejected the bill as "useless"" denies nothing; "dismissed that as "a misunderstanding"" does.
            said = self.tongue.of("claim_nouns") | {"that", "this", "it", "them"}
            return stance if any(token.low in said for token in self.sentence[behind : found.start]) else "asserts"
        return stance

    def _as_told(self, subject: Phrase, behind: int) -> Complement | None:
        """``As X told Y, the law …``: the statement is the main clause."""
        sentence = self.sentence
        if subject.first > 3 or not any(token.low == "as" for token in sentence[: subject.first]):
            return None
        for at in range(behind, min(len(sentence) - 3, behind + 14)):
            if sentence[at].kind == "q" or sentence[at].low in self.tongue.forms:
                return None
            if sentence[at].text == ",":
                end = clause_end(sentence, at + 1, self.tongue)
                return (
                    Complement("clause", at + 1, end, behind)
                    if is_clause(sentence[at + 1 : end], self.tongue)
                    else None
                )
        return None

    def _subject_of_statement(self, index: int, behind: int, form: Form) -> Phrase | None:
        sentence = self.sentence
        if form.shape == "ing" and index and sentence[index - 1].low == "as":
            return self._quoted_as(index - 1)
        if form.shape == "ing" and self._paper_before(index):
            return self._issuer_of(index - 1)
        if form.shape == "ing" and self._participle(index):
            return self._before_participle(index)
        if form.shape == "ing" and not (
            index and sentence[index - 1].low in self.tongue.of("passive") | self.tongue.of("adverbs")
        ):
            return self._with_name(index)
        subject = self._subject(index)
        if subject is None or (subject.passive and form.shape != "ing"):
            return None
        return subject

    def _paper_before(self, index: int) -> bool:
        """``issued a statement warning that``: a paper that says something stands right before the participle."""
        return index > 1 and self.sentence[index - 1].low in self.tongue.of("papers")

    def _paper_that(self, index: int) -> int | None:
        """``issued a statement to the Lantern that it would …``: the paper is the cue."""
        sentence, tongue = self.sentence, self.tongue
        if index < 3 or sentence[index].low not in tongue.of("papers") or sentence[index - 1].low not in {"a", "an"}:
            return None
        if sentence[index - 2].low not in tongue.of("issuing"):
            return None
        at = behind_circumstances(sentence, index + 1, tongue)
        if at + 2 >= len(sentence) or sentence[at].low not in tongue.of("that"):
            return None
        first = sentence[at + 1]
        if first.low in tongue.of("auxiliaries") or (first.low.endswith("ed") and not first.capital):
            return None  # "a statement that appeared to …"
        subject = self._issuer_of(index)
        if subject is None:
            return None
        cue = self.text[sentence[index - 2].start : sentence[index].end]
        end = clause_end(sentence, at + 1, tongue)
        self._add(at + 1, end, "cue-paper", cue, "state", "asserts", subject, index + 1)
        return end

    def _issuer_of(self, at: int) -> Phrase | None:
        """Who issued, filed or sent the paper at *at*, else the paper itself."""
        for verb in range(at - 1, max(0, at - 9), -1):
            if self.sentence[verb].low in self.tongue.of("issuing"):
                subject = subject_before(self.sentence, verb, self.tongue, self.floor)
                if subject is not None and subject.shared:
                    subject = self._leading_subject(verb)
                return subject if subject is not None and can_speak(subject, self.tongue) else None
            if self.sentence[verb].low in self.tongue.of("auxiliaries") or self.sentence[verb].kind == "p":
                break
        return core_ending(self.sentence, at, self.tongue, self.floor)

    def _with_name(self, index: int) -> Phrase | None:
        """``…, with Boswell stating: "…"``."""
        for at in range(index - 1, max(-1, index - 8), -1):
            if self.sentence[at].low == "with" and at + 1 < index:
                phrase = Phrase(self.sentence[at + 1 : index], first=at + 1, left=at)
                return phrase if can_speak(phrase, self.tongue) else None
        return None

    def _participle(self, index: int) -> bool:
        before = self.sentence[index - 1] if index else None
        if before is not None and before.low in self.tongue.of("adverbs"):
            before = self.sentence[index - 2] if index > 1 else None
        return (
            before is None
            or before.text in {",", "—", "–"}
            or before.kind == "q"
            or before.low in {"while", "and", "by", "before", "after"}
        )

    def _before_participle(self, index: int) -> Phrase | None:
        """``…, adding that``: the speaker of the statement before, or the subject of the clause."""
        if self.last and self.last.phrase:
            old = self.last.phrase
            return Phrase(old.tokens, old.beside, old.first, index, shared=True)
        return self._leading_subject(index) or self._first_subject()

    def _quoted_as(self, index: int) -> Phrase | None:
        """``quotes X as saying``, ``X was quoted by state media as saying``."""
        for at in range(index - 1, max(-1, index - 22), -1):
            if self.sentence[at].low in {
                "quote",
                "quotes",
                "quoted",
                "quoting",
                "cited",
                "cites",
                "citing",
                "heard",
                "seen",
            }:
                before = subject_before(self.sentence, at, self.tongue, self.floor)
                if before and before.passive and can_speak(before, self.tongue):
                    before.passive = False
                    return before
                return subject_behind(self.sentence, at + 1, self.tongue)
        return None

    def _cue_words(self, index: int, behind: int, found: Complement, cue: str, form: Form) -> str:
        """``described … as``, ``complained of``, ``was telling``: the cue with the word that belongs to it."""
        start = index
        if (
            found.kind == "fragment"
            and found.start > behind
            and self.sentence[found.start - 1].low in {"as", "of", "about", "to"}
            and form.cue.stance == "asserts"
            and self.sentence[found.start - 1].end > self.sentence[behind - 1].end
        ):
            return f"{cue} {self.sentence[found.start - 1].text}"
        if (
            self.sentence[index].low.endswith("ing")
            and start
            and self.sentence[start - 1].low in {"was", "were", "is", "are"}
        ):
            start -= 1
        return self.text[self.sentence[start].start : self.sentence[behind - 1].end]
