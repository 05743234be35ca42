"""What every reader of a Russian, Ukrainian or Kazakh sentence needs."""

from standoff.quotes.drafts import Draft
from standoff.quotes.east_subjects import name_in_marks
from standoff.quotes.phrases import Phrase
from standoff.quotes.reader import extent
from standoff.quotes.tokens import Sentence
from standoff.quotes.tongue import Tongue


class EasternReader:
    """One sentence while it is read."""

    def __init__(self, text: str, sentence: Sentence, tongue: Tongue) -> None:
        self.text, self.sentence, self.tongue = text, sentence, tongue
        self.drafts: list[Draft] = []
        self.taken = [False] * len(sentence)
        self.last: Phrase | None = None
        self.at = 0

    def _is_name(self, at: int) -> bool:
        """``организация «Открытая линия»``: a name within marks."""
        return name_in_marks(self.sentence, at, self.tongue)

    def _end(self, start: int) -> int:
        """The end of a reported clause: of the sentence, or where a second cue begins."""
        sentence, at = self.sentence, start
        while at < len(sentence):
            token = sentence[at]
            if token.text == ";":
                break
            if at > start and token.text in {",", "—", "–"} and self._second(at + 1):
                break
            at += 1
        while at > start and sentence[at - 1].text in {",", ".", ";", "—", "–"}:
            at -= 1
        return at

    def _second(self, at: int) -> bool:
        words = [token.low for token in self.sentence[at : at + 3]]
        if not words:
            return False
        if words[0] in {
            "добавив",
            "отметив",
            "заявив",
            "сообщив",
            "подчеркнув",
            "пояснив",
            "уточнив",
            "додавши",
            "зазначивши",
        }:
            return True
        start = 1 if words[0] in self.tongue.of("conjunctions") else 0
        if start and self._declined_next(at):
            return True
        return start < len(words) and words[start] in self.tongue.forms

    def _declined_next(self, at: int) -> bool:
        """``…, а в X на вопросы не ответили``: what comes behind the conjunction is read as no comment already."""
        for token, taken in list(zip(self.sentence, self.taken, strict=True))[at : at + 10]:
            if token.kind == "p" and token.text in {",", ";", "."} and not taken:
                ahead = self.taken[self.sentence.index(token) + 1 :][:1]
                return bool(ahead and ahead[0])
            if taken:
                return True
        return False

    def _add(
        self,
        start: int,
        end: int,
        rule: str,
        cue: str,
        stance: str,
        subject: Phrase | None,
        zone: int,
        *,
        direct: bool = False,
        follows: Draft | None = None,
    ) -> int:
        tokens = self.sentence[start:end]
        if not tokens:
            return start + 1
        begin, close, kind = extent(self.text, tokens, direct)
        draft = Draft(
            begin, close, kind, rule, cue=cue, lemma=cue.lower(), stance=stance, phrase=subject, follows=follows
        )
        draft.zone = (
            self.sentence[max(0, zone - 1) : start] if zone <= start else self.sentence[max(0, zone - 1) : zone + 16]
        )
        draft.at = self.sentence[min(self.at, len(self.sentence) - 1)].start
        for index in range(start, min(end, len(self.taken))):
            self.taken[index] = True
        self.drafts.append(draft)
        if subject is not None:
            self.last = subject
        return end
