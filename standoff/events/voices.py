"""Who does a deed, who reports it, and whether it has happened at all."""

import re

from standoff.entities import Party
from standoff.events.acts import Deed
from standoff.events.frame import RULING, SIDED, Frame, Page, is_free, span_at, subjects
from standoff.events.grammar import (
    ASIDE,
    BESIDE,
    DENIED,
    FINITE,
    HUMAN,
    IMPERSONAL,
    NOUN,
    PARTICIPLE,
    PASSIVE,
    PROGRESSIVE,
    PRONOUN,
    grammar,
)

__all__ = ["actor_of", "happened", "is_passive", "reporter_of"]

#: From a name in the genitive to the verb: what belongs to the party acts for it.
OWNS = re.compile(r"'s? (?:[\w-]+ ){1,4}")
#: A relative clause whose subject is the party before it, whatever case or preposition that has.
RELATIVE = re.compile(
    r",? (?:which|who|that|котор(?:ый|ая|ое|ые)|який|яка|яке|які)"
    r" (?:(?:had|has|have|also|then|later|itself|не|уже|затем) ){0,3}$"
)
#: Where a clause with a subject of its own begins.
OPENS = re.compile(
    r"[,;:] (?:and |but |и |а |но |что |поскольку |потому что |хотя |так как |однако |тот |та )?"
    r"|\b(?:because|after|before|when|while|although|that|as|since)\b "
)
COMMA = re.compile(r"[,;:]")
THE_LATTER = re.compile(r"[;,] (?:тот|та|те)\b")
STILL = re.compile(r"\b(?:continu(?:es?|ed)|began|begun|started|managed|went on|продолж\w+) (?:to )?$")
SERVED = frozenset({"platform", "platforms"})
ANTECEDENT = 30  # characters between a party and the clause about it
ARTICLE = re.compile(r"\b(?:its|the|their|his|a|an|these|those) $")


def reporter_of(page: Page, frame: Frame, deed: Deed) -> Party | None:
    """Return who, in the sentence, says that the deed was done; None when the text itself says it.

    Inside direct speech it is the speaker.
    """
    if speech := span_at(frame, deed.start):
        return page.speakers.get(speech)
    for match in grammar(page.language).saying.finditer(page.folded, frame.start, frame.end):
        if span_at(frame, match.start()) or deed.start <= match.start() < deed.end:
            continue
        before = subjects(page, frame, frame.start, match.start(), None)
        if match.start() < deed.start:
            near = [party for party in before if match.start() - party.end < 90]
            return near[-1] if near else frame.subject
        closing = [party for party in frame.parties if _closes(page, party, match)]
        if closing:
            return closing[0]
    return None


def _closes(page: Page, party: Party, saying: re.Match[str]) -> bool:
    """Whether a party and a verb of saying stand together behind a comma or a quote: ", the ministry said"."""
    left = min(party.start, saying.start())
    apart = max(party.start, saying.start()) - min(party.end, saying.end())
    return apart <= 5 and bool(
        re.search(
            r'[,"”»] (?:(?:the|a|its|his|her) )?(?:\w+ (?:for|of|at|from) (?:the )?)?$',
            page.folded[max(0, left - 36) : left],
        )
    )


def happened(page: Page, frame: Frame, deed: Deed) -> str:
    """Return ``done``, ``undone`` (negated, an infinitive), ``conditional``, or ``planned`` (announced, possible)."""
    left = page.folded[max(frame.start, deed.start - 40) : deed.start]
    known = grammar(page.language)
    clause = COMMA.split(page.folded[max(frame.start, deed.start - 70) : deed.start])[-1]
    if known.conditional.search(clause) and deed.act.action != "threaten":
        return "conditional"
    noun = NOUN.match(page.folded, deed.start, deed.end) and not FINITE.search(page.folded, deed.start, deed.end)
    if noun and ARTICLE.search(left):
        return "undone"
    if DENIED.search(left):
        return "conditional"
    if STILL.search(left):
        return "done"
    if known.undone.search(left) or known.bare.search(left):
        return "undone"
    if known.planned.search(left):
        return "planned"
    return "done"


def actor_of(page: Page, frame: Frame, deed: Deed) -> Party | None:
    """Return the party that does the deed, as far as the sentence or the one before says; None when it does not."""
    speech = span_at(frame, deed.start)
    if deed.act.passive:
        return _agent(page, frame, deed) if deed.act.by == "government" else None
    if speech:
        inner = [party for party in subjects(page, frame, speech[0], deed.start, speech) if party.side in SIDED]
        return inner[-1] if inner and not _first_person(page, speech, deed) else page.speakers.get(speech)
    inside = [
        party for party in frame.parties if party.start < deed.end and party.end > deed.start and party.side == "court"
    ]
    if inside and deed.act.action == "court_order":
        return inside[0]
    if deed.act.by == "government" and is_passive(page, frame, deed):
        return _agent(page, frame, deed)
    if deed.act.by == "platform" and (own := _owned(page, frame, deed)):
        return own
    if antecedent := _antecedent(page, frame, deed):
        return antecedent
    before = [party for party in subjects(page, frame, frame.start, deed.start, None) if deed.start - party.end < 160]
    before = _without_asides(page, frame, deed, before)
    if (
        deed.act.by == "platform"
        and before
        and before[-1].side not in SERVED
        and (own := _in_clause(page, frame, deed))
    ):
        return own
    if deed.act.by == "government" and (ruling := [party for party in before if party.side in RULING]):
        between = page.folded[before[-1].end : deed.start]
        near = len(between) <= BESIDE and " and " not in between and page.language != "kk"  # objects stand there
        beside = before[-1].side == "platform" and near
        return before[-1] if beside and not deed.act.action.startswith("demand_") else ruling[-1]
    if grammar(page.language).pronoun.search(page.folded, max(frame.start, deed.start - 24), deed.start) and before:
        sided = [party for party in before if party.side in SIDED]
        return sided[-1] if sided else before[-1]
    if page.language in ("ru", "uk"):
        return _slavic(page, frame, deed, before)
    return before[-1] if before else _earlier(page, frame, deed)


