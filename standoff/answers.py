"""Who answers whom: the claim that a denial, a confirmation, a qualification or a silence meets."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from standoff.statements import Pool, Said

__all__ = ["ANSWERS", "Answer", "link_answers"]

#: How a stance answers a claim.
ANSWERS = {"denies": "denies", "confirms": "confirms", "qualifies": "qualifies", "declines_to_comment": "declines"}

#: What a claim's stance is worth: what somebody did can be denied, what somebody wants rather not.
WORTH = {"asserts": 1.0, "accuses": 1.0, "promises": 0.9, "confirms": 0.8, "denies": 0.8, "qualifies": 0.8}
WORTH |= {"threatens": 0.7, "demands": 0.7}

#: Likeness, a cosine, from which words meet a claim; from which they counter a denial without a word that says so.
MEETS, COUNTERS = 0.12, 0.25

#: Likeness that is enough within one page, for an answer that grants something.
FAINT = 0.03

#: What a claim in the answer's own paragraph gains; the one right before it is mostly the one that is answered.
BESIDE = 0.15

#: Claims that one answer can meet, and how much less like it than the best one they may be.
MOST, BEHIND = 3, 0.6

#: Days before an answer in which its claim is looked for, by its words and as the last one; quotes that are compared.
WINDOW, STALE, POOL = 60, 30, 240

#: Days in which one party's denials are about one claim.
GOING_ON = 3

#: Score of a link that only the order of the words speaks for.
LAST = 0.1

#: Likeness under which an answer right behind another one of its party is about the same claim.
SURE = 0.2

#: Quotes in which a qualification finds its claim by place alone.
BEHIND_BY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A quote and the claim it meets; ``lag`` is in hours, ``score`` 0 to 1, ``rule`` says how the two were found.

    Rules: ``words`` (what is said is alike), ``beside`` (the claim right before it, in its paragraph), ``goes on``
    (the same party is still at the same claim), ``last`` (the claim of another side that is nearest before it),
    ``hits back`` (the sentence says that it is a reply).
    """

    claim: int
    answer: int
    relation: str
    lag: float
    score: float
    rule: str


def link_answers(quotes: Iterable[Said], wanted: Collection[int] | None = None) -> list[Answer]:
    """Return what the answers and counter-claims among the *quotes* of one dispute meet, in the order of the pages.

    *wanted* are the quotes whose links are asked for, all of them if None. An answer meets what was said up to
    ``WINDOW`` days before it, the latest ``POOL`` quotes at most, so that its cost does not grow with the dispute.
    """
    order = sorted(quotes, key=lambda said: (said.published, said.article, said.start, said.quote))
    ends = {said.article: at + 1 for at, said in enumerate(order)}
    first = min((said.published for said in order if wanted is None or said.quote in wanted), default=0.0)
    found: list[Answer] = []
    earlier: list[tuple[Said, _Met]] = []
    pool: Pool | None = None
    for said in order:
        # what a party denied in the days before decides on what it denies now
        if said.published < first - GOING_ON:
            continue
        if pool is None or pool.article != said.article:
            end = ends[said.article]
            pool = Pool(said.article, order[max(0, end - POOL) : end])
        claims = [claim for claim in pool.quotes if _can_meet(said, claim)]
        relation = ANSWERS.get(said.stance)
        if not claims:
            continue
        if relation is None:
            relation, met = "counters", _countered(said, claims, pool)
        else:
            met = _met(said, claims, pool, earlier)
            earlier.append((said, met))
        if wanted is None or said.quote in wanted:
            found += [_answer(said, claim, relation, score, met.rule) for claim, score in met.claims]
    return found


@dataclass(frozen=True, slots=True)
class _Met:
    """The claims that an answer meets, with their scores, the best first, and the rule that found them."""

    claims: tuple[tuple[Said, float], ...] = ()
    rule: str = "words"


def _can_meet(said: Said, claim: Said) -> bool:
    """Tell whether *said* may answer *claim*: another party's words, and earlier ones."""
    if claim.stance not in WORTH or claim.statement == said.statement or said.published - claim.published > WINDOW:
        return False
    if claim.party == said.party or (claim.side == said.side and said.side != "other"):
        return False
    if claim.day is not None and claim.on != said.on:
        return claim.on < said.on
    if claim.article == said.article:
        return claim.start < said.start
    return claim.published <= said.published


def _met(said: Said, claims: Sequence[Said], pool: Pool, earlier: Sequence[tuple[Said, _Met]]) -> _Met:
    """Return the claims that an answer meets: by its words, by what its party denied before, or by their place."""
    beside = _beside(said, claims, pool)
    alike = _alike(said, claims, pool, beside)
    before = _before(said, claims, earlier)
    if before and before[0] and (not alike or alike[0][1] < SURE):
        return _Met(before[1], "goes on")
    if alike:
        return _Met(alike)
    if beside and beside.paragraph == said.paragraph:
        return _Met(((beside, LAST + BESIDE),), "beside")
    if before:
        return _Met(before[1], "goes on")
    if said.stance in ("confirms", "qualifies"):
        here = [claim for claim in claims if claim.article == said.article and claim.accuses]
        if faint := _alike(said, here, pool, least=FAINT):
            return _Met(faint[:1])
    if beside:
        return _Met(((beside, LAST),), "beside")
    return _Met(_last(said, claims, pool), "last")


