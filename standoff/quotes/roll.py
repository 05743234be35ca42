"""The figures of a page by their names: who is meant by a whole name, a word of it, its letters, or a kind of body."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from standoff.quotes.figures import Figure
from standoff.quotes.reading import EASTERN
from standoff.quotes.runs import PARTICLES, Named, bare
from standoff.quotes.tongue import Tongue

#: Endings of surnames that tell a woman from a man.
_FEMALE = (
    "ova",
    "eva",
    "skaya",
    "kyzy",
    "qizi",
    "ovna",
    "evna",
    "ова",
    "ева",
    "ёва",
    "ина",
    "ская",
    "цкая",
    "кызы",
    "қызы",
)
_MALE = (
    "ov",
    "ev",
    "sky",
    "skiy",
    "skyi",
    "uly",
    "oglu",
    "ovich",
    "evich",
    "ов",
    "ев",
    "ёв",
    "ин",
    "ский",
    "цкий",
    "улы",
    "ұлы",
)

#: Letters of an acronym.
LONGEST_ACRONYM = 6


@dataclass(slots=True)
class Roll:
    """Everyone on the page. ``seen`` lists (position, figure) of every naming in the text, in its order."""

    tongue: Tongue
    figures: dict[str, Figure] = field(default_factory=dict)
    by_word: dict[str, list[Figure]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[int, Figure]] = field(default_factory=list)
    by_head: dict[str, list[tuple[int, Figure]]] = field(default_factory=dict)
    lone: dict[str, list[int]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    read_before: dict[tuple[tuple[str, str, int], ...], Named] = field(default_factory=dict)
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
        if words[-1].endswith(_FEMALE):
            return "f"
        return "m" if words[-1].endswith(_MALE) else None

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
        owning = self.figures.get(owner) if owner else None
        told = owning is not None and any(figure is owning for at, figure in self.seen if at < position)
        return owning if owning is not None and told else best

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
                (company and (figure.company or bool(figure.kinds & self.tongue.of("company_words"))))
                or {bare(word).casefold() for word in figure.name.split()} & wanted
                or figure.name.casefold() in known
                or figure.kinds & wanted
            )
        }
        named = [(at, figure) for at, figure in self.seen if id(figure) in meant]
        return named or (self._unlisted_company() if company and self.tongue.code not in EASTERN else [])

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