def _antecedent(page: Page, frame: Frame, deed: Deed) -> Party | None:
    """The party that a relative clause is about: "sided with the companies, which sued the state"."""
    opens = RELATIVE.search(page.folded, max(frame.start, deed.start - 40), deed.start)
    if not opens:
        return None
    wanted = RULING if deed.act.by == "government" else SERVED
    near = [party for party in frame.parties if party.end <= opens.start() and opens.start() - party.end < ANTECEDENT]
    return near[-1] if near and near[-1].side in wanted else None


def _in_clause(page: Page, frame: Frame, deed: Deed) -> Party | None:
    """The service in the deed's own clause: "the ministry lifted the limits, as both companies had moved the data"."""
    opens = [match.end() for match in OPENS.finditer(page.folded, frame.start, deed.start)]
    if not opens:
        return None
    there = [party for party in frame.parties if opens[-1] <= party.start and party.end <= deed.start]
    if not there and THE_LATTER.search(page.folded, opens[-1] - 6, deed.start):
        return next(
            (party for party in reversed(frame.parties) if party.end <= opens[-1] and party.side in SERVED), None
        )
    return there[-1] if there and there[-1].side in SERVED and deed.start - there[-1].end < ANTECEDENT else None


def _owned(page: Page, frame: Frame, deed: Deed) -> Party | None:
    """The service that the subject belongs to ("TikTok's press desk did not answer") or that the deed's words name."""
    for party in frame.parties:
        if party.kind not in ("platform", "company"):
            continue
        if deed.start < party.start < deed.end and not subjects(page, frame, frame.start, deed.start, None):
            return party
        if party.end <= deed.start and OWNS.fullmatch(page.folded, party.end, deed.start):
            return party
    return None


def _slavic(page: Page, frame: Frame, deed: Deed, before: list[Party]) -> Party | None:
    """The actor where cases, not places, tell subject from object."""
    objected = before and before[-1].side == "platform" and deed.act.by == "government"
    if objected and IMPERSONAL.match(page.folded, deed.start):  # "the messenger they blocked"
        return None
    if after := _behind(page, frame, deed, before):
        return after
    return before[-1] if before else _earlier(page, frame, deed)


def _earlier(page: Page, frame: Frame, deed: Deed) -> Party | None:
    """Whom a sentence without a subject of its own goes on about: the last person behind "she", else the subject."""
    opening = page.folded[frame.start : deed.start]
    if (
        frame.person
        and HUMAN.search(opening)
        and frame.person.side in (RULING if deed.act.by == "government" else {"platform"})
    ):
        return frame.person
    if deed.act.by == "government" and not PRONOUN.search(opening) and frame.subject:
        return frame.subject if frame.subject.side in RULING else None
    return frame.subject


def _behind(page: Page, frame: Frame, deed: Deed, before: list[Party]) -> Party | None:
    """Russian and Ukrainian put the subject behind the verb as well ("этого потребовал Роскомнадзор")."""
    wanted = RULING if deed.act.by == "government" else {"platform"}
    if before and before[-1].side in wanted:
        return None
    follows = [party for party in frame.parties if party.start >= deed.start and party.start - deed.end < 14]
    free = [party for party in follows if party.side in wanted and is_free(page, frame, party)]
    return free[0] if free else None


def _without_asides(page: Page, frame: Frame, deed: Deed, parties: list[Party]) -> list[Party]:
    """Leave out parties in a closed clause between commas ("X, which the court told to stop, did not answer")."""
    asides = [match.span() for match in ASIDE.finditer(page.folded, frame.start, deed.start)]
    kept = [party for party in parties if not any(left < party.start < right for left, right in asides)]
    return kept or parties


def is_passive(page: Page, frame: Frame, deed: Deed) -> bool:
    """Whether the verb is passive, even where its pattern does not say so ("it had been asked to remove")."""
    if deed.act.passive:
        return True
    stated = page.folded[deed.start : deed.end]
    if PROGRESSIVE.match(stated):
        return False
    if page.language in ("ru", "uk") and (PARTICIPLE.search(stated) or PARTICIPLE.search(stated.split(" ")[0])):
        return True
    before = PASSIVE.search(page.folded, max(frame.start, deed.start - 16), deed.start)
    return bool(before or PASSIVE.match(stated.split(" ")[0] + " "))


def _first_person(page: Page, speech: tuple[int, int], deed: Deed) -> bool:
    return bool(re.search(r"(?<!\w)(?:we|i|our|us|мы|я|нам|наш|ми|біз)(?!\w)", page.folded[speech[0] : deed.end]))


def _agent(page: Page, frame: Frame, deed: Deed) -> Party | None:
    by = grammar(page.language).by.match(page.folded, deed.end, min(frame.end, deed.end + 12))
    if not by:
        return None
    after = [party for party in frame.parties if 0 <= party.start - by.end() < 40]
    return after[0] if after else None
