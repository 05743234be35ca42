"""Where a reported clause ends: at a second cue, an aside of the reporter, or the end of its sentence."""

from functools import cache
from itertools import pairwise

from standoff.quotes.tokens import Sentence
from standoff.quotes.tongue import Form, Tongue


def is_clause(tokens: Sentence, tongue: Tongue) -> bool:
    """Do the tokens hold a finite clause: three words or more, a verb among them?"""
    words = [token for token in tokens if token.kind != "p"]
    if words and words[0].low in tongue.of("conjunctions") | tongue.of("adverbs"):
        words = words[1:]
    size = sum(len(token.text.split()) if token.kind == "q" else 1 for token in words)
    counted = len(words) > 1 and (words[1].low in {"least", "most"} or words[1].text[0] in "$€£0123456789")
    if size < 3 or (words[0].low in tongue.of("prepositions") and not counted):
        sure = tongue.of("auxiliaries") | tongue.of("sure_verbs")
        return size >= 5 and any(token.low in sure for token in words)
    if words[0].low in tongue.of("clause_pronouns"):
        return True
    return any(
        token.low in tongue.of("auxiliaries")
        or (index and token.low in tongue.of("base_verbs") and words[index - 1].low.endswith("s"))
        or (token.kind == "q" and _holds_verb(token.text, tongue))
        or (
            index
            and not token.capital
            and token.low.endswith(("ed", "s", "n't", "n’t"))
            and not token.low.endswith(("'s", "’s", "ss"))
        )
        or (index and token.low in tongue.of("strong_verbs"))
        for index, token in enumerate(words)
    )


def _holds_verb(quotation: str, tongue: Tongue) -> bool:
    """A quotation of four words has a verb mostly; a shorter one when an auxiliary opens it."""
    words = quotation.strip("\"“”«»„'‘’").lower().split()
    if len(words) == 3 and any(word.endswith("ed") or word in tongue.of("strong_verbs") for word in words[:2]):
        return True
    return len(words) > 3 or any(word in tongue.of("auxiliaries") for word in words[:1])


def clause_end(sentence: Sentence, start: int, tongue: Tongue) -> int:
    """Return the index behind the statement that begins at *start*: its sentence's end, or a second cue or aside."""
    backshift = any(token.low in {"had", "would", "was", "were", "could"} for token in sentence[start : start + 14])
    index = start
    while index < len(sentence):
        token = sentence[index]
        if token.text == ";":
            break
        if (
            token.kind == "q"
            and token.text.rstrip("\"”“»’'")[-1:] == ","
            and _aside_begins(sentence, index + 1, tongue, backshift)
        ):
            index += 1
            break
        if (
            index > start
            and token.text in {",", "—", "–"}
            and _aside_begins(sentence, index + 1, tongue, backshift)
            and not _inserted(sentence, start, index, tongue)
        ):
            break
        if token.kind == "q" and _tag_ends(sentence, index, tongue):
            index += 1
            break
        if index > start and token.low in tongue.of("conjunctions") and _second_cue(sentence, index + 1, tongue):
            break
        if index > start and token.low in tongue.of("turning") and _other_speaker(sentence, index, tongue):
            break
        if index > start and token.low == "according" and index + 1 < len(sentence) and sentence[index + 1].low == "to":
            break
        if (
            index > start
            and token.low in {"and", "but"}
            and sentence[index - 1].kind == "q"
            and _plain_past(sentence, index + 1, tongue)
        ):
            break
        index += 1
    while (
        index > start
        and sentence[index - 1].kind == "p"
        and sentence[index - 1].text in {",", ".", ";", ":", "—", "–", "…", "!", "?"}
    ):
        if sentence[index - 1].text in {"!", "?", "…"}:
            break
        index -= 1
    return index


