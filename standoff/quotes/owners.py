"""Whose somebody is: the body that a role, a possessive or the sentence before points to."""

from collections.abc import Sequence

from standoff.quotes.pronouns import Pronouns
from standoff.quotes.runs import bare


class Owners(Pronouns):
    """Finds the body behind a role."""

    def _of_a_body(self, role: str) -> bool:
        """Is it a role that one holds in a body the page speaks of (``spokeswoman``, ``finance chief``)?"""
        words = role.lower().split()
        if role.islower() and words[-1] == "president":
            return True
        return words[-1] in self.tongue.of("held_roles") and not any(
            word in self.tongue.of("state_words") for word in words
        )

    def _focus(self, position: int) -> str | None:
        """The body or company that spoke last, or opened the sentence before."""
        for _, figure, _ in reversed(self.said[-3:]):
            if figure is not None and not figure.person and figure.firm and self._can_employ(figure.name):
                return figure.name
        for at, figure in reversed(self._latest(position)):
            if not figure.person and self._opens_sentence(at) and self._can_employ(figure.name):
                return figure.name
        return None

    def _can_employ(self, name: str) -> bool:
        """No agency that reported it, and no paper or person told by a phrase."""
        if not name[0].isupper() or "'s " in name or "’s " in name:
            return False
        agencies: Sequence[str] = self.tongue.tables["roles"].get("media", {}).get("agencies", ())
        return name not in agencies

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
