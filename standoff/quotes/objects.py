"""What follows a cue as an object: whom one urges or accuses, what one denies, and how much a thing is put at."""

from dataclasses import dataclass
from itertools import pairwise

from standoff.quotes.endings import clause_end
from standoff.quotes.tokens import Sentence
from standoff.quotes.tongue import Form, Tongue

_THEN = frozenset({"later", "earlier", "ago", "before"})
_SPANS = frozenset("hour hours day days week weeks month months year years".split())
_COUNTS = frozenset("a an one two three four five six seven eight nine ten several few some".split())


@dataclass(slots=True)
class Complement:
    """``sentence[start:end]`` is the statement, ``sentence[zone:start]`` what stands between cue and statement."""

    kind: str
    start: int
    end: int
    zone: int


def claim_behind(sentence: Sentence, behind: int, tongue: Tongue) -> Complement | None:
    """``brushed off the suggestion that …``, ``rejected claims of …``: a noun for something said, behind few words."""
    for index in range(behind, min(behind + 6, len(sentence))):
        token = sentence[index]
        if token.low in tongue.of("claim_nouns"):
            end = _before_when(sentence, behind, clause_end(sentence, behind, tongue))
            if any(other.low == "as" and at.kind == "q" for other, at in pairwise(sentence[index:end])):
                return None
            return Complement("claim", behind, end, behind)
        if token.kind != "w" or token.low in tongue.of("prepositions") | tongue.of("subordinators"):
            return None
    return None


def thing_behind(sentence: Sentence, behind: int, tongue: Tongue) -> Complement | None:
    """``demanded the return of the account``: what is demanded, confirmed or denied stands as a noun."""
    if behind >= len(sentence):
        return None
    first = sentence[behind]
    opens = tongue.of("determiners") | tongue.of("possessive") | {"any"}
    end = _before_when(sentence, behind, clause_end(sentence, behind, tongue))
    if end == behind or (sentence[behind + 1 : behind + 2] and sentence[behind + 1].text == ","):
        return None  # "contradicted a day later", "disputed that, saying ..."
    lone = end - behind <= 2 and first.text.islower() and first.low not in tongue.openers
    if lone and first.low not in tongue.of("adverbs"):
        return Complement("thing", behind, end, behind)
    if not (first.low in opens or first.low in tongue.of("claim_nouns") or first.text[0] in "$€£0123456789"):
        return None
    for index in range(behind + 1, end - 1):
        if sentence[index].low in {"but", "and"} and sentence[index + 1].low in tongue.of("auxiliaries"):
            end = index
            break
    return Complement("thing", behind, end, behind) if 2 <= end - behind <= 14 else None


def _before_when(sentence: Sentence, start: int, end: int) -> int:
    """Return the index before the words at the end of *sentence[start:end]* that say when: ``a day later``."""
    words = [token.low for token in sentence[start:end]]
    if words and words[-1] in _THEN:
        at = len(words) - 1
        while at and (words[at - 1] in _SPANS or words[at - 1] in _COUNTS or words[at - 1].isdigit()):
            at -= 1
        return start + at if at < len(words) - 1 else end
    return end


def object_behind(sentence: Sentence, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """``urged X to …``, ``accuses X of …``: from the object on."""
    links = _links(form, tongue)
    for index in range(behind, min(behind + 22, len(sentence))):
        token = sentence[index]
        if token.low == "that" and index == behind:
            return None
        if token.text in {";", ":"} or (token.kind == "q" and index == behind):
            return None
        if token.low == "at" and "estimate" in form.cue.takes and not _is_number(sentence, index + 1):
            return None
        if token.low == "for" and "fault" in form.cue.takes and not _is_wrong(sentence, index + 1):
            return None
        if token.low in links and (
            index > behind or form.cue.lemma.split()[-1] in {"for", "warn"} or "weak" in form.cue.takes
        ):
            return Complement("object", behind, clause_end(sentence, behind, tongue), behind)
    if form.cue.lemma.endswith(" for") and behind < len(sentence) and sentence[behind].kind in "wq":
        return Complement("object", behind, clause_end(sentence, behind, tongue), behind)
    return None


def _links(form: Form, tongue: Tongue) -> frozenset[str]:
    if "fault" in form.cue.takes:
        return frozenset({"for"})
    if "estimate" in form.cue.takes:
        return frozenset({"at"})
    if "with" in form.cue.takes:
        return frozenset({"with"})
    return tongue.of("blame_links") if form.cue.stance == "accuses" else tongue.of("object_links")


def _is_number(sentence: Sentence, index: int) -> bool:
    """``at $1.4 million``, ``at about 30``."""
    return any(token.text[0] in "$€£0123456789" for token in sentence[index : index + 2])


def _is_wrong(sentence: Sentence, index: int) -> bool:
    """``for failing to …``, ``for its failure to …``: what somebody is faulted for."""
    return any(token.low.endswith("ing") or token.low == "failure" for token in sentence[index : index + 3])
