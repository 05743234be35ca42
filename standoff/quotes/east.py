"""The statements of one sentence in Russian, Ukrainian and Kazakh.

The order of words is free there, but marks are strict: a comma stands before a reported clause, a dash before a tag.
"""

from standoff.quotes.drafts import Draft
from standoff.quotes.east_sources import EasternSources
from standoff.quotes.east_subjects import after_cue, before_cue, clause_subject, is_verb
from standoff.quotes.kazakh import Kazakh
from standoff.quotes.phrases import Phrase
from standoff.quotes.reader import extent
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Cue, Form, Tongue


def read_eastern(text: str, sentence: Sentence, tongue: Tongue) -> list[Draft]:
    """Return the drafts of *sentence* in the order of its text."""
    reader = _Eastern(text, sentence, tongue)
    reader.read()
    reader.drafts.sort(key=lambda draft: (draft.start, draft.end))
    for draft in reader.drafts:
        draft.sentence = sentence
    return reader.drafts


def about_that(text: str, sentence: Sentence, previous: Sentence, tongue: Tongue) -> Draft | None:
    """``… . Об этом сообщил X в телеграм-канале``: the sentence before is what was said."""
    if [token.low for token in sentence[:2]] not in (["об", "этом"], ["про", "це"]):
        return None
    for index in range(2, min(len(sentence), 16)):
        form = next((form for form in tongue.forms.get(sentence[index].low, ()) if len(form.words) == 1), None)
        if form is None:
            continue
        subject = before_cue(sentence, index, tongue) if index > 2 else None
        if subject is None or subject.first < 2:
            subject = after_cue(sentence, index + 1, tongue)
        if subject is None:
            return None
        last = previous[-1]
        tokens = previous[:-1] if last.text == "." and len(previous) > 1 else previous
        start, end, kind = extent(text, tokens, False)
        draft = Draft(start, end, kind, "about-that", cue=sentence[index].text, stance=form.cue.stance, phrase=subject)
        draft.lemma, draft.sentence, draft.at = draft.cue.lower(), sentence, sentence[index].start
        draft.zone = sentence[index : index + 16]
        return draft
    return None


#: Endings of verbs in the past, by language.
_PAST = {
    "ru": ("л", "ла", "ло", "ли", "лся", "лась", "лись"),
    "uk": ("в", "ла", "ло", "ли", "вся", "лась", "лися", "лися"),
}


