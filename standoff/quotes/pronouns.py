"""Whom a pronoun means: the one who spoke last, or the one who was spoken of last, if he or she fits."""

import re
from bisect import bisect_left
from itertools import islice

from standoff.quotes.cast import Cast
from standoff.quotes.drafts import Draft
from standoff.quotes.figures import Figure
from standoff.quotes.nominative import full_name
from standoff.quotes.phrases import Phrase
from standoff.quotes.runs import gender_of
from standoff.quotes.tongue import Tongue

#: Characters that one looks back for whom a pronoun means: three long paragraphs.
REACH = 4000


#: Characters in which the subject of a sentence is named, behind "Asked …," later.
OPENING, ASKED = 60, 160

#: "The croupier, ": what a name stands behind that opens its sentence all the same.
APPOSED = re.compile(r"\b(?:The|A|An|Its|Their|Her|His) [a-z-]+(?: [a-z-]+)?, $")

#: A name that owns what follows.
OWNER = re.compile(r"(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*[’']s\b")

#: Statements and names that one looks back at, so that a page of nothing but pronouns takes no longer than any other.
LATEST = 40


class Pronouns:
    """Looks back over what was said and named on the page."""

    def __init__(self, text: str, cast: Cast, tongue: Tongue) -> None:
        self.text, self.cast, self.tongue = text, cast, tongue
        self.said: list[tuple[int, Figure | None, str]] = []
        self.described: dict[str, list[tuple[int, str]]] = {}
        self.told: dict[str, list[tuple[int, Figure]]] | None = None
        self.positions = [at for at, _ in cast.seen]

    def _spelled_out(self, name: str, position: int) -> str:
        """A bare Slavic surname with its given name, where the text before has both, in whatever case."""
        if self.tongue.code not in {"ru", "uk"} or " " in name or not name.isalpha() or self.cast.find(name):
            return name
        return full_name(name, self.text[max(0, position - 20_000) : position], self.tongue) or name

    def _latest(self, position: int) -> list[tuple[int, Figure]]:
        last = bisect_left(self.positions, position)
        return self.cast.seen[max(0, last - LATEST) : last]

    def _pronoun(self, word: str, phrase: Phrase, draft: Draft) -> Figure | None:
        if word == "who":
            return None
        if word in self.tongue.of("thing"):
            return self._back(phrase.start, None, person=False)
        if word in self.tongue.of("plural"):
            return (
                self._here(phrase, draft)
                or self._group(phrase.start)
                or self._single(phrase.start)
                or self._back(phrase.start, "plural", person=False)
            )
        return self._back(phrase.start, gender_of(word, self.tongue), person=True)

    def _here(self, phrase: Phrase, draft: Draft) -> Figure | None:
        """``Omaha police arrested a man who, they say, …``: the group that the sentence itself names before."""
        if self.tongue.code != "en":
            return None
        ahead = [token for token in draft.sentence if token.end <= phrase.start]
        at = next((n for n in range(len(ahead) - 1, -1, -1) if self._is_many(ahead[n].low)), None)
        if at is None:
            return None
        first = at
        while first and ahead[first - 1].capital and ahead[first - 1].low not in self.tongue.openers:
            first -= 1
        return Figure(self.text[ahead[first].start : ahead[at].end], False, plural=True)

    def _is_many(self, low: str) -> bool:
        return low in self.tongue.groups or (low.endswith("s") and low[:-1] in self.tongue.roles)

    def _still(self, position: int) -> Figure | None:
        """Whose a paragraph without a tag is: who spoke before, where the text since then is of nobody else."""
        at, figure, _ = self.said[-1] if self.said else (0, None, "")
        if figure is None or not figure.person or not figure.firm or at < self._paragraphs_back(position):
            return None
        if self.text[max(0, position - 40) : position].rstrip(" \n\"“‘'").endswith("?"):
            return figure  # the answer in an interview
        spoke = {other.name for since, other, _ in self.said[-4:] if other is not None and since >= at - REACH // 2}
        since = bisect_left(self.positions, at)
        named = {
            other.name for _, other in self.cast.seen[since : bisect_left(self.positions, position)] if other.person
        }
        return figure if named | spoke == {figure.name} else None

    def _single(self, position: int) -> Figure | None:
        """``they``: one person of whom nothing tells he or she, who spoke in the sentence before."""
        at, figure, _ = self.said[-1] if self.said else (0, None, "")
        if figure is None or self.tongue.code != "en":
            return None
        before = self._sentence_start(self._sentence_start(position))
        many = self.tongue.groups & set(self.text[at:position].lower().replace(".", " ").split())
        return figure if at >= before and figure.person and figure.gender is None and not many else None

    def _group(self, position: int) -> Figure | None:
        """``they``: the group that spoke last, two paragraphs back at most."""
        start = self._paragraphs_back(position)
        for at, figure, _ in reversed(self.said[-LATEST:]):
            if at < start:
                return None
            if figure is not None and figure.plural:
                return figure
        return None

    def _back(self, position: int, gender: str | None, *, person: bool) -> Figure | None:
        """The nearest fitting one who spoke or was spoken of in the sentences before: speakers win over the named."""
        start = self._paragraphs_back(position)
        if person and (leading := self._led_up(position, gender)):
            self._settle_gender(leading, gender)
            return leading
        if person and (introduced := self._introduced(position, gender)):
            self._settle_gender(introduced, gender)
            return introduced
        for at, figure, _ in reversed(self.said[-LATEST:]):
            if at < start:
                break
            if (
                figure is not None
                and at < position
                and self._fits(figure, gender, person)
                and not self._interloper(at, position, gender, person, figure)
            ):
                self._settle_gender(figure, gender)
                return figure
        here = self._sentence_start(position)
        for lower in (here, self._sentence_start(here), self._paragraph_start(position), start):
            named = self._named_between(lower, position, gender, person)
            if named:
                self._settle_gender(named[0], gender)
                return named[0]
        return self._named_later(position, gender) if person else None

    def _led_up(self, position: int, gender: str | None) -> Figure | None:
        """``When X announced the deal, he said``: the subject of the clause in front."""
        here = self._sentence_start(position)
        lead = self.text[here:position].lstrip('. \n"”’')
        first = lead.split(None, 1)[0].lower() if lead else ""
        if first not in self.tongue.of("lead_in") or "," not in lead:
            return None
        begins = position - len(lead)
        found = self._named_between(begins, begins + len(first) + 45, gender, True)
        return found[0] if found else None

    def _named_later(self, position: int, gender: str | None) -> Figure | None:
        """A lead that keeps the name back: nobody is named before, and one person right after."""
        first = bisect_left(self.positions, position)
        if any(figure.person for _, figure in islice(self.cast.seen, first)):
            return None
        for at, figure in self.cast.seen[first : first + LATEST]:
            if at - position < REACH // 4 and figure.person and self._fits(figure, gender, True):
                return figure
        return None

    def _introduced(self, position: int, gender: str | None) -> Figure | None:
        """Whoever the sentence before opens with, where that sentence reports nothing itself: it introduces a quote."""
        paragraph = self._paragraph_start(position)
        here = self._sentence_start(position)
        before = self._sentence_start(here)
        if here <= paragraph + 2 or (self.said and self.said[-1][0] >= before):
            return None
        begins = max(before, paragraph)
        words = self.text[begins : begins + 30].lstrip('. \n"”’').split(None, 1)
        reach = ASKED if words and words[0].lower() in self.tongue.of("leads") else OPENING
        opening = self._named_between(begins, min(here, begins + reach), gender, True, owners=False)
        return opening[0] if opening else None

    def _paragraphs_back(self, position: int) -> int:
        """Where the third paragraph before that of *position* begins: pronouns reach no further."""
        lowest = max(0, position - REACH)
        for _ in range(4):
            position = self.text.rfind("\n\n", lowest, position)
            if position < 0:
                return lowest
        return position

    def _settle_gender(self, figure: Figure, gender: str | None) -> None:
        if figure.person and gender in {"m", "f"} and figure.gender is None:
            figure.gender = gender

    def _fits(self, figure: Figure, gender: str | None, person: bool) -> bool:
        if figure.person != person and not (not person and not figure.firm):
            return False
        return not (person and gender and figure.gender and figure.gender != gender)

    def _interloper(self, since: int, position: int, gender: str | None, person: bool, figure: Figure) -> bool:
        """Does a sentence after the last statement begin with somebody else who fits?"""
        for at, other in self.cast.seen[bisect_left(self.positions, since) : bisect_left(self.positions, position)]:
            if other is not figure and self._fits(other, gender, person) and self._opens_sentence(at) and at > since:
                return True
        return False

    def _opens_sentence(self, at: int) -> bool:
        """Does the name at *at* open its sentence, an article or conjunction before it at most?"""
        before = APPOSED.sub("", self.text[max(0, at - 40) : at]).rstrip(" ")
        if before.endswith(".") and before[:-1].rsplit(None, 1)[-1:] and self._is_title(before):
            before = before.rsplit(None, 1)[0] if " " in before else ""
        for word in ("the", "a", "an", "but", "and"):
            if before.lower().endswith(word) and not before[: -len(word)][-1:].isalnum():
                before = before[: -len(word)]
        return not before.strip() or before.endswith("\n") or before.rstrip()[-1:] in '.!?”"»'

    def _is_title(self, before: str) -> bool:
        """``Mr.`` or ``Sen.`` in front of a name, whose dot ends no sentence."""
        return before.rsplit(None, 1)[-1].lower() in self.tongue.titles

    def _sentence_start(self, position: int) -> int:
        lowest = max(0, position - REACH)
        return max(self.text.rfind(". ", lowest, position), self.text.rfind("\n\n", lowest, position), lowest)

    def _paragraph_start(self, position: int) -> int:
        lowest = max(0, position - REACH)
        return max(self.text.rfind("\n\n", lowest, position), lowest)

    def _named_between(
        self, start: int, end: int, gender: str | None, person: bool, *, owners: bool = True
    ) -> list[Figure]:
        found: list[Figure] = []
        last = bisect_left(self.positions, end)
        for at, figure in self.cast.seen[max(bisect_left(self.positions, start), last - LATEST) : last]:
            place = figure.elsewhere and not (figure.role or figure.gender)
            if not owners and OWNER.match(self.text, at):
                continue  # "Holm's lawyer, NAME, denied that": the sentence is the lawyer's
            if figure not in found and not place and self._fits(figure, gender, person):
                found.append(figure)
        return found
