"""Words, marks and sentences of a paragraph. A stretch within quotation marks is one token, whatever it holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standoff.quotes.marks import Pair
from standoff.quotes.tongue import Tongue

#: A longer sentence is cut here: every search within a sentence stays short, whatever the page holds.
LONGEST_SENTENCE = 200

_TOKEN = re.compile(
    r"([a-z]++)(?=[ ,\n])|"  # most of English, found without a look at the rest
    r"(?:[A-Z]-)?(?:[^\W\d_]\.){2,}"  # U.S., a.m., D-N.Y.
    r"|\d+(?:[.,:]\d+)*(?:-[^\W\d]\w*)*"  # 2,000, 44-page
    r"|\w+(?:[-’'‘/&]\w+)*(?:(?<=s)[’'](?=\s\w))?"  # el-Deeb, AT&T, teachers' union
    r"(?:(?:\.[^\W\d_][\w-]+)*\.(?:com|org|net|info|io|tv|fm|gov|edu|[a-z]{2})(?!\w))?"  # Lantern.example.org
    r"|\.{2,}|\S"
)

#: ``he's``, ``they've``: a pronoun and its verb are two words.
_CLITIC = re.compile(r"(he|she|it|they|who|we|you|i)[’'](s|ve|d|ll|re|m)")
_BEFORE_MONTHS = frozenset(
    "in on by since until till of last this next late early from to through between and mid before after during".split()
)
_CLITICS = {"s": "has", "ve": "have", "d": "had", "ll": "will", "re": "are", "m": "is"}


@dataclass(slots=True, init=False)
class Token:
    """A word (``w``), a punctuation mark (``p``) or a whole quotation (``q``) at ``text[start:end]``.

    ``capital``: whether a word begins with a capital letter, behind a particle at most (``el-Deeb``).
    """

    kind: str
    text: str
    low: str
    start: int
    end: int
    pair: Pair | None
    capital: bool  # asked for five times a token: found once

    def __init__(self, kind: str, text: str, low: str, start: int, end: int, pair: Pair | None = None) -> None:
        self.kind, self.text, self.low, self.start, self.end, self.pair = kind, text, low, start, end, pair
        self.capital = (
            kind == "w"
            and not text.islower()
            and (text[0].isupper() or text[1:2].isupper() or (text[2:3] == "-" and text[3:4].isupper()))
        )


Sentence = list[Token]


def sentences(text: str, start: int, end: int, pairs: Sequence[Pair], tongue: Tongue) -> list[Sentence]:
    """Return the sentences of the paragraph ``text[start:end]``; a quotation never ends inside of one."""
    tokens: list[Token] = []
    at = start
    for pair in pairs:
        _words(text, at, pair.outer, tongue, tokens)
        tokens.append(Token("q", text[pair.outer : pair.close], "", pair.outer, pair.close, pair))
        at = pair.close
    _words(text, at, end, tongue, tokens)
    return _split(text, tokens, tongue)


def _words(text: str, start: int, end: int, tongue: Tongue, tokens: list[Token]) -> None:
    abbreviations, english = tongue.abbreviations, tongue.code == "en"
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        at, close = match.span()
        if match.lastindex:
            tokens.append(Token("w", word, word, at, close))
            continue
        if not (word[0].isalnum() or word[0] == "_"):
            tokens.append(Token("p", word, word, at, close))
            continue
        low = word.lower()
        if (
            close < end
            and text[close] == "."
            and (low in abbreviations or (len(word) == 1 and word.isupper() and word not in "XI"))
        ):
            word, low, close = word + ".", low + ".", close + 1
        if english and (word == "Will" or word == "May"):
            low = _name_or_month(word, text[close + 1 : close + 2], tokens[-1] if tokens else None)
        if "‘" in word:
            word, low = word.replace("‘", "’"), low.replace("‘", "’")
        if english and ("’" in low or "'" in low) and (clitic := _CLITIC.fullmatch(low)):
            part = at + clitic.end(1)
            tokens.append(Token("w", text[at:part], clitic[1], at, part))
            tokens.append(Token("w", text[part:close], _CLITICS[clitic[2]], part, close))
            continue
        tokens.append(Token("w", word, low, at, close))


def _name_or_month(word: str, following: str, previous: Token | None) -> str:
    """``Will Moss`` and ``Mrs. May`` are names, ``in May`` is a month: none of them is an auxiliary."""
    if word == "Will":
        return word if previous and previous.text not in {".", "!", "?"} and following.isupper() else "will"
    month = following.isdigit() or (previous and (previous.text.isdigit() or previous.low in _BEFORE_MONTHS))
    return "may" if previous is None else "May" if month else "may_"


def _split(text: str, tokens: list[Token], tongue: Tongue) -> list[Sentence]:
    found: list[Sentence] = []
    current: Sentence = []
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        plain = token.kind == "w" and token.text[-1] != "."  # most tokens: no sentence ends behind them
        if not plain and token.text == "." and current and current[-1].end > token.start:
            continue
        current.append(token)
        if index == last:
            break
        if len(current) >= LONGEST_SENTENCE or (not plain and _ends(text, tokens, index, tongue)):
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


def _ends(text: str, tokens: list[Token], index: int, tongue: Tongue) -> bool:
    token, following = tokens[index], tokens[index + 1]
    opens = following.kind == "q" or following.capital or following.text in "—–-[(" or following.text[0].isdigit()
    if not opens:
        return False
    if token.kind == "p":
        closed = token.text == ")" and tokens[index - 1].text in {".", "!", "?"} and following.capital
        return (closed or token.text in {".", "!", "?", "…"}) and token.end < following.start
    if token.kind == "w":
        return (
            (token.low in {"a.m.", "p.m."} or (token.text.endswith(".") and token.low in tongue.closing_abbreviations))
            and following.capital
            and following.low in tongue.openers
        )
    inner = text[token.start : token.end].rstrip("”“\"»›’'„«) ")
    if not inner or inner[-1] not in ".!?…":
        return False
    if following.text in "—–-" and following.kind == "p":
        return False
    return not _tag_follows(tokens, index + 1, inner[-1], tongue)


def _tag_follows(tokens: list[Token], at: int, mark: str, tongue: Tongue) -> bool:
    """Is what follows a closed quotation its tag (``"Really?" Ann Smith asked.``) and no sentence of its own?"""
    reach = 9 if mark in "!?…" else 5
    for offset in range(at, min(len(tokens), at + reach)):
        token = tokens[offset]
        if token.kind == "q" or token.text in {".", "!", "?", ";", ":"}:
            return False
        if token.low in tongue.quote_forms and offset > at:
            return _short_end(tokens, offset + 1)
        if mark == "." and not token.capital:
            return False
    return False


def _short_end(tokens: list[Token], at: int) -> bool:
    for token in tokens[at : at + 8]:
        if token.text in {".", "!", "?"}:
            return True
        if token.kind == "q" or token.low in {"that", ":"}:
            return False
    return len(tokens) <= at + 8
