"""One page, paragraph by paragraph: the statements of its sentences, and the speeches that run on beyond one."""

from urllib.parse import urlsplit

from standoff.model import Article, Quote
from standoff.quotes.cast import Cast
from standoff.quotes.circumstances import Circumstances
from standoff.quotes.dashes import part_tags
from standoff.quotes.drafts import Draft, Paragraph
from standoff.quotes.east import about_that
from standoff.quotes.loose import loose_quotations, opened_before
from standoff.quotes.marks import pair_marks, paragraph_spans
from standoff.quotes.parse import Parser
from standoff.quotes.reading import EASTERN, drafts_of
from standoff.quotes.resolve import Resolver
from standoff.quotes.stances import stance_of
from standoff.quotes.tokens import sentences
from standoff.quotes.tongue import Tongue, tongue_of
from standoff.quotes.transcripts import read_turns
from standoff.times import printed_day


def read_page(article: Article) -> list[Quote]:
    """Return the quotes of *article* in order."""
    text, tongue = article.text, tongue_of(article.language)
    if not text.strip():
        return []
    paragraphs = _paragraphs(text, article.language, tongue)
    cast = Cast(tongue)
    cast.read(sentence for paragraph in paragraphs for sentence in paragraph.sentences)
    previous: Paragraph | None = None
    parser = Parser(text, tongue)
    turns = read_turns(text, list(paragraph_spans(text)), paragraphs)
    for paragraph in paragraphs:
        if turn := turns.get(paragraph.number):
            turn.paragraph = paragraph.number
            paragraph.drafts.append(turn)
        else:
            _read_paragraph(text, paragraph, previous, tongue, parser)
        previous = paragraph
    drafts = [draft for paragraph in paragraphs for draft in paragraph.drafts]
    resolver = Resolver(text, cast, tongue)
    ordered = _own_first(drafts)
    for draft in ordered:
        resolver.resolve(draft)
    _place(article, paragraphs, ordered, drafts, tongue)
    _judge(text, drafts, tongue)
    told = [one for draft in drafts for one in (resolver.fellow(draft), draft) if one is not None]
    return [_quote(text, draft) for draft in told if draft.end > draft.start]


def _own_first(drafts: list[Draft]) -> list[Draft]:
    """Statements with a tag of their own first: the others take over from them, wherever those stand."""
    return [draft for draft in drafts if draft.follows is None] + [
        draft for draft in drafts if draft.follows is not None
    ]


def _paragraphs(text: str, language: str | None, tongue: Tongue) -> list[Paragraph]:
    found = []
    for number, (span, pairs) in enumerate(zip(paragraph_spans(text), pair_marks(text, language), strict=True)):
        if tongue.code in EASTERN:
            pairs = part_tags(text, span, pairs, tongue)
        found.append(Paragraph(number, sentences(text, *span, pairs, tongue), pairs))
    return found


def _read_paragraph(
    text: str, paragraph: Paragraph, previous: Paragraph | None, tongue: Tongue, parser: Parser
) -> None:
    read = [drafts_of(text, sentence, tongue) for sentence in paragraph.sentences]
    for sentence, drafts in zip(paragraph.sentences, read, strict=True):
        drafts += parser.more(sentence, drafts)
    if tongue.code in EASTERN:
        for number in range(1, len(read)):
            pair = paragraph.sentences[number], paragraph.sentences[number - 1]
            if not read[number - 1] and (told := about_that(text, *pair, tongue)):
                read[number - 1].append(told)
    for number, drafts in enumerate(read):
        drafts += loose_quotations(text, paragraph, previous, number, drafts, tongue)
        for draft in drafts:
            draft.paragraph, draft.number = paragraph.number, number
        paragraph.drafts += sorted(drafts, key=lambda draft: draft.start)
    if previous is not None:
        opened_before(paragraph, previous)


def _place(
    article: Article, paragraphs: list[Paragraph], ordered: list[Draft], drafts: list[Draft], tongue: Tongue
) -> None:
    published = printed_day(article.published_at, article.published_raw) if article.published_at else None
    own = "".join(char for char in (urlsplit(article.url).hostname or "").lower() if char.isalnum())
    circumstances = Circumstances(article.text, drafts, published, own, tongue)
    for draft in ordered:
        before = paragraphs[draft.paragraph].sentences[draft.number - 1] if draft.number else None
        circumstances.place(draft, before)


def _judge(text: str, drafts: list[Draft], tongue: Tongue) -> None:
    before: Draft | None = None
    given = [draft.stance for draft in drafts]
    for draft, stance in zip(drafts, given, strict=True):
        draft.stance, draft.stance_rule, sure = stance_of(draft, stance, text[draft.start : draft.end], before, tongue)
        draft.sure = min(draft.sure, sure)
        before = draft


def _quote(text: str, draft: Draft) -> Quote:
    source = draft.follows or draft
    return Quote(
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        kind=draft.kind,
        speaker=draft.speaker,
        mention=draft.mention,
        role=draft.role,
        organisation=draft.organisation,
        cue=source.cue or None,
        venue=draft.venue,
        said_on=draft.said_on,
        said_raw=draft.said_raw,
        stance=draft.stance,
        rule="/".join(part for part in (draft.rule, draft.why, draft.stance_rule) if part),
        confidence=draft.sure,
    )
