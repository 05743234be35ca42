"""What every reader of a sentence needs: its tokens, what is taken already, whose turn it was last."""

from standoff.quotes.drafts import Draft
from standoff.quotes.phrases import Phrase, behind_span, can_speak, has_verb, is_speaker
from standoff.quotes.subjects import subject_before
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Form, Tongue


class SentenceReader:
    """One sentence while it is read: drafts found, tokens taken, the last statement with a speaker."""

    def __init__(self, text: str, sentence: Sentence, tongue: Tongue) -> None:
        self.text, self.sentence, self.tongue = text, sentence, tongue
        self.drafts: list[Draft] = []
        self.taken = [False] * len(sentence)
        self.last: Draft | None = None
        self.floor = 0
        self.at = 0

    def _form(self, index: int) -> Form | None:
        sentence = self.sentence
        for form in self.tongue.forms.get(sentence[index].low, ()):
            if len(form.words) == 1 or all(
                index + step < len(sentence) and sentence[index + step].low == word
                for step, word in enumerate(form.words)
            ):
                return form if not self._is_noun(index, form) else None
        return None

    def _is_noun(self, index: int, form: Form) -> bool:
        """``the report``, ``their claims``, ``posts on``: a noun that looks like a form of a cue."""
        if len(form.words) > 1 or form.shape == "ing":
            return False
        if self.sentence[index].capital and (index or form.shape in {"base", "third"}):
            return True
        if form.shape not in {"base", "third"}:
            return False
        following = self.sentence[index + 1] if index + 1 < len(self.sentence) else None
        if following and form.shape == "third" and self._verb_of(following, form):
            return True
        if (
            following
            and "weak" in form.cue.takes
            and following.low in self.tongue.of("auxiliaries") | self.tongue.roles
        ):
            return True
        before = self.sentence[index - 1] if index else None
        return before is not None and (
            before.low in self.tongue.of("determiners") - {"others", "many", "some", "both", "all", "most"}
            or before.low in self.tongue.of("possessive")
            or before.low.endswith(("'s", "’s"))
            or (before.low in self.tongue.of("prepositions") and not self._goes_on_to(index))
        )

    def _goes_on_to(self, index: int) -> bool:
        """``went on to suggest``."""
        going_on = self.tongue.of("going_on")
        return index > 2 and self.sentence[index - 1].low == "to" and self.sentence[index - 2].low in going_on

    def _verb_of(self, following: Token, form: Form) -> bool:
        """``figures show``, ``reports suggest``: a plural noun and its verb."""
        shapes = {other.shape for other in self.tongue.forms.get(following.low, ()) if len(other.words) == 1}
        return "base" in shapes and form.cue.lemma not in {"say", "tell"} and not following.capital

    def _subject(self, index: int) -> Phrase | None:
        phrase = subject_before(self.sentence, index, self.tongue, self.floor) or self._lone(index)
        if phrase is None or phrase.tokens[-1].low in {"i", "we", "you"}:
            return None
        if phrase.shared:
            if self.last is None or self.last.phrase is None:
                earlier = subject_before(self.sentence, phrase.first, self.tongue, self.floor) if phrase.first else None
                first = self._first_subject()
                return (
                    first
                    if earlier is None or not can_speak(earlier, self.tongue) or earlier.shared
                    else first or earlier
                )
            inherited = self.last.phrase
            return Phrase(
                inherited.tokens, inherited.beside, inherited.first, phrase.left, phrase.passive, phrase.negated, True
            )
        speaks = can_speak(phrase, self.tongue) or self._led(phrase) or self._somebody(phrase)
        return phrase if speaks else None

    def _published_paper(self, index: int) -> bool:
        """``A study published last year found``: the paper that opens the sentence, with what was done to it."""
        sentence, tongue = self.sentence, self.tongue
        papers = tongue.of("documents") | tongue.of("papers")
        for at in range(1, min(index - 1, 6)):
            if sentence[at].low in papers and sentence[at + 1].low in tongue.of("set_participles"):
                between = sentence[at + 1 : index]
                barred = tongue.of("auxiliaries") | tongue.of("that")
                return not self.floor and not any(
                    token.kind == "q" or token.low in barred or token.low in tongue.forms for token in between[1:]
                )
            if sentence[at].kind != "w" or sentence[at].low in tongue.of("auxiliaries"):
                return False
        return False

    def _lone(self, index: int) -> Phrase | None:
        """``Both said``: a word that also counts as an adverb, and opens the clause."""
        if not index or self.sentence[index - 1].low not in self.tongue.of("somebody"):
            return None
        opens = index == 1 or self.sentence[index - 2].kind == "p"
        return Phrase(self.sentence[index - 1 : index], first=index - 1, left=index - 1) if opens else None

    def _somebody(self, phrase: Phrase) -> bool:
        """``One said``, ``another told the paper``."""
        tokens = phrase.tokens
        return tokens[0].low in self.tongue.of("somebody") and (len(tokens) == 1 or tokens[1].low == "of")

    def _led(self, phrase: Phrase) -> bool:
        """A short noun phrase behind an article or a number (``the brokerage``): it speaks by its place alone."""
        first = phrase.tokens[0]
        led = first.low in self.tongue.of("determiners") | self.tongue.of("possessive") or first.text[0].isdigit()
        return led and 2 <= len(phrase.tokens) <= 6 and not has_verb(phrase.tokens, self.tongue)

    def _first_subject(self) -> Phrase | None:
        """The subject of the sentence's first verb, for ``X met Y and said …``."""
        sentence, tongue = self.sentence, self.tongue
        for index in range(1, min(len(sentence), 25)):
            token = sentence[index]
            if (
                token.kind == "w"
                and not token.capital
                and sentence[index - 1].low != "to"
                and (
                    token.low in tongue.of("auxiliaries")
                    or token.low.endswith("ed")
                    or token.low in tongue.of("strong_verbs")
                )
            ):
                phrase = subject_before(sentence, index, tongue)
                if phrase and not phrase.shared and can_speak(phrase, tongue):
                    phrase.shared = True
                    phrase.passive = False
                    return phrase
                return None
        return None

    def _leading_subject(self, limit: int) -> Phrase | None:
        """The noun phrase that opens the sentence, behind an adverbial in front, where no known verb follows it."""
        sentence, tongue, start = self.sentence, self.tongue, behind_span(self.sentence)
        if sentence[0].low in tongue.of("prepositions") | tongue.of("subordinators"):
            start = next((at + 1 for at in range(min(limit, 14)) if sentence[at].text == ","), limit)
        if start >= limit:
            return None
        end = self._leading_end(start, limit)
        if sentence[end - 1].low in tongue.of("prepositions"):
            return None
        phrase = Phrase(sentence[start:end], first=start, left=start, shared=True)
        return phrase if can_speak(phrase, tongue) else None

    def _leading_end(self, start: int, limit: int) -> int:
        """Where the noun phrase that opens the sentence at *start* ends: at its name, role or body."""
        sentence, tongue = self.sentence, self.tongue
        if sentence[start].low in tongue.of("subject_pronouns"):
            return start + 1
        heads = tongue.roles | tongue.groups | tongue.bodies | tongue.of("company_words")
        end = start + 1
        for at in range(start, min(limit, start + 8)):
            token = sentence[at]
            if token.low in tongue.of("calendar") or token.low in tongue.of("auxiliaries") or token.kind != "w":
                break
            if token.low in {"of", "the"} and at + 1 < limit and end == at and _names_on(sentence, at):
                end = at + 1
                continue
            if token.low == "and" and at + 1 < limit and sentence[at + 1].capital and sentence[at - 1].capital:
                continue
            if token.capital or token.low in heads:
                end = at + 1
            elif end > start + 1 or token.low in tongue.of("prepositions"):
                break
        return end

    def _clear(self, index: int, form: Form, subject: Phrase) -> bool:
        """A clear speaker of a weak cue: a pronoun, a name, a role, a group or a body right before it."""
        head = subject.tokens[-1]
        for at, token in enumerate(subject.tokens):
            if at and token.low in self.tongue.of("prepositions"):
                head = subject.tokens[at - 2 if subject.tokens[at - 1].low == "such" and at > 1 else at - 1]
                break
        tongue = self.tongue
        if self._published_paper(index):
            return True
        if has_verb(subject.tokens, tongue):
            return False
        if (
            form.shape == "base"
            and not self._goes_on_to(index)
            and not (head.low.endswith("s") or head.low in tongue.groups or head.low in {"who", "they", "people"})
        ):
            return False
        return (
            is_speaker(head.low, tongue)
            or head.low in tongue.of("somebody")
            or head.capital
            or head.text == ")"
            or subject.shared
        )

    def _clause_before(self, index: int) -> tuple[int, int] | None:
        """The clause before *index*, from the last boundary on."""
        end = index
        while end > self.floor and self.sentence[end - 1].kind == "p" and self.sentence[end - 1].text not in ")]%":
            end -= 1
        start = self.floor
        while start < end and (self.sentence[start].kind == "p" or self.sentence[start].low in {"but", "and"}):
            start += 1
        return (start, end) if end - start >= 2 else None

    def _add(
        self,
        start: int,
        end: int,
        rule: str,
        cue: str,
        lemma: str,
        stance: str,
        subject: Phrase | None,
        zone: int,
        *,
        direct: bool = False,
        follows: Draft | None = None,
    ) -> Draft:
        while start < end - 1 and self.sentence[start].kind == "p" and self.sentence[start].text in ",;:—–":
            start += 1
        tokens = self.sentence[start:end]
        begin, close, kind = extent(self.text, tokens, direct)
        if lemma == "ask" and rule.startswith(("tag", "clause-tag")):
            stance = "asserts"
        draft = Draft(begin, close, kind, rule, cue=cue, lemma=lemma, stance=stance, phrase=subject, follows=follows)
        first = max(0, zone - 1)
        draft.zone = self.sentence[first:start] if zone <= start else self.sentence[first : zone + 14]
        draft.at = self.sentence[min(self.at, len(self.sentence) - 1)].start
        for index in range(start, min(end, len(self.taken))):
            self.taken[index] = True
        self.drafts.append(draft)
        if subject is not None:
            self.last = draft
        if subject is None or not subject.relative:  # behind "X, who denied it," X still says more
            self.floor = max(self.floor, end)
        return draft


def _names_on(sentence: Sentence, at: int) -> bool:
    """``Judge NAME of the High Court``: the name of a body goes on behind "of"."""
    behind = sentence[at + 1]
    return (sentence[at - 1].capital or sentence[at - 1].low == "of") and (behind.capital or behind.low == "the")


def extent(text: str, tokens: list[Token], direct: bool) -> tuple[int, int, str]:
    """Offsets and kind of a statement that consists of *tokens*."""
    quoted = [token for token in tokens if token.kind == "q"]
    only = [token for token in tokens if token.kind != "p"]
    if direct or (len(only) == 1 and quoted):
        pair = quoted[-1].pair
        assert pair is not None
        return (*trimmed(text, pair.start, pair.end), "direct")
    return tokens[0].start, tokens[-1].end, "mixed" if quoted else "indirect"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut white space and the comma that only makes room for a tag."""
    while start < end and (text[start].isspace() or (text[start] in "—–" and text[start + 1 : start + 2].isspace())):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;—–"):
        end -= 1
    return start, end
