"""Labels within marks behind a cue: ``called it "…"``, ``complained of a "…" in which …``."""

from standoff.quotes.endings import clause_end
from standoff.quotes.objects import Complement
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Form, Tongue


def fragment_behind(sentence: Sentence, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """A label within marks: ``called it "…"``, ``described X as a "…"``, ``complained of a "…" in which …``."""
    stops = tongue.of("subordinators") - {"as", "than"}
    for index in range(behind, min(behind + 30, len(sentence))):
        token = sentence[index]
        if token.low == "that" and index > behind and sentence[index - 1].low in tongue.of("claim_nouns"):
            continue
        if token.kind == "q":
            if "fragment" not in form.cue.takes and not any(word.low == "as" for word in sentence[behind:index]):
                return None
            start = _fragment_start(sentence, behind, index, tongue, naming=form.cue.lemma in tongue.of("naming"))
            end = clause_end(sentence, start, tongue)
            if form.cue.lemma in tongue.of("naming") | {"describe"}:
                end = next((at for at in range(index + 1, end) if _ends_label(sentence, at, tongue)), end)
            if index + 1 < end and (sentence[index + 1].text == "," or _closes(sentence, index, tongue)):
                end = index + 1
            return Complement("fragment", start, end, behind)
        if token.text == ":" and index + 1 < len(sentence) and sentence[index + 1].kind == "q":
            continue
        if (
            token.text in {";", ":"}
            or (token.low in stops and not (index == behind and token.low == "that"))
            or (token.kind == "p" and token.text == "," and index == behind)
        ):
            return None
        named = index and sentence[index - 1].low in tongue.of("determiners")  # "called the expected appeal "…""
        if not named and token.low in tongue.forms and token.low not in tongue.roles and _past(token, tongue):
            return None
    return None


def _ends_label(sentence: Sentence, at: int, tongue: Tongue) -> bool:
    """``called it "…" as the nation …``, ``"…" of crime — but …``: a clause or a dash ends the label."""
    token = sentence[at]
    quoted_later = any(other.kind == "q" for other in sentence[at + 1 : at + 5])
    return (token.text in {"—", "–"} or token.low in tongue.of("subordinators") - {"than", "that", "who"}) and not (
        quoted_later
    )


def _closes(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """A comma within the marks ends the label, unless another quotation follows soon."""
    comma = sentence[index].text.rstrip("\"”“»’' ")[-1:] == ","
    ahead = sentence[index + 1 : index + 5]
    return comma and ahead[0].low in tongue.of("conjunctions") and all(token.kind != "q" for token in ahead)


def _fragment_start(sentence: Sentence, behind: int, index: int, tongue: Tongue, *, naming: bool) -> int:
    start = index
    while start > behind and start > index - 5:
        before = sentence[start - 1]
        if before.kind != "w":
            break
        if before.low in tongue.of("prepositions"):
            return index if naming and start < index else start
        if before.low in {"a", "an"} or (before.low == "the" and start == index):
            return start - 1
        start -= 1
    return index


def _past(token: Token, tongue: Tongue) -> bool:
    return any(form.shape == "past" and len(form.words) == 1 for form in tongue.forms[token.low])
