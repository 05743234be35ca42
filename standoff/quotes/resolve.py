"""From the words of a sentence to one full name of the page. What stays unclear stays None."""

from dataclasses import replace

from standoff.quotes.drafts import Draft
from standoff.quotes.figures import Figure
from standoff.quotes.nouns import Nouns
from standoff.quotes.phrases import Phrase
from standoff.quotes.reading import EASTERN, named_by, named_in
from standoff.quotes.runs import Named, gender_of


class Resolver(Nouns):
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
            if draft.rule == "no-tag" and (figure := self._still(draft.start)):
                draft.rule, draft.why, draft.sure = "no-tag", "nobody-else", 0.4
                self._settle(draft, figure)
                self.said.append((draft.start, figure, draft.speaker or ""))
            return
        draft.mention = self.text[phrase.start : phrase.end]
        figure = self._named_beside(phrase, draft) or self._figure(phrase, draft)
        if figure is not None:
            self._settle(draft, figure)
        self.said.append((draft.start, figure, draft.speaker or ""))

    def fellow(self, draft: Draft) -> Draft | None:
        """Return the statement once more for the first of two speakers (``Meta and Google said``); None for one."""
        tokens = draft.phrase.tokens if draft.phrase is not None and draft.follows is None else []
        at = next((n for n, token in enumerate(tokens) if token.low in {"and", "и", "та", "й"}), 0)
        if not 0 < at < len(tokens) - 1 or draft.speaker is None or set(draft.speaker.split()) & {tokens[at].text}:
            return None
        first, second = named_by(tokens[:at], self.tongue), named_by(tokens[at + 1 :], self.tongue)
        named = first.name is not None and second.name is not None and first.kind == second.kind
        if not named or not tokens[at - 1].capital or tokens[at - 1].low in self.tongue.roles:
            return None
        twin = replace(draft, phrase=Phrase(tokens[:at]), speaker=None, role=None, organisation=None)
        self.resolve(twin)
        return twin if twin.speaker not in {None, draft.speaker} else None

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

    def _named_beside(self, phrase: Phrase, draft: Draft) -> Figure | None:
        """``its spokesman, Adilet Joroev,`` or ``the operator, Nord Voiaj,``: the name stands beside the role."""
        named = named_in(phrase, self.tongue)
        for part in filter(None, phrase.beside):  # two commas in a row leave nothing between them
            beside = named_by(part, self.tongue)
            opens = (
                part[0].capital
                or part[0].low in {"former", "then"}
                or (self.tongue.code in EASTERN and part[0].low in self.tongue.roles)
            )
            if named.name is None and beside.name and opens:
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
        if draft.rule == "transcript" and figure is not None and figure.name.isupper():
            figure = Figure(name, True)
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
