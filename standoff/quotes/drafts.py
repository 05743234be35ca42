"""A statement as it is found, before names are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from standoff.quotes.marks import Pair
from standoff.quotes.phrases import Phrase
from standoff.quotes.tokens import Sentence, Token


@dataclass(slots=True, eq=False)
class Draft:
    """A statement at ``text[start:end]`` with its cue and the words for its speaker.

    ``follows`` is the draft whose speaker, cue and circumstances this one takes over. ``around`` are the tokens of
    its sentence outside the statement (circumstances are read from them), ``zone`` those between cue and statement.
    """

    start: int
    end: int
    kind: str
    rule: str
    cue: str = ""
    lemma: str = ""
    stance: str = "asserts"
    phrase: Phrase | None = None
    follows: Draft | None = None
    paragraph: int = 0
    sentence: Sentence = field(default_factory=list)
    number: int = 0
    zone: list[Token] = field(default_factory=list)
    contrast: bool = False
    sure: float = 1.0
    mention: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    person: bool = False
    why: str = ""
    at: int = 0
    venue: str | None = None
    said_on: str | None = None
    said_raw: str | None = None
    stance_rule: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph as sentences, with its pairs of marks and the drafts found in it."""

    number: int
    sentences: list[Sentence]
    pairs: list[Pair]
    drafts: list[Draft] = field(default_factory=list)