def _before(
    said: Said, claims: Sequence[Said], earlier: Sequence[tuple[Said, _Met]]
) -> tuple[bool, tuple[tuple[Said, float], ...]] | None:
    """Return what the same party met with its last answer of this kind, and whether that is the answer right before."""
    for one, met in reversed(earlier):
        if said.published - one.published > GOING_ON:
            return None
        same = one.statement == said.statement or (one.party, one.side) == (said.party, said.side)
        kept = tuple((claim, score) for claim, score in met.claims if claim in claims)
        near = one.article == said.article and said.paragraph - one.paragraph <= 1
        # "confirmed ... but said ..." is one answer in two stances
        alike = one.stance == said.stance or (near and said.paragraph == one.paragraph)
        if same and alike and kept and met.rule != "last":
            return near and met.rule in ("beside", "goes on"), kept
    return None


def _beside(said: Said, claims: Sequence[Said], pool: Pool) -> Said | None:
    """Return the claim right before *said* in its paragraph, when nobody else speaks between the two.

    What a confirmation is about may stand in the paragraph before.
    """
    before = [one for one in pool.quotes if one.article == said.article and one.start < said.start]
    if not before or before[-1] not in claims:
        return None
    apart = said.paragraph - before[-1].paragraph
    return before[-1] if not apart or (apart == 1 and said.stance == "confirms" and before[-1].accuses) else None


def _alike(
    said: Said, claims: Sequence[Said], pool: Pool, beside: Said | None = None, least: float = MEETS
) -> tuple[tuple[Said, float], ...]:
    """Return the claims whose words are most like *said*, one report of each statement, the best first."""
    best: dict[int, tuple[bool, float, Said]] = {}
    for claim in claims:
        likeness = pool.likeness(said, claim)
        score = WORTH[claim.stance] * likeness + (BESIDE if claim == beside and likeness else 0.0)
        known = best.get(claim.statement)
        # the report in the answer's own page is the one that its readers see
        if score >= least and (known is None or (claim.article == said.article, score) > known[:2]):
            best[claim.statement] = (claim.article == said.article, score, claim)
    ranked = sorted(best.values(), key=lambda found: (-found[1], found[2].quote))[:MOST]
    return tuple((claim, score) for _, score, claim in ranked if score >= BEHIND * ranked[0][1])


def _last(said: Said, claims: Sequence[Said], pool: Pool) -> tuple[tuple[Said, float], ...]:
    """Return the claim that an answer is next to: in its page, else what the latest page opens with.

    A silence or denial always meets something; a confirmation must do so by its words, and a qualification by its
    words or by standing right behind.
    """
    if said.stance == "confirms":
        return ()
    parties = [claim for claim in claims if claim.side != "other" and claim.stance not in ("confirms", "qualifies")]
    likely = [claim for claim in parties if claim.accuses] or parties
    here = [claim for claim in likely if claim.article == said.article]
    if said.stance == "qualifies":
        behind = [one for one in pool.quotes if one.article == said.article and one.start < said.start][-BEHIND_BY:]
        here = [claim for claim in here if claim in behind]
    if here:
        return ((max(here, key=lambda claim: claim.start), LAST),)
    recent = [claim for claim in likely if said.published - claim.published <= STALE and said.stance != "qualifies"]
    return ((min(recent, key=lambda claim: (-claim.published, claim.start)), LAST),) if recent else ()


def _countered(said: Said, claims: Sequence[Said], pool: Pool) -> _Met:
    """Return the denials that *said* speaks against."""
    denials = [claim for claim in claims if claim.stance in ("denies", "qualifies")]
    if said.side not in ("government", "platform") or not denials:
        return _Met()
    alike = _alike(said, denials, pool, least=COUNTERS)
    if alike or not said.hits_back:
        return _Met(alike)
    plain = [claim for claim in denials if claim.stance == "denies"]
    near = max(plain, key=lambda claim: (claim.published, claim.article, claim.start), default=None)
    return _Met(((near, LAST),), "hits back") if near else _Met()


def _answer(said: Said, claim: Said, relation: str, score: float, rule: str) -> Answer:
    dated = said.day is not None or claim.day is not None
    days = said.on - claim.on if dated else said.published - claim.published
    return Answer(
        claim=claim.quote,
        answer=said.quote,
        relation=relation,
        lag=max(0.0, round(24.0 * days, 1)),
        score=round(min(score, 1.0), 3),
        rule=rule,
    )
