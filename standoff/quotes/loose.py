"""Quotations that no cue of their own sentence claims: they go on with a speech, or something else introduces them."""

from standoff.quotes.drafts import Draft, Paragraph
from standoff.quotes.marks import Pair
from standoff.quotes.phrases import Phrase, can_speak, has_verb
from standoff.quotes.reader import trimmed
from standoff.quotes.reading import EASTERN
from standoff.quotes.runs import capital_runs
from standoff.quotes.subjects import subject_before
from standoff.quotes.tokens import Sentence, Token
from standoff.quotes.tongue import Tongue

#: Words within marks from which on they are speech nearly always (98 of 100 in political news; below, 86 and less).
LONG = 6

#: Words from which on they may be speech behind a colon that no cue explains.
SHORT = 4


def loose_quotations(
    text: str,
    paragraph: Paragraph,
    previous: Paragraph | None,
    number: int,
    drafts: list[Draft],
    tongue: Tongue,
) -> list[Draft]:
    """Return drafts for the quotations of sentence *number* that lie in none of its *drafts*."""
    sentence = paragraph.sentences[number]
    free = [token for token in sentence if token.kind == "q" and not _covered(token, drafts)]
    if not free:
        return []
    if all(token.kind != "w" for token in sentence):
        return [
            draft for token in free if (draft := _alone(text, paragraph, previous, number, token, tongue)) is not None
        ]
    found: list[Draft] = []
    for token in free:
        index = sentence.index(token)
        draft = _signed(text, sentence, index, tongue) or _introduced(text, sentence, index, tongue)
        draft = draft or (_in_clause(text, sentence, index, tongue) if not drafts else None)
        if draft is not None and draft.phrase is None and not found:
            _take_over(paragraph, number, index, draft, tongue)
        if draft is not None:
            found.append(draft)
    return found


def _take_over(paragraph: Paragraph, number: int, index: int, draft: Draft, tongue: Tongue) -> None:
    """``"…," X said. As a parent, "…"``: nothing but an adverbial leads to the quotation, so X goes on."""
    last = paragraph.drafts[-1] if paragraph.drafts else None
    lead = paragraph.sentences[number][:index]
    if last is None or last.kind != "direct" or last.number != number - 1 or has_verb(lead, tongue):
        return
    if not 1 < len(lead) <= 8 or lead[-1].text != "," or lead[0].low not in tongue.of("prepositions"):
        return
    draft.follows, draft.rule, draft.sure = _first(last), "goes-on", 0.6
    draft.cue, draft.lemma, draft.stance = last.cue, last.lemma, last.stance


def _covered(token: Token, drafts: list[Draft]) -> bool:
    return any(draft.start <= token.start + 1 and token.end - 1 <= draft.end + 2 for draft in drafts)


def _draft(text: str, sentence: Sentence, token: Token, rule: str, sure: float) -> Draft:
    pair = token.pair
    assert pair is not None
    start, end = trimmed(text, pair.start, pair.end)
    return Draft(start, end, "direct", rule, sentence=sentence, sure=sure, at=token.start)


# A sentence of its own.


def _alone(
    text: str,
    paragraph: Paragraph,
    previous: Paragraph | None,
    number: int,
    token: Token,
    tongue: Tongue,
) -> Draft | None:
    pair = token.pair
    assert pair is not None
    source, rule, sure = _source(paragraph, previous, pair, number)
    if source is None and len(token.text.split()) < LONG and not pair.resumed:
        return None
    draft = _draft(text, paragraph.sentences[number], token, rule, sure)
    if source is None and previous is not None and number == 0:
        draft.phrase, draft.cue = _open_tag(text, previous, tongue)
        draft.rule = "paragraph-before" if draft.phrase else rule
    if source is None and number and tongue.code not in EASTERN:
        # "Holm returned to that later. "What do we have?"": the sentence before tells whose it is
        lead = paragraph.sentences[number - 1]
        draft.phrase = _first_subject(lead, len(lead), tongue) if all(token.kind != "q" for token in lead) else None
        draft.rule, draft.sure = ("sentence-before", 0.5) if draft.phrase else (rule, sure)
    if source is not None:
        draft.follows, draft.cue, draft.lemma, draft.stance = source, source.cue, source.lemma, source.stance
    return draft


def _source(
    paragraph: Paragraph, previous: Paragraph | None, pair: Pair, number: int
) -> tuple[Draft | None, str, float]:
    if paragraph.drafts:
        last = paragraph.drafts[-1]
        near = last.number >= number - 1
        return _first(last), "goes-on" if near else "resumes", 0.9 if near else 0.5
    if previous is not None and previous.drafts and number == 0:
        last = previous.drafts[-1]
        if pair.resumed:
            return _first(last), "next-paragraph", 0.9
        if last.kind == "direct" or last.number == len(previous.sentences) - 1:
            return _first(last), "carried-over", 0.6
    return None, "no-tag", 0.3


def _first(draft: Draft) -> Draft:
    return draft if draft.follows is None else draft.follows


def _open_tag(text: str, previous: Paragraph, tongue: Tongue) -> tuple[Phrase | None, str]:
    """The paragraph before ends with a cue and a comma or colon: ``Rathbun stated,``."""
    sentence = previous.sentences[-1] if previous.sentences else []
    if len(sentence) > 3 and sentence[-1].text == "." and sentence[-2].low == "following":
        sentence = sentence[:-2]  # "X said the following."
    elif len(sentence) < 2 or sentence[-1].text not in {",", ":"}:
        return None, ""
    for index in range(len(sentence) - 1, max(-1, len(sentence) - 12), -1):
        if sentence[index].low in tongue.quote_forms and tongue.code not in EASTERN:
            phrase = subject_before(sentence, index, tongue)
            if phrase is not None and not phrase.shared and can_speak(phrase, tongue):
                return phrase, text[sentence[index].start : sentence[index].end]
    return None, ""