def _inserted(sentence: Sentence, start: int, index: int, tongue: Tongue) -> bool:
    """``that the company, which has been here for years, should pay``: the statement has no verb yet."""
    if sentence[index + 1].low != "which" or is_clause(sentence[start:index], tongue):
        return False
    verbs = tongue.of("auxiliaries") | tongue.of("sure_verbs")
    return any(
        before.text == "," and token.low in verbs for before, token in pairwise(sentence[index + 2 : index + 30])
    )


def _tag_ends(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """``arguing that "…," the Lantern writes``: a tag closes the sentence behind the quotation."""
    if sentence[index].text.rstrip("\"”“»’' ")[-1:] != ",":
        return False
    for at in range(index + 2, min(len(sentence), index + 8)):
        token = sentence[at]
        if any(form.shape in {"past", "third"} and len(form.words) == 1 for form in tongue.forms.get(token.low, ())):
            behind = sentence[at + 1] if at + 1 < len(sentence) else None
            return behind is None or behind.kind == "p"
        if token.kind != "w" or token.low in tongue.of("auxiliaries"):
            return False
    return False


def _plain_past(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    return (
        index < len(sentence)
        and sentence[index].low.endswith("ed")
        and sentence[index].low not in tongue.of("auxiliaries")
    )


def _second_cue(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """``… and said``, ``but would not say``, ``and also promised``: the same speaker goes on."""
    for at in range(index, min(index + 4, len(sentence))):
        token = sentence[at]
        if token.low in tongue.forms:
            return any(
                _goes_on_saying(sentence, at, form, tongue)
                for form in tongue.forms[token.low]
                if _matches(sentence, at, form)
            )
        if decline_at(sentence, at, tongue):
            return True
        if not (token.low in tongue.of("adverbs") or tongue.adverbial(token.low)):
            return False
    return False


def _other_speaker(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """``…, and Damascus said``, ``…, while the league condemned``: behind a comma another one speaks."""
    before = sentence[index - 1]
    if before.text != "," and not (before.kind == "q" and before.text.rstrip("\"”“»’' ")[-1:] == ","):
        return False
    for at in range(index + 1, min(len(sentence), index + 12)):
        token = sentence[at]
        if at > index + 1 and any(
            form.shape in {"past", "third"} and form.cue.lemma in tongue.of("turns") and _matches(sentence, at, form)
            for form in tongue.forms.get(token.low, ())
        ):
            return True
        apposed = token.text == "," and at + 1 < len(sentence) and sentence[at - 1].low in tongue.roles
        if (token.kind != "w" and not apposed and not (token.text == "," and sentence[at - 1].capital)) or (
            at > index + 1 and token.low in tongue.of("auxiliaries") | tongue.of("subordinators")
        ):
            return False
    return False


def _goes_on_saying(sentence: Sentence, at: int, form: Form, tongue: Tongue) -> bool:
    if form.shape == "ing" and at + 1 < len(sentence):
        # "calling it "…" and asserting that …"
        return sentence[at + 1].low in tongue.of("that") and sentence[at - 2].kind == "q"
    if form.shape not in {"past", "third"}:
        return False
    behind = sentence[at + len(form.words) : at + len(form.words) + 4]
    if "weak" in form.cue.takes or form.cue.takes == {"quote"}:
        return any(token.low in tongue.of("that") or token.kind == "q" for token in behind)
    return True


def _matches(sentence: Sentence, at: int, form: Form) -> bool:
    return all(at + n < len(sentence) and sentence[at + n].low == word for n, word in enumerate(form.words))


def _aside_begins(sentence: Sentence, index: int, tongue: Tongue, backshift: bool) -> bool:
    if index >= len(sentence):
        return False
    words = [token.low for token in sentence[index : index + 6]]
    first = words[0]
    if first == "with" and any(form.shape == "ing" for word in words[2:] for form in tongue.forms.get(word, ())):
        return True
    if first in {"according"} and len(words) > 1 and words[1] == "to":
        return True
    if first in tongue.of("closings") or " ".join(words[:2]) in tongue.of("closings"):
        return True
    if first in tongue.of("turning") and backshift and _in_the_present(sentence, index + 1):
        return True
    if first in {"a", "an"} and words[1:2] and words[1] in tongue.of("position_nouns") | tongue.of("claim_nouns"):
        # "…, a claim that X disputes": one word more, and then who says what of it
        return any(word in tongue.forms for word in words[3:])
    start = 1 if first in {"while", "and", "but", "also", "then"} or first.endswith("ly") else 0
    if start < len(words):
        for form in tongue.forms.get(words[start], ()):
            if form.shape == "ing" and "to" not in form.cue.takes:
                return True
    opening = " ".join(words[:2])
    if opening in tongue.of("asides") or first in tongue.of("asides") or " ".join(words[:1]) in tongue.of("asides"):
        return (
            any(word in {"that", "which", "after", "before", "later", "earlier"} for word in words[1:])
            or first in {"something"}
            or first == "even"
        )
    if first == "which":
        return any(token.low in tongue.forms for token in sentence[index : index + 5]) or any(
            word in {"is", "are", "has"} for word in words[1:5]
        )
    return False


def _in_the_present(sentence: Sentence, index: int) -> bool:
    """``though it still takes``, ``but the law is``: behind a reported past the reporter speaks."""
    for at in range(index, min(len(sentence) - 1, index + 8)):
        token = sentence[at]
        if token.low == "still" and sentence[at + 1].low.endswith("s"):
            return True
        if token.kind != "w" or token.low in {"had", "would", "was", "were", "could", "might", "should", "did"}:
            return False
        if token.low in {"is", "are", "has", "have", "does", "isn't", "isn’t", "aren't", "aren’t"}:
            return True
    return False


@cache
def _declines(tongue: Tongue, first: str) -> tuple[list[list[str]], list[list[str]]]:
    """The whole refusals to comment and the beginnings of others that open with the word *first*, longest first."""

    def those(name: str) -> list[list[str]]:
        found = sorted(tongue.of(name), key=lambda start: (-len(start), start))
        return [words for start in found if (words := start.split())[0] == first]

    return those("decline_whole"), those("decline_starts")


def decline_at(sentence: Sentence, at: int, tongue: Tongue) -> tuple[int, str] | None:
    """``declined to comment``, ``did not respond to a request``: (index behind its cue, the cue), else None."""
    if sentence[at].low not in tongue.of("decline_first"):
        return None
    words = [token.low for token in sentence[at : at + 9]]
    wholes, starts = _declines(tongue, words[0])
    whole = next((len(start) for start in wholes if words[: len(start)] == start), 0)
    if whole:
        return at + whole, " ".join(token.text for token in sentence[at : at + whole])
    head = next((start for start in starts if words[: len(start)] == start), None)
    if head is None:
        return None
    size = len(head)
    rest = words[size:]
    acts, says = tongue.of("decline_acts"), tongue.of("decline_says")
    for offset in range(min(5, len(rest))):
        for step in (4, 3, 2, 1):
            act = " ".join(rest[offset : offset + step])
            if act in acts and not (act in {"return", "returned"} and not _calls(sentence, at, tongue)):
                end = at + size + offset + step
                return end, " ".join(token.text for token in sentence[at:end])
        if _unsaid(head[0]) and rest[offset] in says and offset <= 2:
            end = at + size + offset + 1
            return end, " ".join(token.text for token in sentence[at:end])
        if rest[offset] not in tongue.of("decline_between"):
            return None
    return None


def _calls(sentence: Sentence, at: int, tongue: Tongue) -> bool:
    """``did not return a call``, and not ``won't return to teaching``."""
    return any(token.low in tongue.of("decline_requests") for token in sentence[at : at + 10])


def _unsaid(first: str) -> bool:
    """Does a refusal that begins with *first* ("declined") make no comment of "say", "name" or "specify" too?"""
    return first in {
        "declined",
        "declines",
        "declining",
        "refused",
        "refuses",
        "would",
        "wouldn't",
        "wouldn’t",
    }
