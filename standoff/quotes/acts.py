"""What is an act and no statement, and which cues are too weak for what stands around them."""

from standoff.quotes.objects import Complement
from standoff.quotes.phrases import Phrase
from standoff.quotes.tags import Tags
from standoff.quotes.tongue import Form


class Acts(Tags):
    """Tells statements from requests, orders and thoughts."""

    def _mere_act(self, found: Complement, subject: Phrase) -> bool:
        """A request to a company is an act; ``asked not to be named`` and ``asked for`` are no statements."""
        words = [token.low for token in self.sentence[found.start : found.start + 3]]
        return subject.relative or subject.shared or words[0] in {"for", "not", "to"} or self._asks_company(found)

    def _is_body(self, subject: Phrase) -> bool:
        """A body that tells somebody to act gives an order, which is an act and no statement."""
        tongue = self.tongue
        return any(
            token.low in tongue.bodies
            or token.low in tongue.known_names
            or token.low == "authorities"
            or (token.text.isupper() and len(token.text) > 1)
            for token in subject.tokens
        )

    def _asks_body(self, found: Complement) -> bool:
        """``The firm has asked the Oslo District Court to stop it``: one body asks another, which is an act."""
        asked = self.sentence[found.start : found.start + 5]
        return any(token.low in self.tongue.bodies and not token.low.endswith("s") for token in asked)

    def _asks_company(self, found: Complement) -> bool:
        names = self.tongue.tables["roles"].get("companies", {}).get("names", ())
        first = [
            token
            for token in self.sentence[found.start : found.start + 3]
            if token.low not in self.tongue.of("determiners")
        ]
        return bool(first) and (first[0].text in names or first[0].low in self.tongue.of("company_words"))

    def _unfit(self, index: int, form: Form, found: Complement, subject: Phrase) -> bool:
        """Weak cues need a clear speaker; a label behind ``what X calls`` is no statement."""
        sentence = self.sentence
        if found.kind == "fragment":
            first = subject.first
            if first and sentence[first - 1].low in {"what", "which", "that"}:
                return sentence[first - 1].low != "which"
            return subject.relative and first > 0 and False
        before = sentence[subject.first - 1] if subject.first else None
        if before and before.low in {"what", "whether", "if"} and found.kind == "bare":
            return True
        if (before and before.low in self.tongue.of("auxiliaries")) or subject.tokens[0].low in {"neither", "nobody"}:
            return True
        if form.cue.lemma in self.tongue.of("attitudes") and self._modal(index):
            return True
        if subject.tokens[0].low in {"it", "this", "that"} and form.cue.lemma in self.tongue.of("showing"):
            return True
        if subject.negated and form.cue.stance not in {"denies"} and found.kind != "quote":
            return True
        if subject.tokens[0].low in {"i", "we", "you"}:
            return True
        doubtful = "weak" in form.cue.takes or (
            form.shape in {"base", "third"} and form.cue.lemma not in {"say", "tell"}
        )
        return doubtful and not self._clear(index, form, subject)

    def _modal(self, index: int) -> bool:
        """``they could feel the pinch``: nobody feels anything yet."""
        return any(
            token.low in {"could", "may", "might", "would", "will", "should", "must", "can"}
            for token in self.sentence[max(0, index - 2) : index]
        )

    def _after_but(self, index: int) -> bool:
        at = index - 1
        while at > 0 and self.sentence[at].low in self.tongue.of("adverbs"):
            at -= 1
        return self.sentence[at].low in {"but", "though"}
