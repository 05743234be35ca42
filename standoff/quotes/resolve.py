"""From the words of a sentence to one full name of the page. What stays unclear stays None."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from standoff.quotes.cast import Figure, article_free, gender_of
from standoff.quotes.drafts import Draft
from standoff.quotes.phrases import Phrase
from standoff.quotes.pronouns import LATEST, Pronouns
from standoff.quotes.reading import EASTERN, named_by, named_in
from standoff.quotes.runs import Named, bare
from standoff.quotes.tokens import Token


class Resolver(Pronouns):
    """Resolves the drafts of one page in their order; each decision leaves its rule on the draft."""

    def resolve(self, draft: Draft) -> None:
        """Fill in speaker, mention, role and organisation of *draft*."""
        if draft.follows is not None:
            source = draft.follows
            draft.speaker, draft.mention, draft.role, draft.organisation = (
                source.speaker,
                source.mention,
                source.role,
                source.organisation,
            )
            draft.person, draft.why, draft.sure = source.person, source.why, min(draft.sure, source.sure)
            return
        phrase = draft.phrase
        if phrase is None:
            return
        draft.mention = self.text[phrase.start : phrase.end]
        figure = self._named_beside(phrase, draft) or self._figure(phrase, draft)
        if figure is not None:
            self._settle(draft, figure)
        self.said.append((draft.start, figure, draft.speaker or ""))

    def _settle(self, draft: Draft, figure: Figure) -> None:
        draft.speaker = figure.name
        draft.person = figure.person
        if figure.person and self.tongue.code in EASTERN and figure.gender is None:
            figure.gender = (
                "f"
                if draft.cue.endswith(("ла", "лася", "лась"))
                else "m"
                if draft.cue.endswith(("л", "лся", "в", "вся"))
                else None
            )
        if figure.person:
            if figure.organisation is None and figure.loose is not None:
                organisation, owner, position = figure.loose
                figure.organisation = (
                    self._organisation(organisation, position)
                    if organisation
                    else self._owner(owner, position)
                    if owner
                    else None
                )
            if figure.organisation is None and figure.role and draft.phrase and self._of_a_body(figure.role):
                figure.organisation = self._focus(draft.phrase.start)
            figure.loose = None
            figure.role = figure.role or draft.role
            figure.organisation = figure.organisation or draft.organisation
            draft.role, draft.organisation = figure.role, figure.organisation
        else:
            draft.role = draft.organisation = None

    def _of_a_body(self, role: str) -> bool:
        """Is it a role that one holds in a body the page speaks of (``spokeswoman``, ``finance chief``)?"""
        words = role.lower().split()
        return words[-1] in self.tongue.of("held_roles") and not any(
            word in self.tongue.of("state_words") for word in words
        )

    def _focus(self, position: int) -> str | None:
        """The body or company that spoke last, or opened the sentence before."""
        for _, figure, _ in reversed(self.said[-3:]):
            if figure is not None and not figure.person and figure.firm:
                return figure.name
        for at, figure in reversed(self._latest(position)):
            if not figure.person and self._opens_sentence(at):
                return figure.name
        return None

    def _named_beside(self, phrase: Phrase, draft: Draft) -> Figure | None:
        """``its spokesman, Adilet Joroev,`` or ``the operator, Nord Voiaj,``: the name stands beside the role."""
        named = named_in(phrase, self.tongue)
        for part in phrase.beside:
            beside = named_by(part, self.tongue)
            if named.name is None and beside.name and part[0].capital:
                person = beside.kind == "person" and named.head not in self.tongue.bodies
                figure = self.cast.find(beside.name, person) or self.cast.enter(beside.name, person=person)
                figure.person = figure.person and person
                self._learn(
                    figure,
                    Named(beside.kind, beside.name, named.role or beside.role, named.organisation, owner=named.owner),
                    phrase.start,
                )
                draft.why = "name-beside"
                return figure
        return None

    def _figure(self, phrase: Phrase, draft: Draft) -> Figure | None:
        named = named_in(phrase, self.tongue)
        if named.kind == "pronoun":
            draft.why = "pronoun"
            return self._pronoun(named.head, phrase, draft)
        if named.name:
            return self._name(named, phrase, draft)
        return self._noun(named, phrase, draft)

    def _name(self, named: Named, phrase: Phrase, draft: Draft) -> Figure:
        name = self._spelled_out(named.name or "", phrase.start)
        figure = None if self._has_article(named, phrase) else self.cast.find(name, named.kind == "person")
        draft.why = "full-name" if figure and figure.name == name else "last-name"
        if figure is None:
            person = (
                named.kind == "person"
                and not self._looks_collective(named, phrase)
                and not self._has_article(named, phrase)
            )
            figure = self.cast.enter(name, person=person)
            draft.why = "name"
        if figure.person:
            self._title_gender(figure, phrase)
            role, organisation = named.role, named.organisation
            for part in phrase.beside:
                beside = named_by(part, self.tongue)
                if beside.kind == "noun" and beside.role and not role:
                    role, organisation = beside.role, beside.organisation or organisation
                    named = Named(named.kind, name, role, organisation, owner=beside.owner)
            self._learn(figure, Named(named.kind, name, role, organisation, owner=named.owner), phrase.start)
        return figure

    def _has_article(self, named: Named, phrase: Phrase) -> bool:
        """``the Pentagon``: an article right before the name, and no role between them."""
        first = phrase.tokens[0].low in {"the", "a", "an"} and self.tongue.code == "en"
        return (
            first and named.kind == "person" and not named.role and len(phrase.tokens) > 1 and phrase.tokens[1].capital
        )

    def _looks_collective(self, named: Named, phrase: Phrase) -> bool:
        """A single capitalised word behind a group noun, or a plural: no person (``rights group Open Line``)."""
        words = (named.name or "").split()
        before = [token.low for token in phrase.tokens if not token.capital]
        return bool(before and before[-1] in self.tongue.bodies | self.tongue.of("company_words")) or (
            len(words) == 1 and words[0].lower() in self.tongue.groups
        )

    def _title_gender(self, figure: Figure, phrase: Phrase) -> None:
        for token in phrase.tokens:
            if gender := gender_of(token.text, self.tongue):
                figure.gender = gender

    def _learn(self, figure: Figure, named: Named, position: int) -> None:
        if not figure.person:
            return
        organisation = named.organisation
        if organisation:
            organisation = self._organisation(organisation, position)
        elif named.role and named.owner:
            organisation = self._owner(named.owner, position)
        if named.role and not figure.role:
            figure.role = named.role
        if organisation and not figure.organisation:
            figure.organisation = organisation
        words = (named.role or "").lower().split()
        if figure.gender is None and words:
            figure.gender = "f" if words[-1] in self.tongue.female else "m" if words[-1] in self.tongue.male else None

    def _organisation(self, words: str, position: int) -> str:
        """``Commission`` in front of a chairwoman is the page's commission; ``company`` the company spoken of."""
        if len(words.split()) == 1 and words.lower() in self.tongue.bodies | self.tongue.of("company_words"):
            figure = self.cast.body(words.lower(), position)
            return figure.name if figure else words
        return words

    def _owner(self, owner: str, position: int) -> str | None:
        low = owner.lower()
        words = bare(low).split()
        if low.split()[-1] in self.tongue.of("thing"):
            here = [
                figure
                for figure in self._named_between(self._sentence_start(position), position, None, False)
                if figure.firm
            ]
            if here:
                return here[0].name
        if low.split()[-1] in self.tongue.of("possessive"):
            figure = self._back(position, None, person=low.split()[-1] != "its")
            return None if figure is None else (figure.name if not figure.person else figure.organisation)
        if words[-1] in self.tongue.bodies | self.tongue.of("company_words"):
            figure = self.cast.body(words[-1], position)
            return figure.name if figure else None
        return bare(owner)

    def _noun(self, named: Named, phrase: Phrase, draft: Draft) -> Figure | None:
        tokens = phrase.tokens
        head = named.head
        if head in self.tongue.of("documents"):
            return self._document(named, phrase, draft)
        definite = self._definite(tokens)
        if definite and (
            head in self.tongue.bodies or head in self.tongue.of("company_words") or head in self.tongue.classes
        ):
            figure = self.cast.body(head, phrase.start)
            if figure and self._means(figure, head, tokens):
                draft.why = "body-noun"
                return figure
        if head in self.tongue.roles and definite:
            figure = self._role(named, phrase)
            if figure:
                draft.why = "role-noun"
                return figure
        draft.why = "unnamed"
        draft.person = head in self.tongue.roles
        figure = Figure(article_free(tokens, self.tongue, self.text), draft.person, plural=head in self.tongue.groups)
        if draft.person:
            figure.role = draft.role = None if head in self.tongue.of("private") else named.role
            figure.organisation = draft.organisation = named.organisation
            figure.gender = "f" if head in self.tongue.female else "m" if head in self.tongue.male else None
        return figure

    def _means(self, figure: Figure, head: str, tokens: Sequence[Token]) -> bool:
        """Do the words before the noun allow for *figure*? ``the emergency service`` is no messaging service."""
        if self.tongue.code in EASTERN:
            return True
        before = [token for token in tokens if token.kind == "w" and token.low not in self.tongue.of("determiners")]
        words = {bare(token.low) for token in before if token.low != head}
        names = {bare(word) for word in figure.name.lower().split()}
        if not words or words & names:
            return True
        if head in self.tongue.of("loose_company_words"):
            owned = any(word.endswith(("-owned", "-based", "-run")) for word in words)
            return owned or bool(words & self.tongue.of("company_modifiers") or words & self.tongue.demonyms)
        if any(token.low.endswith(("'s", "’s")) for token in before):
            return False
        return figure.company or head in self.tongue.known or head in self.tongue.classes

    def _definite(self, tokens: Sequence[Token]) -> bool:
        if self.tongue.code in EASTERN:
            return len(tokens) <= 2
        return (
            tokens[0].low in {"the", "this", "that"}
            or tokens[0].low in self.tongue.of("possessive")
            or tokens[0].low.endswith(("'s", "’s"))
        )

    def _role(self, named: Named, phrase: Phrase) -> Figure | None:
        """``the minister``: whoever bears that role on the page, the last one named before."""
        words = {named.head} | self.tongue.classes.get(named.head, frozenset())
        for _, figure in reversed(self.cast.seen[: bisect_left(self.positions, phrase.start)][-5 * LATEST :]):
            if figure.person and figure.role and words & set(figure.role.lower().split()):
                return figure
        return self._told_role(named.head, phrase.start)

    def _told_role(self, head: str, position: int) -> Figure | None:
        """The role was named right before a name: ``their first-choice goalkeeper. Daniyar Zhoroyev tore …``."""
        if head not in self.told:
            self.told[head] = self._first_told(head)
        found = self.told[head]
        if found is None or found[0] >= position:
            return None
        found[1].role = found[1].role or head
        return found[1]

    def _first_told(self, head: str) -> tuple[int, Figure] | None:
        for match in re.finditer(rf"\b{re.escape(head)}\b", self.text):
            for at, figure in self.cast.seen[(first := bisect_left(self.positions, match.end())) : first + 1]:
                between = self.text[match.end() : at] if at - match.end() < 4 else "-"
                if figure.person and figure.firm and not between.strip(" .,"):
                    return at, figure
        return None

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
        draft.why = "document"
        draft.speaker = article_free(phrase.tokens, self.tongue, self.text)
        return None
