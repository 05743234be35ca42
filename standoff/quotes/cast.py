"""The cast of a page: the people and bodies that it names, and who is meant by a last name, a pronoun or a role."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from standoff.quotes.east_names import body_names
from standoff.quotes.reading import EASTERN, named_by
from standoff.quotes.runs import PARTICLES, Named, bare, capital_runs
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue


@dataclass(slots=True, eq=False)
class Figure:
    """One person or body of the page, under its fullest name."""

    name: str
    person: bool
    gender: str | None = None
    role: str | None = None
    organisation: str | None = None
    plural: bool = False
    company: bool = False
    firm: bool = True
    kinds: set[str] = field(default_factory=set)
    elsewhere: bool = False
    loose: tuple[str | None, str | None, int] | None = None


@dataclass(slots=True)
class Cast:
    """Everyone on the page. ``seen`` lists (position, figure) of every naming in the text, in its order."""

    tongue: Tongue
    figures: dict[str, Figure] = field(default_factory=dict)
    by_word: dict[str, list[Figure]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[int, Figure]] = field(default_factory=list)
    by_head: dict[str, list[tuple[int, Figure]]] = field(default_factory=dict)

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
        return (
            name.casefold() in self.tongue.known.get("company", ())
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
            return
        for sentence in kept:
            self._acronyms(sentence)
        runs = [(sentence, capital_runs(sentence, self.tongue)) for sentence in kept]
        spots = [(end - start, sentence, start, end) for sentence, spans in runs for start, end in spans]
        for _, sentence, start, end in sorted(spots, key=lambda spot: spot[0]):
            self._enter_run(sentence, start, end)
        for sentence, spans in runs:
            for start, end in spans:
                self._note(sentence, start, end)

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

    def _enter_run(self, sentence: Sentence, start: int, end: int) -> None:
        named = self._run_name(sentence, start, end)
        if named is None:
            return
        words = (named.name or "").split()
        kinds = self._kinds(sentence, start, end)
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
        elif 2 <= len([word for word in words if word.casefold() not in PARTICLES]) <= 4:
            if len(words) > 3 and " ".join(words[-2:]).casefold() in self.figures:
                return
            figure = self.enter(named.name or "", person=True)
            self._learn(figure, named, sentence[start].start)
            self._beside(figure, sentence, start, end)

    def _kinds(self, sentence: Sentence, start: int, end: int) -> set[str]:
        """What the words around a name call it: ``telecoms regulator Anatel``, ``Anatel, the telecoms regulator,``."""
        nouns = self.tongue.bodies | self.tongue.of("company_words") | set(self.tongue.classes)
        nouns -= self.tongue.roles | self.tongue.of("no_kinds")
        if start and sentence[start - 1].low in nouns and not sentence[start - 1].capital and end - start <= 3:
            return {sentence[start - 1].low}
        if end + 2 >= len(sentence) or sentence[end].text != "," or sentence[end + 1].low not in {"the", "a", "an"}:
            return set()
        stop = next((at for at in range(end + 1, min(len(sentence), end + 7)) if sentence[at].kind != "w"), end + 7)
        part = [token.low for token in sentence[end + 1 : stop]]
        cut = next(
            (n for n, word in enumerate(part) if word in self.tongue.of("prepositions") or word in {"that", "which"}),
            len(part),
        )
        return {part[cut - 1]} if cut and part[cut - 1] in nouns else set()

    def _run_name(self, sentence: Sentence, start: int, end: int) -> Named | None:
        if (
            end - start > 2
            and start > 1
            and sentence[start - 1].low in {"of", "to", "for"}
            and sentence[start - 2].low in self.tongue.roles
        ):
            # "Secretary of State NAME": the office goes before the name.
            inside = [at for at in range(start, end - 1) if bare(sentence[at].low) in self.tongue.bodies]
            start = inside[-1] + 1 if inside else end - 2
        first = start
        while (
            first
            and sentence[first - 1].kind == "w"
            and (sentence[first - 1].low in self.tongue.roles or sentence[first - 1].low in self.tongue.role_words)
        ):
            first -= 1
        named = named_by(sentence[first:end], self.tongue)
        return named if named.name else None

    def _beside(self, figure: Figure, sentence: Sentence, start: int, end: int) -> None:
        """A role set beside the name: ``NAME, a deputy mayor of …,`` or ``Her deputy, NAME,``."""
        if figure.role:
            return
        if end + 1 < len(sentence) and sentence[end].text == ",":
            stop = next(
                (at for at in range(end + 1, min(len(sentence), end + 16)) if sentence[at].kind != "w"), end + 1
            )
            part = sentence[end + 1 : stop]
            if part and (
                part[0].low in self.tongue.of("determiners")
                or part[0].low.endswith(("'s", "’s"))
                or part[0].low in self.tongue.roles
            ):
                self._learn(figure, named_by(part, self.tongue), sentence[end].start)
        if not figure.role and start > 1 and sentence[start - 1].text == ",":
            first = start - 1
            while first and sentence[first - 1].kind == "w" and start - first < 8:
                first -= 1
            part = sentence[first : start - 1]
            named = named_by(part, self.tongue) if part else None
            if (
                named
                and named.kind == "noun"
                and named.role
                and (
                    part[0].low in self.tongue.of("possessive") | self.tongue.of("determiners")
                    or part[0].low.endswith(("'s", "’s"))
                )
            ):
                self._learn(figure, named, sentence[first].start)

    def _learn(self, figure: Figure, named: Named, position: int = 0) -> None:
        if named.role and not figure.role:
            figure.role = named.role
            figure.loose = (named.organisation, named.owner, position)
        words = (named.role or "").casefold().split()
        if figure.gender is None and words:
            if words[-1] in self.tongue.female:
                figure.gender = "f"
            elif words[-1] in self.tongue.male:
                figure.gender = "m"

    def _note(self, sentence: Sentence, start: int, end: int) -> None:
        named = self._run_name(sentence, start, end)
        if named and named.name and (figure := self.find(named.name, named.kind == "person")):
            self.seen.append((sentence[start].start, figure))
            figure.elsewhere = bool(start) and sentence[start - 1].low in self.tongue.of("place_words")

    # Finding.

    def find(self, name: str, person: bool = True) -> Figure | None:
        """Return the figure that *name* stands for on this page: by its whole name, an alias, or a word of it."""
        key = name.casefold()
        if key in self.aliases:
            return self.enter(self.aliases[key], person=False)
        words = [bare(word).casefold() for word in name.split()]
        exact = self.figures.get(key)
        if exact and len(words) > 1:
            return exact
        fuller = [figure for figure in self.by_word.get(words[-1], ()) if self._fits(words, figure)]
        if fuller:
            return fuller[0]
        return exact

    def _fits(self, words: Sequence[str], figure: Figure) -> bool:
        full = [bare(word).casefold() for word in figure.name.split()]
        if len(full) <= len(words):
            return False
        if not figure.person:
            return False
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
        return [
            (at, figure)
            for at, figure in self.seen
            if not figure.person
            and (
                (company and figure.company)
                or {bare(word).casefold() for word in figure.name.split()} & wanted
                or figure.name.casefold() in known
                or figure.kinds & wanted
            )
        ]


def gender_of(word: str, tongue: Tongue) -> str | None:
    """Return m, f or None for a pronoun or title."""
    low = word.lower()
    if low in tongue.of("male"):
        return "m"
    return "f" if low in tongue.of("female") else None


def article_free(tokens: Sequence[Token], tongue: Tongue, text: str) -> str:
    """Return a phrase as printed, without the article in front."""
    kept = list(tokens)
    while len(kept) > 1 and kept[0].low in tongue.of("articles"):
        kept = kept[1:]
    return text[kept[0].start : kept[-1].end]
