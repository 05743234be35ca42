"""Tags: the statement goes before its cue, within marks or as a clause."""

from standoff.quotes.drafts import Draft
from standoff.quotes.endings import clause_end, is_clause
from standoff.quotes.phrases import Phrase
from standoff.quotes.skips import behind_addressee
from standoff.quotes.subjects import subject_before, subject_behind
from standoff.quotes.tongue import Cue, Form
from standoff.quotes.turned import Turned


class Tags(Turned):
    """``"…," X said``, ``"…," said X``, ``…, X said``, and what the tag interrupts."""

    def _tag(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        sentence = self.sentence
        if form.shape == "ing" and index > 1 and sentence[index - 1].low == "as":
            return self._quoted_tag(index, behind, form)
        subject = self._subject(index)
        if form.shape == "ing" and not (index and sentence[index - 1].low in self.tongue.of("passive")):
            return None
        if (
            subject
            and form.shape in {"base", "third"}
            and form.cue.lemma not in {"say", "tell"}
            and not self._clear(index, form, subject)
        ):
            subject = None
        if subject and not subject.shared and not subject.passive and not subject.relative:
            at = self._quote_before(subject.left)
            if at is not None and "quote" in form.cue.takes and self._parted(at, subject):
                return self._tagged(at, subject, behind, form, cue, "tag-behind")
            if at is None and (far := self._far_quote(subject)) and "quote" in form.cue.takes:
                return self._tagged(far[0], far[1], behind, form, cue, "tag-behind")
            after = behind_addressee(sentence, behind, self.tongue) if "addressee" in form.cue.takes else behind
            ends = self._ends_clause(after) or self._condition(self._clause_before(subject.left), after)
            if at is None and ends and form.cue.takes & {"bare", "clause", "tag"}:
                return self._clause_tag(subject.left, subject, after, form, cue)
        at = self._quote_before(index)
        if at is None and index and sentence[index - 1].low in self.tongue.of("adverbs"):
            at = self._quote_before(index - 1)
        if at is not None and "quote" in form.cue.takes:
            inverted = subject_behind(sentence, behind, self.tongue) or self._plain_behind(behind)
            if inverted:
                return self._tagged(at, inverted, self._behind_name(inverted), form, cue, "tag-inverted")
        return self._inverted_clause(index, behind, form, cue, subject)

    def _behind_name(self, subject: Phrase) -> int:
        """Behind the name and what stands beside it; a clause on it (``NAME, who called for …``) may say more."""
        end = subject.first + len(subject.tokens)
        for part in subject.beside:
            if part and part[0].low in {"who", "which"}:
                break
            end += len(part) + 1
        return end

    def _inverted_clause(self, index: int, behind: int, form: Form, cue: str, left: Phrase | None) -> int | None:
        """``The boat was late, said X.``"""
        if not index or self.sentence[index - 1].text not in {",", "?", "!"} or not form.cue.takes & {"bare", "tag"}:
            return None
        if form.shape == "base" or form.cue.lemma in self.tongue.of("attitudes"):
            return None
        inverted = subject_behind(self.sentence, behind, self.tongue)
        if inverted is None or not self._noun_phrase(inverted):
            return None
        named = any(token.capital or token.low in self.tongue.roles for token in inverted.tokens)
        if left is not None and left.beside and left.left <= 1 and not named:
            return None  # "NAME, a resident who saw it, said schools ran": the name in front speaks
        end = inverted.first + len(inverted.tokens)
        return self._clause_tag(index, inverted, end, form, cue) if self._ends_clause(end) else None

    def _unlisted(self, index: int) -> Form | None:
        """Any verb in the past behind a speech with its comma, its subject next to it: ``"…," he deadpanned.``."""
        token, sentence, tongue = self.sentence[index], self.sentence, self.tongue
        if tongue.code != "en" or token.capital or not token.low.endswith("ed") or token.low in tongue.roles:
            return None
        at = self._quote_before(index)
        if at is None:
            subject = subject_before(sentence, index, tongue, self.floor)
            if subject is None or subject.shared or subject.relative or subject.passive or len(subject.tokens) > 8:
                return None
            at = self._quote_before(subject.left)
            behind = sentence[index + 1] if index + 1 < len(sentence) else None
            if behind is not None and behind.kind == "w" and behind.low not in tongue.of("prepositions"):
                return None
        if at is None or not sentence[at].text.rstrip("\"”“»’' ").endswith((",", "!", "?")):
            return None
        return Form((token.low,), "past", Cue(token.low, frozenset({"quote"}), "asserts"))

    def _quoted_tag(self, index: int, behind: int, form: Form) -> int | None:
        """``"…," X was quoted as saying by the Daily Lantern``."""
        verb = index - 2
        if self.sentence[verb].low not in {"quoted", "cited", "reported"}:
            return None
        subject = subject_before(self.sentence, verb, self.tongue, self.floor)
        at = self._quote_before(subject.left) if subject and subject.passive else None
        if subject is None or at is None:
            return None
        subject.passive = False
        cue = self.text[self.sentence[verb].start : self.sentence[index].end]
        return self._tagged(at, subject, behind, form, cue, "tag-behind")

    def _tagged(self, at: int, subject: Phrase, behind: int, form: Form, cue: str, rule: str) -> int:
        first = at
        while first and self.sentence[first - 1].kind == "q" and not self.taken[first - 1]:
            first -= 1
        lead = self._clause_lead(first)
        if lead is not None:
            draft = self._add(lead, at + 1, rule, cue, form.cue.lemma, form.cue.stance, subject, behind)
        else:
            draft = self._add(at, at + 1, rule, cue, form.cue.lemma, form.cue.stance, subject, behind, direct=True)
        return self._goes_on(draft, behind)

    def _clause_lead(self, at: int) -> int | None:
        """Where a reported clause begins that ends in the quotation at *at* (``We need to "…," X said``)."""
        words = [token for token in self.sentence[self.floor : at] if token.kind == "w"]
        if len(words) < 2 or any(self.taken[self.floor : at]):
            return None
        parted = self.sentence[at - 1].text
        if parted in {":", "—", "–"} or (parted == "," and len(words) < 6):
            return None
        return self.floor

    def _goes_on(self, draft: Draft, behind: int) -> int:
        """The tag interrupts: ``"…," X said on Tuesday, "…"``; the second part is a statement of its own."""
        sentence, at = self.sentence, behind
        while at < len(sentence) and at - behind < 14:
            token = sentence[at]
            if token.kind == "q":
                if sentence[at - 1].text in {",", ":", "—", "–"} or (
                    at == behind and sentence[at - 1].low in self.tongue.forms
                ):
                    self._add(at, at + 1, "interrupted", "", "", "", None, at + 1, direct=True, follows=draft)
                    return at + 1
                return behind
            verb = token.low in self.tongue.forms and self._form(at) is not None
            if token.text == ";" or (verb and token.low not in self.tongue.roles):
                return behind
            at += 1
        return behind

    def _ends_clause(self, behind: int) -> bool:
        """Does nothing that could be said follow: the end, or circumstances and then the end or a comma?"""
        sentence = self.sentence
        at, limit = behind, behind + 12
        while at < len(sentence) and at < limit:
            token = sentence[at]
            if token.text == ":":
                return True
            if token.kind == "p":
                return token.text in {",", ".", ";", "!", "…"} and not (
                    at + 1 < len(sentence) and sentence[at + 1].kind == "q"
                )
            if token.kind == "q" or token.low in self.tongue.of("that") or token.low in self.tongue.of("auxiliaries"):
                return False
            if at == behind and not (
                token.low in self.tongue.of("prepositions")
                or token.low in self.tongue.of("calendar")
                or token.low in self.tongue.of("adverbs")
                or token.low in {"late", "early", "last", "this", "familiar", "close", "briefed"}
            ):
                return False
            at += 1
        return at >= len(sentence)

    def _clause_tag(self, left: int, subject: Phrase, behind: int, form: Form, cue: str) -> int | None:
        if not left or self.sentence[left - 1].text not in {",", "—", "–", "?", "!"}:
            return None
        if form.shape in {"base", "third"} and form.cue.lemma not in {"say", "tell"} and self._listed(left, subject):
            return None
        before = self._clause_before(left)
        heads = self.tongue.of("claim_nouns") | self.tongue.of("position_nouns")
        if any(token.low in heads for token in self.sentence[left : subject.first]):
            return None
        if len(subject.tokens) > 2 and subject.tokens[1].low in heads and subject.tokens[-1].low not in heads:
            # "a prospect Holm denied": a clause on what stands before
            return None
        inverted = subject.first > left
        if self.sentence[left - 2].low in self.tongue.of("resuming"):
            # "a firm that, X says, had left", "and, X says, had left": nothing before it is X's
            return self._around_tag(None, subject, behind, form, cue)
        if before is not None and self.sentence[before[0]].low in self.tongue.of("leads"):
            before = None
        if before is not None and self._verb_behind_tag(behind):
            return self._around_tag(before, subject, behind, form, cue)
        whole = self._condition(before, behind) or (before is not None and self._whole(before))
        if before is None or not (whole or (inverted and self._told_off(before, subject))):
            return self._around_tag(before, subject, behind, form, cue)
        if any(self.taken[before[0] : before[1]]):
            return None
        zone = behind if inverted else self.at + 1  # whom one told stands between the cue and *behind*
        draft = self._add(before[0], before[1], "clause-tag", cue, form.cue.lemma, form.cue.stance, subject, zone)
        return self._and_more(draft, behind) or self._goes_on(draft, behind)

    def _listed(self, left: int, subject: Phrase) -> bool:
        """``– Prepare reports, …``, ``articles, blog posts, …``: a list that looks like a subject and its verb."""
        bare = subject.tokens[0].low not in self.tongue.of("determiners") | self.tongue.of("possessive")
        pronoun = subject.tokens[-1].low in self.tongue.of("subject_pronouns")
        head = subject.tokens[-1]
        return not pronoun and bare and (self.sentence[left - 1].text in {"—", "–"} or not head.capital)

    def _condition(self, span: tuple[int, int] | None, behind: int) -> bool:
        """``If it fails, X said, "…"``: a condition and what follows from it, in marks."""
        sentence = self.sentence
        if span is None:
            return False
        quoted = behind + 1 < len(sentence) and sentence[behind].text == "," and sentence[behind + 1].kind == "q"
        return quoted and sentence[span[0]].low in self.tongue.of("conditions") and span[1] - span[0] > 2

    def _and_more(self, draft: Draft, behind: int) -> int | None:
        """``Prices rose, X said, and the shops were empty``: the tag stands between two clauses of X's."""
        sentence, tongue = self.sentence, self.tongue
        comma = next((at for at in range(behind, min(len(sentence), behind + 10)) if sentence[at].text == ","), None)
        if comma is None or comma + 4 > len(sentence) or sentence[comma + 1].low != "and":
            return None
        start = comma + 2
        end = clause_end(sentence, start, tongue)
        rest = sentence[start:end]
        said = any(token.low in tongue.forms and self._form(at) for at, token in enumerate(rest[:9], start))
        person = rest and rest[0].low in tongue.of("person_pronouns")
        if said or person or not is_clause(rest, tongue) or rest[0].low.endswith("ed"):
            return None
        self._add(start, end, "interrupted", "", "", "", None, start, follows=draft)
        return end

    def _verb_behind_tag(self, behind: int) -> bool:
        """``The lesson, X noted, was …``: the verb of the reported clause stands right behind the tag."""
        at = behind + 1
        sentence = self.sentence
        return at < len(sentence) and sentence[behind].text == "," and sentence[at].low in self.tongue.of("auxiliaries")

    def _told_off(self, span: tuple[int, int], subject: Phrase) -> bool:
        """``Walk to the harbour and wave, suggests X``: behind an inverted tag with a name, any clause will do."""
        tokens = self.sentence[span[0] : span[1]]
        opens = tokens[0].low in self.tongue.of("prepositions") | self.tongue.of("subordinators")
        opens = opens or tokens[0].low in self.tongue.of("leads")
        return len(tokens) >= 4 and not opens and any(token.capital for token in subject.tokens)

    def _whole(self, span: tuple[int, int]) -> bool:
        """Is the span a main clause of its own?"""
        tokens = self.sentence[span[0] : span[1]]
        if len(tokens) < 3 or tokens[0].low in self.tongue.of("leads"):
            return False
        opens = tokens[0].low in self.tongue.of("prepositions") | self.tongue.of("subordinators")
        sure = self.tongue.of("auxiliaries") | self.tongue.of("sure_verbs")
        if tokens[0].low in self.tongue.of("lead_in") and all(token.text != "," for token in tokens):
            # "As the charges were unsealed, X testified": when it was, and no words of X
            return False
        if opens and len(tokens) >= 12:
            return True
        return is_clause(tokens, self.tongue) and (not opens or any(token.low in sure for token in tokens))

    def _around_tag(
        self, before: tuple[int, int] | None, subject: Phrase, behind: int, form: Form, cue: str
    ) -> int | None:
        """``The deal, Smith said, would fail``: the tag interrupts a reported clause, which is two statements then."""
        sentence = self.sentence
        if subject.first >= self.at and form.cue.lemma != "according to":
            behind += sum(len(part) + 1 for part in subject.beside)  # "said NAME, a lawyer, the law …"
        comma = next((at for at in range(behind, min(len(sentence), behind + 8)) if sentence[at].text == ","), None)
        if comma is None or comma + 3 > len(sentence) or self.floor > (before[0] if before else 0):
            return None
        end = clause_end(sentence, comma + 1, self.tongue)
        rest = sentence[comma + 1 : end]
        if len(rest) < 3 or rest[0].kind != "w" or rest[0].low.endswith("ing"):
            return None
        auxiliaries = self.tongue.of("auxiliaries")
        resumes = sentence[subject.left - 2].low in self.tongue.of("resuming")
        open_verb = resumes if before is None else sentence[before[1] - 1].low in auxiliaries
        finite = any(token.low in auxiliaries or token.low.endswith(("ed", "s")) for token in rest)
        if not open_verb and (rest[0].low in self.tongue.of("subordinators") or not finite):
            return None
        lemma, stance = form.cue.lemma, form.cue.stance
        draft = self._add(*before, "clause-tag", cue, lemma, stance, subject, behind) if before is not None else None
        rule = "interrupted" if draft else "clause-tag-on"
        self._add(comma + 1, end, rule, cue, lemma, stance, None if draft else subject, behind, follows=draft)
        return end
