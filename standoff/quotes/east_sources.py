"""``По словам X``, and no comment at all."""

import re
from functools import lru_cache

from standoff.quotes.east_reader import EasternReader
from standoff.quotes.east_subjects import before_cue, is_verb, source_phrase
from standoff.quotes.phrases import Phrase
from standoff.quotes.tongue import Tongue


@lru_cache(maxsize=8)
def _declines(tongue: Tongue) -> re.Pattern[str] | None:
    patterns = tongue.tables.get("decline", {}).get("patterns", ())
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE) if patterns else None


@lru_cache(maxsize=8)
def _sources(tongue: Tongue) -> dict[str, tuple[list[tuple[str, list[str]]], list[list[str]]]]:
    """The phrases that name a source, by their first word: those with a pronoun and their words, and the others."""
    table = tongue.tables.get("source", {})
    found: dict[str, tuple[list[tuple[str, list[str]]], list[list[str]]]] = {}
    for phrase in table.get("own_forms", ()):
        if len(phrase.split()) <= 3:
            found.setdefault(phrase.split()[0], ([], []))[0].append((phrase, phrase.split()))
    for phrase in table.get("forms", ()):
        found.setdefault(phrase.split()[0], ([], []))[1].append(phrase.split())
    return found


def _decline_cue(words: list[str]) -> str:
    """The verb of a refusal: ``отказался``, ``не ответили``, ``объяснять не стали``."""
    if words[0].lower().endswith(("ть", "ться", "ти")):
        return " ".join(words)
    refusal = next((word for word in words if word.lower().startswith(("отказ", "відмов"))), None)
    at = next((n for n, word in enumerate(words) if word.lower() == "не"), 0)
    return refusal or " ".join(words[at : at + 2])


class EasternSources(EasternReader):
    """Speakers in the genitive behind a phrase, and refusals to comment."""

    def _source(self, index: int) -> int | None:
        sentence = self.sentence
        own, others = _sources(self.tongue).get(sentence[index].low, ((), ()))
        if own:
            words = " ".join(token.low for token in sentence[index : index + 3])
            for phrase, parts in own:
                if words.startswith(phrase):
                    pronoun = self.tongue.tables["source"]["own"].get(parts[1])
                    subject = Phrase([sentence[index + 1]], first=index, left=index, pronoun=pronoun)
                    return self._sourced(index, index + len(parts), subject)
        for parts in others:
            size = len(parts)
            if [token.low for token in sentence[index : index + size]] == parts:
                found = source_phrase(sentence, index + size, self.tongue)
                return self._sourced(index, index + size, found) if found else None
        return None

    def _sourced(self, index: int, behind: int, subject: Phrase) -> int | None:
        sentence = self.sentence
        cue = self.text[sentence[index].start : sentence[behind - 1].end]
        after = max(behind, subject.first + len(subject.tokens) if subject.pronoun is None else behind)
        start = self._behind_beside(after, subject)
        opens = self.tongue.of("conjunctions") | (self.tongue.of("subordinators") - self.tongue.of("that"))
        ahead = sentence[index - 2].low if index > 1 and sentence[index - 1].text == "," else sentence[index - 1].low
        front = all(token.kind == "p" for token in sentence[:index]) or ahead in opens
        if front and start < len(sentence):
            return self._add(start, self._end(start), "source-front", cue, "asserts", subject, behind)
        stop = index
        while stop and sentence[stop - 1].text in {",", "—", "–"}:
            stop -= 1
        if 0 < stop < index and not any(is_verb(token, self.tongue) for token in sentence[:stop]):
            return self._around(stop, after, cue, "source", subject, behind)
        first = self._clause_start(stop)
        if 0 < first == stop - 1 < index - 1:
            # "сервис, по версии регулятора, запрещал": one word in front says nothing
            return self._add(start, self._end(start), "source-front", cue, "asserts", subject, behind)
        if stop - first >= 3 and not any(self.taken[first:stop]):
            self._add(first, stop, "source-behind", cue, "asserts", subject, behind)
            return after
        return None

    def _clause_start(self, stop: int) -> int:
        """Behind the last colon or semicolon before *stop*."""
        marks = (at + 1 for at in range(stop - 1, -1, -1) if self.sentence[at].text in {":", ";"})
        return next(marks, 0)

    def _around(self, stop: int, after: int, cue: str, rule: str, subject: Phrase, behind: int) -> int | None:
        """``Сервис, по словам X, закроют``: the clause goes on behind the speaker, and is two statements then."""
        sentence, start = self.sentence, after
        while start < len(sentence) and sentence[start].kind == "p":
            start += 1
        if start == after or start + 2 > len(sentence) or any(self.taken[:stop]):
            return None
        self._add(0, stop, f"{rule}-behind", cue, "asserts", subject, behind)
        first = self.drafts[-1]
        return self._add(start, self._end(start), "interrupted", "", "", None, start, follows=first)

    def _behind_beside(self, index: int, subject: Phrase) -> int:
        sentence = self.sentence
        while index < len(sentence) and sentence[index].text != "," and subject.pronoun is None:
            if sentence[index].kind == "q":
                return index
            index += 1
        while index < len(sentence) and sentence[index].kind == "p":
            index += 1
        return index

    def _decline(self) -> None:
        pattern = _declines(self.tongue)
        if pattern is None:
            return
        for match in pattern.finditer(self.text, self.sentence[0].start, self.sentence[-1].end):
            index = next((at for at, token in enumerate(self.sentence) if token.start == match.start()), None)
            if index is not None and not self.taken[index]:
                self._declined(index, match)

    def _declined(self, index: int, match: re.Match[str]) -> None:
        sentence = self.sentence
        subject = before_cue(sentence, index, self.tongue)
        if subject is None:
            return
        end = next(
            (
                at
                for at in range(index, len(sentence))
                if sentence[at].kind == "p" and sentence[at].start >= match.end()
            ),
            len(sentence),
        )
        words = match.group().split()
        cue = _decline_cue(words)
        self.at = index
        self._add(index, end, "no-comment", cue, "declines_to_comment", subject, end)
