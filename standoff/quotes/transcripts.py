"""Transcripts: paragraphs that begin with their speaker's name and a colon, ``BRANDT: We never saw the memo.``"""

import re
from collections import Counter
from collections.abc import Sequence

from standoff.quotes.drafts import Draft, Paragraph
from standoff.quotes.phrases import Phrase
from standoff.quotes.tokens import Token

_LABEL = re.compile(
    r"(?P<name>[A-ZА-ЯЁІЇЄ][A-ZА-ЯЁІЇЄ.'’-]+(?: [A-ZА-ЯЁІЇЄ][A-ZА-ЯЁІЇЄ.'’-]*){0,4}"
    r"|(?:[^\W\d_a-zа-яёіїє][\w.'’-]+ ){0,3}[^\W\d_a-zа-яёіїє][\w'’-]+)"
    r"(?: \([^)\n]{1,60}\))?:\s+(?=\S)"
)

#: Turns that make a transcript: of speakers in capitals two, of others four, with two who speak twice.
CAPITALS, OTHERS = 2, 4

#: Words that at least half of the turns have where the speakers are not in capitals, of whom half speak twice.
SPOKEN = 5

#: What ends a turn.
ENDS = frozenset('.!?…”"»)')


def read_turns(text: str, spans: Sequence[tuple[int, int]], paragraphs: Sequence[Paragraph]) -> dict[int, Draft]:
    """Return a draft for every turn of a transcript by the number of its paragraph; none where the page holds none."""
    labels = {
        number: match
        for number, span in enumerate(spans)
        if (match := _LABEL.match(text, *span)) and match.end() < span[1]
    }
    loud = {number: match for number, match in labels.items() if match["name"].isupper() and len(match["name"]) > 2}
    if len(loud) < CAPITALS:
        often = Counter(match["name"] for match in labels.values())
        if len(labels) < OTHERS or sum(count > 1 for count in often.values()) < 2:
            return {}
        said = [text[match.end() : spans[number][1]].rstrip() for number, match in labels.items()]
        whole = sum(len(words.split()) >= SPOKEN and words[-1] in ENDS for words in said)
        again = sum(count for count in often.values() if count > 1)
        if whole * 2 < len(said) or again * 2 < len(said):
            return {}  # "Award Amount: Varies", "Pruning saw: It helps.": a form or a list, and no talk
        loud = labels
    return {number: _turn(text, match, spans[number][1], paragraphs[number]) for number, match in loud.items()}


def _turn(text: str, match: re.Match[str], end: int, paragraph: Paragraph) -> Draft:
    start = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    words = []
    for word in re.finditer(r"\S+", match["name"]):
        plain = word[0].title() if word[0].isupper() and len(match["name"]) > 3 else word[0]
        at = match.start("name") + word.start()
        words.append(Token("w", plain, plain.lower(), at, at + len(plain)))
    sentence = paragraph.sentences[0] if paragraph.sentences else words
    draft = Draft(start, end, "direct", "transcript", sentence=sentence, sure=0.9, at=match.start())
    draft.phrase = Phrase(words)
    return draft
