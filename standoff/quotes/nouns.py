"""Whom a noun means: ``the minister``, ``the regulator``, ``a report by the institute``."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from standoff.quotes.drafts import Draft
from standoff.quotes.figures import Figure
from standoff.quotes.nominative import nominative_body
from standoff.quotes.owners import Owners
from standoff.quotes.phrases import Phrase
from standoff.quotes.pronouns import LATEST, REACH
from standoff.quotes.reading import EASTERN, named_by
from standoff.quotes.roles import is_known
from standoff.quotes.runs import Named, article_free, bare
from standoff.quotes.tokens import Token

#: Letters that ``communications`` and ``communication`` share.
STEM = 5

_REACH = 40  # characters before a name in which a word may stand
_LAST_WORD = re.compile(r"\w[\w'’-]*$")
_STARTS = re.compile(r"\b\w")


class Nouns(Owners):
    """Resolves noun phrases without a name."""

    def _name(self, named: Named, phrase: Phrase, draft: Draft) -> Figure:
        raise NotImplementedError  # the resolver's

    def _noun(self, named: Named, phrase: Phrase, draft: Draft) -> Figure | None:
        tokens = phrase.tokens
        head = named.head
        if len(tokens) == 1 and head in self.tongue.of("somebody"):
            draft.why = "somebody"
            return None
        if head in self.tongue.of("documents") or (head.endswith("s") and head[:-1] in self.tongue.of("documents")):
            return self._document(named, phrase, draft)
        if office := self._press_office(named, phrase):
            draft.why = "press-office"
            return office
        definite = self._definite(tokens)
        if body := self._body(head, phrase, draft, definite=definite):
            return body
        if head in self.tongue.roles and definite:
            figure = self._role(named, phrase) or self._unnamed_before(head)
            if figure:
                draft.why = "role-noun"
                return figure
        draft.why = "unnamed"
        draft.person = head in self.tongue.roles
        name = article_free(tokens, self.tongue, self.text)
        if phrase.genitive:
            name = " ".join(nominative_body(name.split(), self.tongue))
        figure = Figure(name, draft.person, plural=head in self.tongue.groups)
        if draft.person:
            figure.role = draft.role = None if head in self.tongue.of("private") else named.role
            figure.organisation = draft.organisation = named.organisation
            figure.gender = "f" if head in self.tongue.female else "m" if head in self.tongue.male else None
        return figure

    def _body(self, head: str, phrase: Phrase, draft: Draft, *, definite: bool) -> Figure | None:
        """``the communications ministry``, ``the regulator``, ``ведомство``: a body by its kind."""
        tokens, tongue = phrase.tokens, self.tongue
        if head in tongue.bodies and (figure := self._alike(head, tokens)):
            draft.why = "body-alike"
            return figure
        if definite and (head in tongue.bodies or head in tongue.of("company_words") or head in tongue.classes):
            figure = self.cast.body(head, phrase.start)
            if figure and self._means(figure, head, tokens):
                draft.why = "body-noun"
                return figure
            if figure is None and (name := self._described(head, phrase.start)):
                draft.why = "body-described"
                return self.cast.enter(name, person=False)
        if len(tokens) == 1 and head in tongue.bodies and (figure := self._body_spoken(phrase.start)):
            draft.why = "body-spoke"
            return figure
        return None

    def _press_office(self, named: Named, phrase: Phrase) -> Figure | None:
        """``X's press desk``, ``the regulator's press service``: the body that it answers for."""
        tokens, tongue = phrase.tokens, self.tongue
        if tongue.code in EASTERN:
            if len(tokens) > 1 or tokens[0].low not in tongue.of("press_offices"):
                return None
            name = self._focus(phrase.start)
        elif named.owner and named.head in tongue.of("press_heads") and tokens[-2].low in tongue.of("press_words"):
            name = self._owner(named.owner, phrase.start)
        else:
            return None
        return self.cast.find(name, False) or self.cast.enter(name, person=False) if name else None

    def _alike(self, head: str, tokens: Sequence[Token]) -> Figure | None:
        """``the communications ministry``: the one body of that kind whose name has the words before the noun in it."""
        if self.tongue.code != "en":
            return None
        stems = {token.low[:STEM] for token in tokens[:-1] if token.text.islower() and len(token.low) >= STEM}
        if not stems:
            return None
        kinds = {head} | self.tongue.classes.get(head, frozenset())
        bodies = {id(figure): figure for _, figure in self.cast.seen if not figure.person and " " in figure.name}
        alike = []
        for figure in bodies.values():
            words = set(figure.name.lower().replace(",", "").split())
            if words & kinds and stems & {word[:STEM] for word in words - kinds}:
                alike.append(figure)
        return alike[0] if len(alike) == 1 else None

    def _body_spoken(self, position: int) -> Figure | None:
        """``ведомство``: in Russian the body that spoke last, in whatever case it was named."""
        if self.tongue.code not in EASTERN:
            return None
        spoke = (figure for at, figure, _ in reversed(self.said[-LATEST:]) if figure and at >= position - REACH)
        return next((figure for figure in spoke if not figure.person and figure.name[0].isupper()), None)

    def _unnamed_before(self, head: str) -> Figure | None:
        """``the spokesperson``: the one without a name who spoke before (``a company spokesperson``)."""
        for _, figure, _ in reversed(self.said[-LATEST:]):
            if figure is not None and figure.person and figure.name.islower() and head in figure.name.split():
                return figure
        return None

    def _means(self, figure: Figure, head: str, tokens: Sequence[Token]) -> bool:
        """Do the words before the noun allow for *figure*? ``the emergency service`` is no messaging service."""
        if self.tongue.code in EASTERN:
            return True
        before = [token for token in tokens if token.kind == "w" and token.low not in self.tongue.of("determiners")]
        before = before[self._of_a_country(before) :]
        words = {bare(token.low) for token in before if token.low != head}
        names = {bare(word) for word in figure.name.lower().split()}
        if not words or words & names:
            return True
        if head in self.tongue.of("loose_company_words") or (
            head in self.tongue.of("company_words") and words & self.tongue.of("trades_of_companies")
        ):
            owned = any(word.endswith(("-owned", "-based", "-run")) for word in words)
            return owned or bool(words & self.tongue.of("company_modifiers") or words & self.tongue.demonyms)
        if any(token.low.endswith(("'s", "’s")) for token in before):
            return False
        return figure.company or head in self.tongue.known or head in self.tongue.classes

    def _described(self, head: str, position: int) -> str | None:
        """A body without a name of its own, as the page first calls it: ``a Minsk court``, then ``the court``."""
        if self.tongue.code != "en":
            return None
        if head not in self.described:
            named = re.compile(rf"\b((?:[A-Z][\w-]{{1,20}} ){{1,4}}{re.escape(head)})\b")
            plain = self.tongue.openers | self.tongue.demonyms
            spots = [(match.start(), match[1]) for match in named.finditer(self.text)]
            self.described[head] = [spot for spot in spots if spot[1].split()[0].lower() not in plain]
        spots = self.described[head]
        before = bisect_left(spots, (position, ""))
        return spots[before - 1][1] if before else None

    def _definite(self, tokens: Sequence[Token]) -> bool:
        if self.tongue.code in EASTERN:
            return len(tokens) <= 2
        return (
            tokens[0].low in {"the", "this", "that"}
            or self._of_a_country(tokens) > 0
            or tokens[0].low in self.tongue.of("possessive")
            or tokens[0].low.endswith(("'s", "’s"))
        )

    def _of_a_country(self, tokens: Sequence[Token]) -> int:
        """``South Korea's regulator``: how many words in front name the country."""
        end = next((n for n, token in enumerate(tokens[:3]) if token.low.endswith(("'s", "’s"))), -1)
        return end + 1 if bare(" ".join(token.low for token in tokens[: end + 1])) in self.tongue.countries else 0

    def _role(self, named: Named, phrase: Phrase) -> Figure | None:
        """``the minister``: whoever bears that role on the page, the last one named before."""
        words = {named.head} | self.tongue.classes.get(named.head, frozenset())
        last = bisect_left(self.positions, phrase.start)
        for _, figure in reversed(self.cast.seen[max(0, last - 5 * LATEST) : last]):
            held = f"{figure.role or ''} {figure.title or ''}".lower().split()
            if figure.person and words & set(held):
                return figure
        return self._told_role(named.head, phrase.start) or (
            self._named_after(words, last) if len(phrase.tokens) == 2 else None
        )

    def _named_after(self, words: set[str], last: int) -> Figure | None:
        """``The president urged …`` in the lead: the one bearer of the role, whom the page names later."""
        if self.tongue.code != "en" or last > len(self.cast.seen) // 2:
            return None
        bearers = {
            id(figure): figure
            for _, figure in self.cast.seen[last:]
            if figure.person and words & {*(figure.role or "").lower().split(), *(figure.title or "").lower().split()}
        }
        return next(iter(bearers.values())) if len(bearers) == 1 else None

    def _told_role(self, head: str, position: int) -> Figure | None:
        """The role was named right before a name: ``their first-choice goalkeeper. Daniyar Zhoroyev tore …``."""
        if self.told is None:
            self.told = self._told_words()
        found = next(((at, figure) for at, figure in self.told.get(head, ()) if figure.person and figure.firm), None)
        if found is None or found[0] >= position:
            return None
        found[1].role = found[1].role or head
        return found[1]

    def _told_words(self) -> dict[str, list[tuple[int, Figure]]]:
        """The words that stand right before a name, each with those whom it stands before."""
        found: dict[str, list[tuple[int, Figure]]] = {}
        behind = -1
        for at, figure in self.cast.seen:
            near = self.text[max(0, at - _REACH) : at].rstrip(" .,")
            end = max(0, at - _REACH) + len(near)
            if end > behind and at - end < 4 and (last := _LAST_WORD.search(near)):
                for start in _STARTS.finditer(last.group()):
                    found.setdefault(last.group()[start.start() :], []).append((at, figure))
            behind = at
        return found

    def _paper_body(self, phrase: Phrase) -> Figure | None:
        """``Eurostat figures``, ``Security Council resolutions``: the body whose name stands before the papers."""
        words = [token for token in phrase.tokens if token.low not in self.tongue.of("determiners")][:-1]
        if self.tongue.code != "en" or not words or not all(token.capital for token in words):
            return None
        name = " ".join(token.text for token in words)
        known = is_known(words, self.tongue) or self.cast.find(name, False)
        return (self.cast.find(name, False) or self.cast.enter(name, person=False)) if known else None

    def _issuer(self, head: str, phrase: Phrase, draft: Draft) -> Figure | None:
        """Whose paper it is: of ``a letter it sent``, ``a study that the centre published``, or of one told before."""
        if self.tongue.code != "en":
            return None
        behind = [token for token in draft.sentence if token.start >= phrase.end][:9]
        verb = next((n for n, token in enumerate(behind) if token.low in self.tongue.of("issuing")), 0)
        words = [token for token in behind[:verb] if token.low not in {"that", "which"}]
        if words and all(token.kind == "w" for token in words):
            inner = Phrase(words, first=phrase.first, left=phrase.left)
            named = named_by(words, self.tongue)
            if named.kind == "pronoun":
                return self._pronoun(named.head, inner, draft)
            return self._name(named, inner, draft) if named.name else self._noun(named, inner, draft)
        if phrase.tokens[0].low in {"the", "this", "that"} and head in self.tongue.of("papers"):
            return self._told_paper(head, phrase.start)
        own = head in self.tongue.of("own_papers") and draft.lemma == "according to"
        name = self._focus(phrase.start) if own else None
        return self.cast.find(name, False) if name else None

    def _told_paper(self, head: str, position: int) -> Figure | None:
        """``In a written reply the ministry said …. The reply also said``: who spoke where the paper came up."""
        lowest = max(0, position - REACH)
        at = self.text.rfind(head, lowest, max(lowest, self._sentence_start(position)))
        if at < 0:
            return None
        first = self._sentence_start(at)
        ends = self.text.find(". ", at)
        last = min(ends if ends >= 0 else position, position)
        spoke = [figure for spot, figure, _ in self.said if figure is not None and first <= spot <= last + 1]
        return next((figure for figure in spoke if figure.name[0].isupper()), None)

    def _document(self, named: Named, phrase: Phrase, draft: Draft) -> Figure | None:
        """A report or statement speaks for the body behind it: its possessor, or whoever issued it before."""
        behind = [token for token in phrase.tokens if token.kind == "w"]
        for index, token in enumerate(behind[:-1]):
            if token.low in {"by", "from"}:
                issuer = named_by(behind[index + 1 :], self.tongue)
                draft.why = "document-of"
                inner = Phrase(behind[index + 1 :], first=phrase.first, left=phrase.left)
                return self._name(issuer, inner, draft) if issuer.name else self._noun(issuer, inner, draft)
        if named.owner and bare(named.owner.lower()) not in self.tongue.of("possessive"):
            figure = self.cast.find(bare(named.owner), False) or self.cast.enter(bare(named.owner), person=False)
            draft.why = "document-owner"
            return figure
        if body := self._paper_body(phrase):
            draft.why = "document-owner"
            return body
        if (told := self._issuer(named.head, phrase, draft)) is not None:
            draft.why = "document-before"
            return told
        draft.why = "document"
        draft.speaker = article_free(phrase.tokens, self.tongue, self.text)
        return None