def opened_before(paragraph: Paragraph, previous: Paragraph) -> None:
    """A speech that the paragraph before opens without a tag belongs to the tag in this one."""
    if not paragraph.drafts or not previous.drafts or not paragraph.pairs or not paragraph.pairs[0].resumed:
        return
    first, last = paragraph.drafts[0], previous.drafts[-1]
    open_ended = bool(previous.pairs) and previous.pairs[-1].open_ended
    if open_ended and first.rule.startswith("tag") and last.rule in {"carried-over", "no-tag", "next-paragraph"}:
        start = last.paragraph
        for draft in reversed(previous.drafts):
            if draft.paragraph != start or draft.rule not in {"carried-over", "no-tag", "next-paragraph"}:
                break
            draft.follows, draft.rule, draft.sure, draft.phrase = first, "opens-speech", 0.9, None
            draft.cue, draft.lemma, draft.stance = first.cue, first.lemma, first.stance


# Within a sentence.


def _signed(text: str, sentence: Sentence, index: int, tongue: Tongue) -> Draft | None:
    """``"…" — NAME``: a pulled quotation with its author."""
    behind = sentence[index + 1 :]
    if index or len(behind) < 2 or behind[0].text not in {"—", "–", "-", "―"}:
        return None
    words = [token for token in behind[1:] if token.kind == "w"]
    if not 1 <= len(words) <= 4 or not all(token.capital for token in words):
        return None
    draft = _draft(text, sentence, sentence[index], "signed", 0.8)
    draft.phrase = Phrase(words, first=index + 2, left=index + 2)
    return draft


def _introduced(text: str, sentence: Sentence, index: int, tongue: Tongue) -> Draft | None:
    """``Durov's reply was short: "…"``: whoever the words before the colon belong to."""
    if index < 2 or sentence[index - 1].text != ":":
        return None
    lead = sentence[: index - 1]
    for at, token in enumerate(lead):
        owns = token.low.endswith(("'s", "’s", "s'", "s’")) or token.low in tongue.of("possessive")
        if owns and any(word.low in tongue.of("nouns") for word in lead[at + 1 : at + 4]):
            noun = next(word for word in lead[at + 1 : at + 4] if word.low in tongue.of("nouns"))
            return _from_owner(text, sentence, index, lead[: at + 1], noun, tongue)
    draft = _draft(text, sentence, sentence[index], "colon", 0.5)
    draft.phrase = _first_subject(sentence, index, tongue) or _name_before(lead, tongue)
    if len(sentence[index].text.split()) < (LONG if draft.phrase is None else SHORT):
        return None
    return draft


def _name_before(lead: Sentence, tongue: Tongue) -> Phrase | None:
    """``the Lantern's Theo Francis: "…"``: nothing but a name of two words or more stands before the colon."""
    dash = max((at + 1 for at, token in enumerate(lead) if token.text in {"—", "–"}), default=0)
    lead = lead[dash:]
    runs = capital_runs(lead, tongue)
    if not runs or runs[-1][1] != len(lead) or has_verb(lead, tongue):
        return None
    first = runs[-1][0]
    if len(lead) - first < 2 and not (dash and lead[first].low in tongue.of("agencies")):
        return None  # "CHINA CHIPS — Bloomberg: "…""
    return Phrase(lead[first:], first=dash + first, left=dash + first)


def _from_owner(text: str, sentence: Sentence, index: int, words: Sentence, noun: Token, tongue: Tongue) -> Draft:
    draft = _draft(text, sentence, sentence[index], "colon-noun", 0.8)
    owner = words[-1]
    pronoun = tongue.tables.get("pronoun_of", {}).get(owner.low)
    first = len(words) - 1
    while first and words[first - 1].capital and words[first - 1].low not in tongue.openers:
        first -= 1
    draft.phrase = Phrase([*words[first:-1], _without_ending(owner)], first=first, left=first, pronoun=pronoun)
    draft.cue = noun.text
    return draft


def _without_ending(token: Token) -> Token:
    for ending in ("'s", "’s"):
        if token.low.endswith(ending):
            plain = token.text.removesuffix(ending)
            return Token("w", plain, plain.lower(), token.start, token.start + len(plain))
    return token


def _in_clause(text: str, sentence: Sentence, index: int, tongue: Tongue) -> Draft | None:
    """A long quotation in a sentence without a cue: its subject's, when that can speak; else nobody's."""
    token = sentence[index]
    words = token.text.strip("\"“”«»„'‘’ ").split()
    if len(words) < LONG or _looks_like_title(words):
        return None
    draft = _draft(text, sentence, token, "in-clause", 0.4)
    if tongue.code not in EASTERN:
        draft.phrase = _first_subject(sentence, index, tongue)
    return draft


def _looks_like_title(words: list[str]) -> bool:
    """Most longer words of a title begin with a capital."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _first_subject(sentence: Sentence, limit: int, tongue: Tongue) -> Phrase | None:
    """The subject of the first verb before index *limit*, a person's or a body's name, a role or a pronoun."""
    for index in range(1, min(limit, 40)):
        token = sentence[index]
        verbal = (
            token.low in tongue.of("auxiliaries")
            or token.low in tongue.of("strong_verbs")
            or token.low in tongue.forms
            or token.low.endswith("ed")
        )
        if token.kind == "w" and verbal and not token.capital and sentence[0].low not in tongue.forms:
            phrase = subject_before(sentence, index, tongue)
            return phrase if phrase is not None and not phrase.shared and can_speak(phrase, tongue) else None
    return None