class _Eastern(EasternSources, Kazakh):
    """Reads a sentence from left to right, cue by cue."""

    def read(self) -> None:
        """Go through the sentence once, from cue to cue."""
        index = 0
        if self.tongue.code == "kk":
            self.read_kazakh()
        self._decline()
        while index < len(self.sentence):
            self.at = index
            behind = (
                None
                if self.taken[index] or self.sentence[index].kind != "w"
                else self._source(index) or self._cue(index)
            )
            index = behind if behind and behind > index else index + 1

    def _cue(self, index: int) -> int | None:
        form = next(
            (form for form in self.tongue.forms.get(self.sentence[index].low, ()) if self._matches(index, form)), None
        )
        if form is None:
            form = self._unlisted(index)
            return self._tag(index, index + 1, form, self.sentence[index].text) if form else None
        behind = index + len(form.words)
        asked = behind < len(self.sentence) and self.sentence[behind].low in {"ли", "чи"}
        if asked or (index and self.sentence[index - 1].low == "не"):
            return None
        cue = self.text[self.sentence[index].start : self.sentence[behind - 1].end].removeprefix("деп ")
        return self._tag(index, behind, form, cue) or self._statement(index, behind, form, cue)

    def _unlisted(self, index: int) -> Form | None:
        """Any verb right behind a speech and its dash: ``«…», – съязвил X``. No list holds them all."""
        token, before = self.sentence[index], self.sentence[index - 1] if index else None
        if (
            before is None
            or before.text not in {"—", "–", "-"}
            or not token.low.endswith(_PAST.get(self.tongue.code, ()))
        ):
            return None
        if token.capital or self._quote_before(index) is None:
            return None
        return Form((token.low,), "past", Cue(token.low, frozenset({"quote"}), "asserts"))

    def _matches(self, index: int, form: Form) -> bool:
        words = [token.low for token in self.sentence[index : index + len(form.words)]]
        return words == list(form.words)

    def _tag(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        """``«…», – заявил X``, ``«…», – он заявил``, ``…, сообщил X``."""
        if "quote" not in form.cue.takes:
            return None
        sentence = self.sentence
        first = index
        subject = after_cue(sentence, behind, self.tongue)
        if subject is None or self._quote_before(index) is None:
            left = before_cue(sentence, index, self.tongue)
            if left is not None and self._quote_before(left.first) is not None:
                subject, first = left, left.first
        at = self._quote_before(first)
        if at is not None:
            if subject is None and self.tongue.code == "kk":
                subject = before_cue(sentence, at, self.tongue)
            stop = behind if subject is None or subject.first < index else subject.first + len(subject.tokens)
            self._add(at, at + 1, "tag-behind", cue, form.cue.stance, subject, behind, direct=True)
            return self._goes_on(stop, self.drafts[-1])
        if subject is not None and subject.first >= behind and index and sentence[index - 1].text in {",", "—", "–"}:
            return self._clause_tag(index, subject, behind, form, cue)
        return None

    def _clause_tag(self, index: int, subject: Phrase, behind: int, form: Form, cue: str) -> int | None:
        sentence = self.sentence
        tail = subject.first + len(subject.tokens)
        if any(token.low in self.tongue.of("that") or token.kind == "q" for token in sentence[behind : tail + 6]):
            return None
        stop = index
        while stop and sentence[stop - 1].kind == "p":
            stop -= 1
        first = 0
        if stop and sentence[first].low in {"как", "як"}:
            return None
        rest = sentence[tail + 1 : self._end(tail + 1)] if sentence[tail : tail + 1] else []
        if len(rest) > 1 and sentence[tail].text == "," and is_verb(rest[0], self.tongue):
            # "Удалённые сообщения, сказали в компании, исчезают"; one word in front says nothing
            if stop < 2:
                return self._add(tail + 1, self._end(tail + 1), "clause-tag-on", cue, form.cue.stance, subject, behind)
            return self._around(stop, tail, cue, "clause-tag", subject, behind)
        if stop - first < 3 or any(self.taken[first:stop]):
            return None
        self._add(first, stop, "clause-tag", cue, form.cue.stance, subject, behind)
        return tail

    def _quote_before(self, index: int) -> int | None:
        at = index - 1
        while at >= 0 and (
            self.sentence[at].text in {",", "—", "–", "-"} or self.sentence[at].low in {"так", "такими"}
        ):
            at -= 1
        if at >= 0 and self.sentence[at].kind == "q" and not self.taken[at] and not self._is_name(at):
            return at
        return None

    def _goes_on(self, behind: int, draft: Draft) -> int:
        sentence = self.sentence
        for at in range(behind, min(len(sentence), behind + 25)):
            if sentence[at].kind == "q" and sentence[at - 1].text in {",", ":", "—", "–", "."}:
                self._add(at, at + 1, "interrupted", "", "", None, at, direct=True, follows=draft)
                return at + 1
        return behind

    def _statement(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        found = self._complement(behind, form)
        if found is None:
            return self._as_told(index, behind, form, cue)
        start, direct = found
        subject = self._speaker(index, behind, start, form)
        if subject is None:
            return None
        return self._add(
            start,
            start + 1 if direct else self._end(start),
            "cue-quote" if direct else "cue-clause",
            cue,
            form.cue.stance,
            subject,
            behind,
            direct=direct,
        )

    def _as_told(self, index: int, behind: int, form: Form, cue: str) -> int | None:
        """``Как сообщили в ведомстве, сервис …``, ``Сервис, как сообщил X, …``: the main clause is what was said."""
        sentence, ahead = self.sentence, [token.low for token in self.sentence[max(0, index - 2) : index]]
        if not {"как", "як"} & set(ahead) or "clause" not in form.cue.takes:
            return None
        at = index - 1 if ahead[-1] in {"как", "як"} else index - 2
        subject = after_cue(sentence, behind, self.tongue)
        if subject is None:
            return None
        after = subject.first + len(subject.tokens)
        while after < len(sentence) and sentence[after].kind == "w":
            after += 1
        if at == 0 and after + 2 < len(sentence) and sentence[after].text == ",":
            return self._add(after + 1, self._end(after + 1), "source-front", cue, form.cue.stance, subject, behind)
        if at > 1 and sentence[at - 1].text in {",", "—", "–"}:
            return self._around(at - 1, after, cue, "source", subject, behind)
        return None

    def _speaker(self, index: int, behind: int, start: int, form: Form) -> Phrase | None:
        if "impersonal" in form.cue.takes:
            return before_cue(self.sentence, index, self.tongue, impersonal=True)
        left = before_cue(self.sentence, index, self.tongue)
        if left is not None:
            return left
        right = after_cue(self.sentence, behind, self.tongue)
        if right is not None and right.first < start:
            return right
        if index and self.sentence[index - 1].low in self.tongue.of("conjunctions"):
            return self.last or clause_subject(self.sentence, self.tongue)
        return None

    def _complement(self, behind: int, form: Form) -> tuple[int, bool] | None:
        sentence, takes = self.sentence, form.cue.takes
        for at in range(behind, min(len(sentence), behind + 22)):
            token = sentence[at]
            if (
                token.low in self.tongue.of("that")
                and ("clause" in takes or "claims" in takes)
                and at + 1 < len(sentence)
            ):
                return (
                    (at + 1, False)
                    if sentence[at - 1].text in {",", ":"} or sentence[at - 1].low in {"том", "тем"}
                    else None
                )
            if token.text == ":" and at + 1 < len(sentence) and sentence[at + 1].kind == "q":
                return at + 1, True
            if token.kind == "q" and self._is_name(at):
                continue
            if token.kind == "q" and "tag" not in takes and takes & {"fragment", "quote"}:
                return at, True
            if "to" in takes and self._infinitive(token):
                whom = at > behind and form.cue.stance == "demands" and self._is_whom(sentence[behind])
                return behind if whom else at, False
            if self._claimed(token, at, behind, form):
                return behind, False
            if token.low in self.tongue.forms and at > behind:
                return None
        return None

    def _is_whom(self, token: Token) -> bool:
        """``попросила пользователей остановиться``: whom one asks belongs to what is asked."""
        stops = self.tongue.of("prepositions") | self.tongue.of("calendar") | self.tongue.of("adverbs")
        return token.kind == "w" and token.low not in stops

    def _infinitive(self, token: Token) -> bool:
        """Does the word look like an infinitive, and not like ``власть`` or ``сети``?"""
        low = token.low
        noun = low.endswith(("ость", "асть", "ости", "асти", "ети", "бласть")) or low == "сеть"
        return len(low) > 3 and low.endswith(("ть", "ться", "ти", "тись")) and not noun

    def _claimed(self, token: Token, at: int, behind: int, form: Form) -> bool:
        """``опровергла сообщения о …``, ``обвинил сервис в нарушении …``: what is denied or laid at a door."""
        takes = form.cue.takes
        if "claims" in takes and at <= behind + 1:
            told = any(other.low in self.tongue.of("that") for other in self.sentence[at : at + 20])
            return token.low in self.tongue.of("plain_objects") and not told
        return (
            "object" in takes and behind < at < behind + 8 and token.low in {"в", "у"} and form.cue.stance == "accuses"
        )
