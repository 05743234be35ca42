"""The cast of a page: the people and bodies that it names, and who is meant by a last name, a pronoun or a role."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from standoff.quotes.beside import kinds_around, roles_beside
from standoff.quotes.east_names import body_names
from standoff.quotes.east_people import people_named
from standoff.quotes.figures import Figure
from standoff.quotes.reading import EASTERN, named_by
from standoff.quotes.runs import PARTICLES, Named, bare, capital_runs
from standoff.quotes.tokens import Sentence
from standoff.quotes.tongue import Tongue

#: Letters of an acronym.
LONGEST_ACRONYM = 6


@dataclass(slots=True)
class Cast:
    """Everyone on the page. ``seen`` lists (position, figure) of every naming in the text, in its order."""

    tongue: Tongue
    figures: dict[str, Figure] = field(default_factory=dict)
    by_word: dict[str, list[Figure]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[int, Figure]] = field(default_factory=list)
    by_head: dict[str, list[tuple[int, Figure]]] = field(default_factory=dict)
    lone: dict[str, list[int]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    initials: dict[str, Figure | None] = field(default_factory=dict)

    def enter(self, name: str, *, person: bool) -> Figure:
        """Return the figure of *name*, a new one when the page has not named it yet."""
        if figure := self.figures.get(name.casefold()):
            return figure
        figure = Figure(name, person)
        if person:
            figure.gender = self._gender(name)
            figure.firm = len(name.split()) > 1
        else:
            figure.company = self._is_company(name)
        self.figures[name.casefold()] = figure
        for word in {bare(word).casefold() for word in name.split()}:
            self.by_word.setdefault(word, []).append(figure)
        return figure

    def _gender(self, name: str) -> str | None:
        words = name.casefold().split()
        if words[0] in self.tongue.male:
            return "m"
        if words[0] in self.tongue.female:
            return "f"
        if words[-1].endswith(("ova", "eva", "skaya", "kyzy", "qizi", "ovna", "evna")):
            return "f"
        if words[-1].endswith(("ov", "ev", "sky", "skiy", "skyi", "uly", "oglu", "ovich", "evich")):
            return "m"
        return None

    def _is_company(self, name: str) -> bool:
        roles = self.tongue.tables["roles"]
        words = name.casefold().split()
        known = self.tongue.known.get("company", ())
        return (
            name.casefold() in known
            or (len(words) == 2 and any(len(word) > 3 and word in known for word in words))
            or name in roles.get("companies", {}).get("names", ())
            or name.split()[-1].casefold() in self.tongue.of("company_marks")
        )

    # Reading the page.

    def read(self, sentences: Iterable[Sentence]) -> None:
        """Enter every name of *sentences*; full names first, so that a last name finds its owner."""
        kept = list(sentences)
        if self.tongue.code in EASTERN:
            for sentence in kept:
                for at, name in body_names(sentence, self.tongue):
                    self.seen.append((at, self.enter(name, person=False)))
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
        ]
        for sentence, start, end, found in sorted(runs, key=lambda run: run[2] - run[1]):
            if found:
                self._enter_run(sentence, start, end, found)
        self.initials.clear()
        for sentence, start, end, found in runs:
            self._note(sentence, start, found)
            if end - start == 1:
                self._lone(sentence, start)

    def _lone(self, sentence: Sentence, at: int) -> None:
        """Remember a name of one word: a company that no list knows, unless it is a place."""
        word = bare(sentence[at].text)
        before = sentence[at - 1].low if at else ""
        if before in self.tongue.of("place_words") | {"from", "of"} or word.lower() in self.tongue.demonyms:
            self.places.add(word)
        self.lone.setdefault(word, []).append(sentence[at].start)

    def _unlisted_company(self) -> list[tuple[int, Figure]]:
        """The name of one word that the page calls most often, twice at least, and that is nobody's and no place's."""
        taken = self.tongue.roles | self.tongue.bodies | self.tongue.known_names | self.tongue.groups
        free = {
            word: spots
            for word, spots in self.lone.items()
            if len(spots) > 1
            and word not in self.places
            and not any(figure.person for figure in self.by_word.get(word.casefold(), ()))
            and word.casefold() not in taken
        }
        if not free:
            return []
        name = max(free, key=lambda word: (len(free[word]), word))
        figure = self.enter(name, person=False)
        figure.company = True
        return [(at, figure) for at in free[name]]

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
            and (sentence[first - 1].low in self.tongue.roles or sentence[first - 1].low in self.tongue.role_words)
        ):
            first -= 1
        if first < start and not sentence[first].capital:
            # "LY president NAME": the body before the role
            while first and sentence[first - 1].capital and sentence[first - 1].low not in self.tongue.openers:
                first -= 1
        named = named_by(sentence[first:end], self.tongue)
        return named if named.name else None

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

    # Finding.

    def find(self, name: str, person: bool = True) -> Figure | None:
        """Return the figure that *name* stands for on this page: by its whole name, an alias, or a word of it."""
        key = name.casefold()
        if key in self.tongue.groups and person:
            return None
        if key in self.aliases:
            return self.enter(self.aliases[key], person=False)
        if name.isupper() and 2 <= len(name) <= LONGEST_ACRONYM and (spelled := self._spelled_out(name)):
            return spelled
        words = [bare(word).casefold() for word in name.split()]
        while len(words) > 1 and words[0] in PARTICLES:
            words = words[1:]
        exact = self.figures.get(key)
        if exact and len(words) > 1:
            return exact
        fuller = [figure for figure in self.by_word.get(words[-1], ()) if self._fits(words, figure)]
        fuller.sort(key=lambda figure: not figure.person)
        if fuller:
            return fuller[0]
        return exact

    def _spelled_out(self, letters: str) -> Figure | None:
        """``EU`` for ``European Union``: the body of the page whose capitals these letters are."""
        if letters not in self.initials:
            for figure in list(self.figures.values()):
                words = figure.name.split()
                if not figure.person and len(words) > 1:
                    self.initials.setdefault("".join(word[0] for word in words if word[0].isupper()), figure)
            self.initials.setdefault(letters, None)
        return self.initials[letters]

    def _fits(self, words: Sequence[str], figure: Figure) -> bool:
        full = [bare(word).casefold() for word in figure.name.split()]
        if len(full) <= len(words):
            return False
        if not figure.person:
            # "Match" for "Match Group"
            return len(words) == 1 and full == [words[0], full[-1]] and full[-1] in self.tongue.of("company_marks")
        if len(words) == 1:
            return full[-1] == words[0] or (full[0] == words[0] and len(full) > 1)
        return full[0] == words[0] and full[-1] == words[-1]

    def bodies_of(self, head: str) -> frozenset[str]:
        """Names of known bodies of the kind *head* (``regulator``, ``court``), in lower case."""
        kinds = self.tongue.tables["roles"].get("known_as", {}).get(head, [head])
        return frozenset().union(*(self.tongue.known.get(kind, frozenset()) for kind in kinds))

    def body(self, head: str, position: int, owner: str | None = None) -> Figure | None:
        """Return the body that ``the commission``, ``the regulator``, ``the company`` means at *position*."""
        if head not in self.by_head:
            self.by_head[head] = self._bearers(head)
        bearers = self.by_head[head]
        if not bearers:
            return None
        before = bisect_left(bearers, position, key=lambda spot: spot[0])
        best = bearers[before - 1][1] if before else bearers[0][1]
        owner = self.tongue.owners.get(best.name.casefold()) if head in self.tongue.of("company_words") else None
        return self.figures.get(owner, best) if owner else best

    def _bearers(self, head: str) -> list[tuple[int, Figure]]:
        """Every naming of a body that *head* can mean."""
        wanted = {head} | self.tongue.classes.get(head, frozenset())
        known = self.bodies_of(head)
        company = head in self.tongue.of("company_words")
        meant = {
            id(figure)
            for figure in {id(figure): figure for _, figure in self.seen}.values()
            if not figure.person
            and (
                (company and figure.company)
                or {bare(word).casefold() for word in figure.name.split()} & wanted
                or figure.name.casefold() in known
                or figure.kinds & wanted
            )
        }
        named = [(at, figure) for at, figure in self.seen if id(figure) in meant]
        return named or (self._unlisted_company() if company and self.tongue.code not in EASTERN else [])
