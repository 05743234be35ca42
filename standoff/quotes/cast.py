"""The cast of a page: the people and bodies that it names, read off its sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from standoff.quotes.beside import kinds_around, roles_beside
from standoff.quotes.east_names import body_names
from standoff.quotes.east_people import people_named
from standoff.quotes.figures import Figure
from standoff.quotes.reading import EASTERN, named_by
from standoff.quotes.roll import Roll
from standoff.quotes.runs import PARTICLES, Named, bare, capital_runs
from standoff.quotes.tokens import Sentence


@dataclass(slots=True)
class Cast(Roll):
    """Everyone on the page, entered from its sentences."""

    def read(self, sentences: Iterable[Sentence]) -> None:
        """Enter every name of *sentences*; full names first, so that a last name finds its owner."""
        kept = list(sentences)
        if self.tongue.code in EASTERN:
            for sentence in kept:
                for at, name in body_names(sentence, self.tongue):
                    spelled = self.aliases.get(name.casefold(), name)
                    self.seen.append((at, self.enter(spelled, person=False)))
                    self._letters(sentence, at + len(name), name)
                for at, named in people_named(sentence, self.tongue):
                    figure = self.enter(named.name or "", person=True)
                    if figure.person:
                        self._learn(figure, named, at)
                        self.seen.append((at, figure))
            self.seen.sort(key=lambda spot: spot[0])
            return
        for sentence in kept:
            self._acronyms(sentence)
        runs = [
            (sentence, start, end, self._run_name(sentence, start, end))
            for sentence in kept
            for start, end in capital_runs(sentence, self.tongue)
            if end - start < len(sentence) or self.tongue.code != "en"  # no heading ("Fed File")
        ]
        for sentence, start, end, found in sorted(runs, key=lambda run: run[2] - run[1]):
            if found:
                self._enter_run(sentence, start, end, found)
        self.initials.clear()
        for sentence, start, end, found in runs:
            self._note(sentence, start, found)
            if end - start == 1:
                self._lone(sentence, start)

    def _letters(self, sentence: Sentence, end: int, name: str) -> None:
        """``Федеральная антимонопольная служба (ФАС)``: what a body is called by its letters."""
        for token, inner in pairwise(sentence):
            if token.text == "(" and end <= token.start <= end + 1 and inner.text.isupper() and " " in name:
                self.aliases[inner.low] = name

    def _lone(self, sentence: Sentence, at: int) -> None:
        """Remember a name of one word: a company that no list knows, unless it is a place."""
        word = bare(sentence[at].text)
        before = sentence[at - 1].low if at else ""
        if before in self.tongue.of("place_words") | {"from", "of"} or word.lower() in self.tongue.demonyms:
            self.places.add(word)
        self.lone.setdefault(word, []).append(sentence[at].start)

    def _acronyms(self, sentence: Sentence) -> None:
        for index, token in enumerate(sentence):
            if token.text != "(" or index + 2 >= len(sentence) or sentence[index + 2].text != ")":
                continue
            short = sentence[index + 1].text
            if not (short.isupper() and 2 <= len(short) <= 9):
                continue
            spans = capital_runs(sentence[max(0, index - 10) : index], self.tongue)
            if spans and spans[-1][1] == min(10, index):
                words = sentence[max(0, index - 10) : index][spans[-1][0] :]
                name = " ".join(word.text for word in words)
                self.aliases[short.casefold()] = name
                self.enter(name, person=False)

    def _enter_run(self, sentence: Sentence, start: int, end: int, named: Named) -> None:
        words = (named.name or "").split()
        kinds = kinds_around(sentence, start, end, self.tongue)
        if kinds and len(words) <= 3 and not named.role and words[-1].casefold() not in self.tongue.bodies:
            self.enter(named.name or "", person=False).kinds |= kinds
            return
        if named.kind == "body":
            if (
                len(words) == 1
                and words[0].casefold() in self.tongue.bodies
                and words[0].casefold() not in self.tongue.known_names
            ):
                return
            self.enter(
                self.aliases.get(words[0].casefold(), named.name or "") if len(words) == 1 else named.name or "",
                person=False,
            )
        elif len(words) == 1 and self._is_someone(named, sentence, start, end):
            self._learn(self.enter(named.name or "", person=True), named, sentence[start].start)
        elif 2 <= len([word for word in words if word.casefold() not in PARTICLES]) <= 4:
            if len(words) > 3 and " ".join(words[-2:]).casefold() in self.figures:
                return
            if words[-1].casefold() in self.tongue.groups | self.tongue.of("place_endings"):
                return
            if (named.name or "").casefold() in self.tongue.of("places"):
                return
            figure = self.enter(named.name or "", person=True)
            figure.title = figure.title or self._title(sentence, start, end)
            self._learn(figure, named, sentence[start].start)
            for beside, position in roles_beside(sentence, start, end, self.tongue):
                if not (figure.role and figure.loose and figure.loose[0]):
                    self._learn(figure, beside, position)

    def _is_someone(self, named: Named, sentence: Sentence, start: int, end: int) -> bool:
        """``Prince Andrew``, ``Mr. Pin``, ``Andrew``: one word, behind a title or a role, or a given name."""
        word = (named.name or "").casefold()
        if self.tongue.code != "en" or word in self.tongue.known_names:
            return False
        titled = end - start > 1 and any(token.low in self.tongue.titles for token in sentence[start:end])
        someone = titled or (bool(named.role) and end - start > 1) or word in self.tongue.of("given_names")
        return someone and self.find(named.name or "") is None

    def _title(self, sentence: Sentence, start: int, end: int) -> str | None:
        """``Gov. NAME``: the office that a shortened title stands for, so that "the governor" finds its bearer."""
        offices: dict[str, str] = self.tongue.tables["roles"].get("title_roles", {})
        return next((offices[token.low] for token in sentence[start:end] if token.low in offices), None)

    def _run_name(self, sentence: Sentence, start: int, end: int) -> Named | None:
        if (
            end - start > 2
            and start > 1
            and sentence[start - 1].low in {"of", "to", "for"}
            and sentence[start - 2].low in self.tongue.roles
        ):
            # "Secretary of State NAME": the office goes before the name.
            office = named_by(sentence[start - 2 : end], self.tongue)
            if office.kind == "person" and office.name:
                return office
            inside = [at for at in range(start, end - 1) if bare(sentence[at].low) in self.tongue.bodies]
            start = inside[-1] + 1 if inside else end - 2
        first = start
        while (
            first
            and sentence[first - 1].kind == "w"
            and (
                sentence[first - 1].low in self.tongue.roles
                or sentence[first - 1].low in self.tongue.role_words
                or (sentence[first - 1].low == "in" and sentence[first].low == "chief")  # "editor in chief"
            )
        ):
            first -= 1
        if first < start and not sentence[first].capital:
            # "LY president NAME": the body before the role
            while first and sentence[first - 1].capital and sentence[first - 1].low not in self.tongue.openers:
                first -= 1
        named = self._read(sentence[first:end])
        return named if named.name else None

    def _read(self, words: Sentence) -> Named:
        """Return what *words* name; a page names the same ones again and again."""
        if self.tongue.code in EASTERN:
            return named_by(words, self.tongue)
        key = tuple((token.text, token.low, token.start - words[0].start) for token in words)
        if (named := self.read_before.get(key)) is None:
            named = self.read_before[key] = named_by(words, self.tongue)
        return named

    def _learn(self, figure: Figure, named: Named, position: int = 0) -> None:
        if named.role and not figure.role:
            figure.role = named.role
            figure.loose = (named.organisation, named.owner, position)
        elif named.organisation and (figure.loose is None or not any(figure.loose[:2])):
            figure.loose = (named.organisation, None, position)
        words = (named.role or "").casefold().split()
        if figure.gender is None and words:
            if words[-1] in self.tongue.female:
                figure.gender = "f"
            elif words[-1] in self.tongue.male:
                figure.gender = "m"

    def _note(self, sentence: Sentence, start: int, named: Named | None) -> None:
        if named and named.name and (figure := self.find(named.name, named.kind == "person")):
            self.seen.append((sentence[start].start, figure))
            figure.elsewhere = bool(start) and sentence[start - 1].low in self.tongue.of("place_words")
