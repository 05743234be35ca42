"""What follows a cue: a clause, words within marks, an object, or a label within marks."""

from itertools import pairwise

from standoff.quotes.endings import clause_end, is_clause
from standoff.quotes.fragments import fragment_behind
from standoff.quotes.objects import Complement, claim_behind, object_behind, thing_behind
from standoff.quotes.skips import behind_addressee, behind_circumstances, late_that
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Form, Tongue

#: What verbs take that only tag words within marks (``continue``).
_TAGS = frozenset({"quote", "tag"})


def complement_of(sentence: Sentence, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """Return the statement that follows the cue ending before index *behind*, None where none follows."""
    takes = form.cue.takes
    if takes & {"object", "request", "fault", "with", "estimate"}:
        found = object_behind(sentence, behind, form, tongue)
        if found:
            return found
    if "to" in takes and (start := _infinitive(sentence, behind, tongue)) is not None:
        return Complement("clause", start, clause_end(sentence, start, tongue), behind)
    if "gerund" in takes and (start := _gerund(sentence, behind, tongue)) is not None:
        return Complement("clause", start, clause_end(sentence, start, tongue), behind)
    if takes & {"clause", "bare", "quote"}:
        found = _clause_or_quote(sentence, behind, form, tongue)
        found = found or _told_then(sentence, behind, form, tongue) or _claim_clause(sentence, behind, form, tongue)
        if found:
            return found
    if "claim" in takes and (found := claim_behind(sentence, behind, tongue)):
        return found
    if takes & {"fragment", "as"} and (found := fragment_behind(sentence, behind, form, tongue)):
        return found
    return thing_behind(sentence, behind, tongue) if "thing" in takes else None


def _gerund(sentence: Sentence, behind: int, tongue: Tongue) -> int | None:
    """``denied ever taking bribes``."""
    at = behind
    while at < len(sentence) and sentence[at].low in tongue.of("adverbs"):
        at += 1
    return at if at < len(sentence) and sentence[at].low.endswith("ing") and sentence[at].text.islower() else None


def _told_then(sentence: Sentence, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """``urged voters, "…"``: whom one asks stands before the mark and the words asked."""
    of_it = behind < len(sentence) and sentence[behind].low in {"of", "about"} and "quote" in form.cue.takes
    if not of_it and not {"quote", "object"} <= form.cue.takes:
        return None
    for index in range(behind + 1, min(behind + 9, len(sentence) - 1)):
        token = sentence[index]
        if token.text in {",", ":"} and sentence[index + 1].kind == "q":
            return Complement("quote", index + 1, index + 2, behind)
        if token.kind != "w" or token.low in tongue.of("auxiliaries") | tongue.of("subordinators"):
            return None
        if token.low in tongue.of("prepositions") and not of_it:
            return None
    return None


def _claim_clause(sentence: Sentence, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """``reiterated the country's position that …``: a noun of saying takes the clause over."""
    if "clause" not in form.cue.takes or "weak" in form.cue.takes:
        return None
    for index in range(behind, min(behind + 7, len(sentence) - 2)):
        token = sentence[index]
        if token.kind != "w" or token.low in tongue.of("auxiliaries") or token.low in tongue.of("prepositions"):
            return None
        if token.low in tongue.of("position_nouns") and sentence[index + 1].low in tongue.of("that"):
            return Complement("clause", behind, clause_end(sentence, behind, tongue), behind)
    return None


def _infinitive(sentence: Sentence, behind: int, tongue: Tongue) -> int | None:
    for index in range(behind, min(behind + 6, len(sentence))):
        token = sentence[index]
        if token.low == "to":
            return index
        if token.kind != "w" or token.low in tongue.of("determiners") or token.low == "that":
            return None
    return None


def _clause_or_quote(sentence: Sentence, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    index = behind_addressee(sentence, behind, tongue) if "addressee" in form.cue.takes else behind
    if form.cue.lemma in tongue.of("warning"):
        warned = behind_addressee(sentence, behind, tongue)
        warned = behind_circumstances(sentence, warned, tongue)
        index = warned if warned < len(sentence) and sentence[warned].low in tongue.of("that") else index
    if (
        index > behind
        and "addressee" in form.cue.takes
        and index < len(sentence)
        and sentence[index].low in {"to", "not"}
        and _is_infinitive(sentence, index)
    ):
        return Complement("object", behind, clause_end(sentence, behind, tongue), behind)
    index = behind_circumstances(sentence, index, tongue)
    if index + 1 < len(sentence) and sentence[index].low in tongue.of("particles"):
        # "teilte am Montag mit, der Dienst sei …": the verb's other half
        index += 1
    if index >= len(sentence):
        return None
    if index > behind and sentence[index].low == "who":
        # "told a crowd who had waited for hours that …"
        index = next((at for at in range(index, min(index + 14, len(sentence))) if sentence[at].low == "that"), index)
    token = sentence[index]
    if token.text in {",", ":"}:
        return _behind_mark(sentence, index, behind, form, tongue)
    if token.low in tongue.of("that") and (form.cue.takes != _TAGS or index == behind):
        start = index + 1
        if tongue.code == "en" and start < len(sentence) and sentence[start].text == "," and _goes_on(sentence, start):
            return None  # "disputed that, saying the limit was its own"
        return (
            Complement("clause", start, clause_end(sentence, start, tongue), behind) if start < len(sentence) else None
        )
    if token.kind == "q":
        if "quote" in form.cue.takes and _stands_alone(sentence, index):
            return Complement("quote", index, index + 1, behind)
        return Complement("clause", index, clause_end(sentence, index, tongue), behind)
    late = late_that(sentence, index, tongue) if "clause" in form.cue.takes else None
    if late is not None:
        return Complement("clause", late, clause_end(sentence, late, tongue), behind)
    return _bare(sentence, index, behind, form, tongue)


def _bare(sentence: Sentence, index: int, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """A clause without "that". Behind cues that also take a plain object its verb must show early."""
    token = sentence[index]
    if "bare" not in form.cue.takes or token.kind != "w":
        return None
    if index - behind <= 1 and form.cue.lemma in tongue.of("plain") and _is_finite(sentence, behind, tongue):
        return Complement("bare", behind, clause_end(sentence, behind, tongue), behind)
    following = sentence[index + 1].low if index + 1 < len(sentence) else ""
    if form.cue.lemma == "tell" and following in {
        "truth",
        "story",
        "stories",
        "lie",
        "lies",
        "tale",
        "joke",
        "difference",
    }:
        return None
    if token.low == "anonymity" or (token.low == "about" and form.cue.lemma == "explain"):
        return None
    if token.low in {"to", "of"} and (following.endswith("ing") or token.low == "to"):
        return None
    if token.low in tongue.of("questions") and form.cue.lemma not in {"explain", "wonder"}:
        return None
    end = clause_end(sentence, index, tongue)
    if not is_clause(sentence[index:end], tongue) or _joined_verb(sentence[index:end], tongue):
        return None
    if (
        "weak" in form.cue.takes
        and (token.low in tongue.of("prepositions") or token.low in tongue.of("subordinators"))
        and token.low != "that"
    ):
        return None
    if form.cue.lemma not in tongue.of("plain") and not _verb_early(sentence[index : min(end, index + 9)], tongue):
        return None
    return Complement("bare", index, end, behind)


def _is_finite(sentence: Sentence, index: int, tongue: Tongue) -> bool:
    """``a raid that the army says never took place``: the subject of the clause stands before the cue."""
    at = index + 1 if sentence[index].low in {"never", "no", "not"} else index
    verbs = tongue.of("finite") | tongue.of("strong_verbs") if at > index else tongue.of("finite")
    return at < len(sentence) - 1 and sentence[at].low in verbs and sentence[at + 1].kind != "p"


def _joined_verb(tokens: Sentence, tongue: Tongue) -> bool:
    """``the figure but was at pains``: the first verb stands behind a conjunction, so the noun before is the object."""
    if tokens[0].low in tongue.of("clause_pronouns") or tokens[0].low == "it":
        return False
    for before, token in pairwise(tokens):
        if token.low in tongue.of("auxiliaries") or token.low in tongue.of("sure_verbs"):
            return before.low in {"but", "and"}
    return False


def _verb_early(tokens: Sentence, tongue: Tongue) -> bool:
    if tokens[0].low in tongue.of("subject_pronouns") or tokens[0].low in {"there", "this"}:
        return True
    for token in tokens:
        if token.low in {"that", "which", "who", "as"} or token.text in {",", ":", "("}:
            return False
        if token.low in tongue.of("auxiliaries") or (token.low in tongue.of("sure_verbs") and token is not tokens[0]):
            return True
    stop = next((n for n, token in enumerate(tokens) if token.kind != "w"), len(tokens))
    return any(_past_of_its_own(before, token, after, tongue) for before, token, after in _triples(tokens[:stop]))


def _triples(tokens: Sentence) -> list[tuple[Token, Token, Token]]:
    return list(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _past_of_its_own(before: Token, token: Token, after: Token, tongue: Tongue) -> bool:
    """``the Commissioner declined to act``: a past form between a noun and its object, and no participle."""
    nouns = before.capital or before.low.endswith("s") or before.low in tongue.roles | tongue.bodies
    past = token.low.endswith("ed") and not token.capital
    objects = {"to", "the", "a", "an", "that", "his", "her", "its", "their", "him", "them"}
    return nouns and past and after.low in objects


def _is_infinitive(sentence: Sentence, index: int) -> bool:
    if sentence[index].low == "not":
        index += 1
    return index + 1 < len(sentence) and sentence[index].low == "to" and sentence[index + 1].text.islower()


def _behind_mark(sentence: Sentence, index: int, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """A colon or comma behind the cue: words within marks follow, or an aside and then the statement."""
    if index + 1 >= len(sentence):
        return None
    if sentence[index + 1].kind == "q":
        return Complement("quote", index + 1, index + 2, behind)
    if "comma" in form.cue.takes and sentence[index].text == ",":
        start = index + 1
        if sentence[start].low in tongue.of("that"):
            start += 1
        elif not is_clause(sentence[start:], tongue) or sentence[start].low in tongue.of("subordinators"):
            return None
        return Complement("clause", start, clause_end(sentence, start, tongue), behind)
    if sentence[index].text == ":":
        return _unmarked(sentence, index, behind, form, tongue)
    return _with_lead(sentence, index, behind, form, tongue) or _behind_aside(sentence, index, behind, tongue)


def _unmarked(sentence: Sentence, index: int, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """``He said: We will not bow``: the words said stand behind a colon without marks."""
    end = clause_end(sentence, index + 1, tongue)
    opens = sentence[index + 1].capital and sentence[index + 1].low in tongue.openers | {"we", "i", "you", "our", "my"}
    said = {"quote", "clause", "bare"} <= form.cue.takes and "weak" not in form.cue.takes
    if not said or not opens or not is_clause(sentence[index + 1 : end], tongue):
        return None
    return Complement("clause", index + 1, end, behind)


def _with_lead(sentence: Sentence, index: int, behind: int, form: Form, tongue: Tongue) -> Complement | None:
    """``estimated by 2050, demand would …``: an adverbial and a comma open the reported clause."""
    if index == behind or "bare" not in form.cue.takes or sentence[behind].low not in tongue.of("prepositions"):
        return None
    rest = sentence[index + 1 : clause_end(sentence, index + 1, tongue)]
    stops = tongue.of("prepositions") | tongue.of("subordinators") | tongue.of("conjunctions")
    if not rest or rest[0].low.endswith("ing") or rest[0].low in stops or rest[0].low in tongue.forms:
        return None
    return Complement("bare", behind, index + 1 + len(rest), behind) if _verb_early(rest[:12], tongue) else None


def _behind_aside(sentence: Sentence, index: int, behind: int, tongue: Tongue) -> Complement | None:
    """``added, without saying why, that …``: the statement begins behind an aside."""
    for later in range(index + 1, min(index + 12, len(sentence) - 1)):
        token = sentence[later]
        if token.low in tongue.of("that") and sentence[later - 1].text == ",":
            return Complement("clause", later + 1, clause_end(sentence, later + 1, tongue), behind)
        if token.text in {",", ":"} and sentence[later + 1].kind == "q":
            return Complement("quote", later + 1, later + 2, behind)
        if token.kind == "q" or token.low in tongue.forms:
            return None
    return None


def _goes_on(sentence: Sentence, comma: int) -> bool:
    """Does a participle follow the *comma*: ``that, saying …``, ``that, calling it …``?"""
    return comma + 1 < len(sentence) and sentence[comma + 1].low.endswith("ing")


def _stands_alone(sentence: Sentence, index: int) -> bool:
    """Is the quotation at *index* a speech of its own and no part of a reported clause?"""
    pair = sentence[index].pair
    following = sentence[index + 1] if index + 1 < len(sentence) else None
    if following is None or pair is None or following.text in {".", ",", ";", "—", "–"}:
        return True
    inner = sentence[index].text[1:].rstrip("”“\"»’' ")
    return bool(inner) and inner[-1] in ".!?" and inner[0].isupper()
