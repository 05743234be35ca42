"""Day and venue of every statement of a page. Statements that go on with another take them over from it."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from standoff.quotes.drafts import Draft
from standoff.quotes.placing import Day, days_in, lowered, venue_in
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue


def _is_name(token: Token) -> bool:
    """``в эфире телеканала «Рифей»``: a name within marks, which is no speech."""
    words = token.text.strip("«»\"„“”' ").split()
    return token.text[0] in "«„" and len(words) <= 3 and (words[0][0].isupper() or words[0].isdigit())


class Circumstances:
    """Reads day and venue off the words around the drafts of one page; *own* is the outlet's host."""

    def __init__(self, text: str, drafts: Sequence[Draft], published: date | None, own: str, tongue: Tongue) -> None:
        self.text, self.tongue, self.own = text, tongue, own
        self.days = self._days(drafts, published)
        self.starts = [day.start for day in self.days]
        self.papers: dict[str, Draft] = {}
        self.by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.by_sentence.setdefault(id(draft.sentence), []).append(draft)

    def _days(self, drafts: Sequence[Draft], published: date | None) -> list[Day]:
        """Days outside of the statements, in order: "the same day" is the one named last."""
        found: list[Day] = []
        at = 0
        low = lowered(self.text)
        close = max((draft.sentence[-1].end for draft in drafts if draft.sentence), default=0)
        for draft in [*drafts, None]:
            end = draft.start if draft else close
            if end > at:
                last = date.fromisoformat(found[-1].iso) if found else None
                found += days_in(self.text, low, at, end, published, last, self.tongue)
            at = max(at, draft.end if draft else at)
        return found

    def place(self, draft: Draft, before: Sentence | None) -> None:
        """Fill in day and venue of *draft*; *before* is the sentence before it in its paragraph."""
        if draft.follows is not None:
            source = draft.follows
            draft.venue, draft.said_on, draft.said_raw = source.venue, source.said_on, source.said_raw
            return
        day = self._nearest(self._own_part(draft), draft.at)
        draft.venue = self._paper(draft) or venue_in(self.text, self._around(draft), self.tongue, self.own)
        if (
            day is None
            and before is not None
            and id(before) not in self.by_sentence
            and self._introduces(before, draft)
        ):
            day = self._nearest(before, before[-1].end)
        if day is not None and draft.stance != "declines_to_comment":
            draft.said_on, draft.said_raw = day.iso, day.raw
        if draft.venue is None and draft.stance != "declines_to_comment":
            draft.venue = self._told_before(draft, before)
        self._remember(draft)
        self._from_paper(draft)

    def _told_before(self, draft: Draft, before: Sentence | None) -> str | None:
        """The venue of the statement before under the same subject (``…, adding that``), or of what introduces this."""
        if draft.phrase is not None and draft.phrase.shared:
            earlier = [other for other in self.by_sentence[id(draft.sentence)] if other.at < draft.at and other.venue]
            if earlier and earlier[-1].speaker == draft.speaker:
                return earlier[-1].venue
        if before is None or id(before) in self.by_sentence or not self._introduces(before, draft):
            return None
        tells = self.tongue.of("speaking") | self.tongue.of("leads")  # "when they questioned him in parliament"
        speaks = any(token.low in self.tongue.forms or token.low in tells for token in before)
        return venue_in(self.text, before, self.tongue, self.own) if speaks else None

    def _nearest(self, sentence: Sentence, at: int) -> Day | None:
        first = bisect_left(self.starts, sentence[0].start)
        inside = [day for day in self.days[first : first + 12] if day.end <= sentence[-1].end]
        return min(inside, key=lambda day: (abs(day.start - at), day.start), default=None)

    def _own_part(self, draft: Draft) -> Sentence:
        """The sentence up to where another one begins to speak (``…, while the league condemned …``)."""
        sentence = draft.sentence
        if draft.rule.startswith("cue"):
            for at, token in enumerate(sentence[:-1]):
                if token.start >= draft.end and token.low in self.tongue.of("turning"):
                    return sentence[:at] if sentence[at - 1].text == "," else sentence
        return sentence

    def _introduces(self, before: Sentence, draft: Draft) -> bool:
        """The sentence before names the speaker, whom the tag calls by a pronoun."""
        if draft.mention is None or draft.mention.lower() not in self.tongue.of("person_pronouns") or not draft.speaker:
            return False
        return draft.speaker in self.text[before[0].start : before[-1].end]

    def _around(self, draft: Draft) -> list[Token]:
        """The words of the sentence that can tell the venue: in front of the speaker, and at the cue."""
        others = [other for other in self.by_sentence[id(draft.sentence)] if other is not draft]
        taken = [(draft.start, draft.end), *((other.start, other.end) for other in others)]

        def free(token: Token) -> bool:
            return not any(start <= token.start < end for start, end in taken)

        front: list[Token] = []
        if draft.phrase is not None and all(other.start > draft.start for other in others):
            limit = min(draft.phrase.start, draft.start)
            front = [token for token in draft.sentence if token.end <= limit]
        zone: list[Token] = []
        for token in draft.zone:
            if not free(token) or (token.kind == "q" and zone and not _is_name(token)) or token.low in {"who", "whose"}:
                break
            if zone and token.low in self.tongue.of("that"):
                break
            zone.append(token)
        return [token for token in front if free(token)] + zone

    # Documents: what is dated once dates all that is in it.

    def _paper(self, draft: Draft) -> str | None:
        """The speaker's place is held by a document: ``YouTube's own transparency report says``."""
        if draft.phrase is None:
            return None
        tokens = [token for token in draft.phrase.tokens if token.kind == "w"]
        platforms = self.tongue.tables["roles"].get("media", {}).get("platforms", ())
        for index, token in enumerate(tokens):
            behind = tokens[index + 1].low if index + 1 < len(tokens) else ""
            if behind in self.tongue.bodies:
                continue  # "the posts ministry"
            if token.low in self.tongue.of("documents") - self.tongue.of("no_venues"):
                for other in tokens[:index]:
                    if other.text in platforms:
                        return other.text
                last = index
                while last + 1 < len(tokens) and tokens[last + 1].low in self.tongue.of("documents"):
                    last += 1
                first = index
                while (
                    first
                    and not tokens[first - 1].low.endswith(("'s", "’s"))
                    and tokens[first - 1].low not in self.tongue.of("determiners") | {"own"}
                ):
                    first -= 1
                return self.text[tokens[first].start : tokens[last].end]
            if token.low in self.tongue.of("prepositions"):
                return None
        return None

    def _remember(self, draft: Draft) -> None:
        if draft.venue and (word := draft.venue.lower().split()[-1]) in self.tongue.of("documents"):
            self.papers.setdefault(word, draft)

    def _from_paper(self, draft: Draft) -> None:
        words = [token.low for token in draft.sentence[:4]]
        if len(words) > 1 and words[0] in {"the", "this"} and words[1] in self.papers and draft.venue is None:
            paper = self.papers[words[1]]
            draft.venue = paper.venue
            draft.said_on, draft.said_raw = draft.said_on or paper.said_on, draft.said_raw or paper.said_raw
