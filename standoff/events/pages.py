"""A text made ready for reading what is done in it: folded, in sentences, with parties, deeds and speakers."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from standoff.entities import Party, fold, read_parties
from standoff.events.acts import Deed, find_deeds, tongue_of
from standoff.events.frame import SIDED, Frame, Page, inside_free, subjects
from standoff.model import Quote
from standoff.sentences import marked_spans, sentences

__all__ = ["read_deeds", "read_page"]


def _frames(text: str, folded: str, language: str) -> tuple[Frame, ...]:
    parties = read_parties(text)
    marked = marked_spans(text)
    frames: list[Frame] = []
    subject: Party | None = None
    person: Party | None = None
    at = first = 0
    bare = Page(folded=folded, language=language, frames=())
    for start, end in sentences(text):
        while at < len(parties) and parties[at].end <= start:
            at += 1
        upto = at
        while upto < len(parties) and parties[upto].start < end:
            upto += 1
        while first < len(marked) and marked[first][1] <= start:
            first += 1
        near = marked[first : bisect_left(marked, (end, end), first)]
        inside = tuple((max(left, start), min(right, end)) for left, right in near if right > start)
        frame = Frame(start=start, end=end, parties=parties[at:upto], marked=inside, subject=subject, person=person)
        frames.append(frame)
        subject = next((one for one in inside_free(bare, frame) if one.side in SIDED), subject)
        person = next((party for party in reversed(frame.parties) if party.kind == "person"), person)
    return tuple(frames)


def _side_by_name(parties: Sequence[Party]) -> dict[str, Party]:
    named: dict[str, Party] = {}
    for party in parties:
        named.setdefault(fold(party.name), party)
        if party.kind == "person":
            named.setdefault(fold(party.name.split()[-1]), party)
    return named


def _speakers(
    text: str, frames: Sequence[Frame], quotes: Sequence[Quote], language: str, folded: str
) -> dict[tuple[int, int], Party | None]:
    """Who speaks in each marked stretch: as the quotes say, else the party beside it, else who spoke before."""
    named = _side_by_name([party for frame in frames for party in frame.parties])
    bare = Page(folded=folded, language=language, frames=())
    ordered = sorted(quotes, key=lambda quote: quote.start)
    ends = list(accumulate((quote.end for quote in ordered), max))  # rises at the first quote that reaches so far
    speakers: dict[tuple[int, int], Party | None] = {}
    last: Party | None = None
    for frame in frames:
        for span in frame.marked:
            told = next(iter(ordered[(at := bisect_right(ends, span[0])) : at + 1]), None)
            told = told if told and told.start < span[1] else None
            speaker = named.get(fold(told.speaker)) if told and told.speaker else None
            if speaker is None:
                beside = [
                    party
                    for party in frame.parties
                    if not any(left <= party.start < right for left, right in frame.marked)
                ]
                free = [
                    party
                    for party in subjects(bare, frame, frame.start, frame.end, None)
                    if party.kind != "country" and party.side != "other"
                ]
                persons = [party for party in beside if party.kind == "person"]
                speaker = persons[0] if persons else free[0] if free else None
            if speaker is None:
                whole = any(left <= frame.start and frame.end <= right for left, right in frame.marked)
                speaker = last if whole or not free_of_marks(folded, frame) else frame.subject
            speakers[span] = speaker
            last = speaker or last
    return speakers


def free_of_marks(folded: str, frame: Frame) -> bool:
    """Whether a sentence has words outside its marked stretches."""
    rest = folded[frame.start : frame.end]
    for left, right in reversed(frame.marked):
        rest = rest[: left - frame.start] + rest[right - frame.start :]
    return any(letter.isalpha() for letter in rest)


@lru_cache(maxsize=8)
def read_page(text: str, language: str | None, quotes: tuple[Quote, ...] = ()) -> Page:
    """Return *text* in sentences with their parties and speakers; *language* is BCP 47 or None."""
    tongue = tongue_of(text, language)
    folded = fold(text)
    frames = _frames(text, folded, tongue)
    return Page(folded=folded, language=tongue, frames=frames, speakers=_speakers(text, frames, quotes, tongue, folded))


@lru_cache(maxsize=8)
def _deeds(folded: str, spans: tuple[tuple[int, int], ...], language: str) -> list[list[Deed]]:
    return find_deeds(folded, list(spans), language)


def read_deeds(page: Page) -> list[list[Deed]]:
    """Return the deeds of each sentence of *page*."""
    return _deeds(page.folded, tuple((frame.start, frame.end) for frame in page.frames), page.language)
