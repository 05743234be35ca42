"""Relevance from the full text: sentences in which a platform, a government and a measure meet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standoff.entities import Party, read_parties
from standoff.entities.incidental import incidental_spans
from standoff.events.acts import Deed
from standoff.events.frame import RULING, Frame, Page, span_at
from standoff.events.pages import read_page
from standoff.model import Article, Mention, Relevance
from standoff.relevance.bodies import acting_bodies
from standoff.relevance.parties import (
    WEAK,
    countries_of,
    firm_deeds,
    named_platforms,
    platforms_of_page,
    tells_more,
)
from standoff.relevance.triage import triage

__all__ = ["read_relevance"]

#: Points from which a page is relevant. A headline with all three weighs 3, one of the first two sentences 2, each
#: other one 1.
ENOUGH = 2.6
OPENING = 2
SOFT = 0.4  # of a sentence that brings a platform and a government body together without a measure
TRIAGED = 1.5  # what a headline weighs that triage alone takes for relevant
CLOSER = 0.95  # of one that does not name the service but tells what is done to services alone
FEW = 4  # sentences up to which a text may leave all to its headline
OPENING_TEXT = 400  # characters of text in which an ambiguous name of the headline may find its context


ON_SERVICES = frozenset(
    "block throttle restore demand_presence data_localisation store_or_host_order demand_removal bill".split()
)

#: A user's trial is no measure against the service.
TRIED = re.compile(
    r"\b(?:sentenced|convicted|jailed|imprison\w*|found guilty|pleaded|in prison|house arrest)\b|приговор\w*|осудил\w*"
    r"|осужден\w*|колони[ия]|лишени[яю] свободы|засуди\w+|вирок\w*|соттал\w+"
    r"|\b(?:fraud\w*|scam\w*|swindl\w*|suspects?|victims?|gang)\b|мошенни\w+|за (?:пост|комментари|репост|лайк)\w*"
    r"|\b(?:corruption|bribe\w*|extortion)\b|\b(?:fined|jailed|arrested|detained|sued) (?:an? |the |two |three |\d+ )"
    r"(?:[\w-]+ ){0,2}?(?:fan|man|woman|user|blogger|journalist|activist|student|teacher|resident|editor|reporter"
    r"|vlogger|rapper|singer|comedian|lawyer|pensioner|politician|lawmaker|driver|father|mother|teenager|citizen|men|women|people"
    r"|users|fans|students|activists|bloggers)\b"
    r"|\bfor (?:a |an |his |her |their )?(?:\w+ )?(?:comments?|likes?|reposts?|tweets?|sharing|posting|insulting)\b"
)
TRIAL = 0.2

#: What a court does in a suit between companies, and words for the other side of it.
RULED_ON = frozenset({"court_order", "fine", "restore"})
AGAINST = re.compile(r"\b(?:suits?|lawsuits?|case|claims?|complaint) against\b|\bsu(?:ed|es|ing)\b|(?<!\w)иск\w*(?!\w)")
RIVAL = re.compile(r"\b(?:rivals?|competitors?)\b|(?<!\w)конкурент\w*")
PRIVATE = 0.3  # of the points of such a page
SEVERAL = 2  # sentences that name services, from which all that is said of services on the page counts
PRONOUN = re.compile(r"(?:it|they|он|она|они|вона|вони|він|ол)\b")
UNNAMED = 0.6  # of a sentence in which something befalls a service and nobody rules: it may be an outage


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that counts: its weight, its frame and the platforms that it names as parties."""

    weight: float
    frame: Frame
    platforms: tuple[str, ...]
    deeds: tuple[Deed, ...]


def _governed(frame: Frame) -> bool:
    return any(party.side in RULING and party.role != "people" for party in frame.parties) or any(
        party.kind == "country" for party in frame.parties
    )


def _ruled(frame: Frame) -> bool:
    """Whether a government body or its people, not a country alone, stand in the sentence."""
    return any(party.side in RULING and party.kind != "country" for party in frame.parties)


def _goes_on(page: Page, frame: Frame) -> bool:
    """Whether a sentence says "it" of the platform that the one before was about."""
    subject = frame.subject
    return bool(subject and subject.side == "platform" and PRONOUN.match(page.folded, frame.start))


def _is_users(frame: Frame, deed: Deed) -> bool:
    """Whether a user leaves a service: "the striker has left Instagram"."""
    return deed.act.action == "exits" and any(
        party.kind == "platform" and deed.start < party.start <= deed.end + 2 for party in frame.parties
    )


def _weighed(page: Page, aside: set[int]) -> list[Weighed]:
    found: list[Weighed] = []
    spoken_of = sum(bool(named_platforms(frame, aside)) for frame in page.frames) >= SEVERAL
    for index, (frame, stated) in enumerate(zip(page.frames, firm_deeds(page), strict=True)):
        deeds = [deed for deed in stated if not _is_users(frame, deed)]
        named = named_platforms(frame, aside)
        several = any(party.side == "platforms" for party in frame.parties)
        spoken_of = spoken_of or bool(named) or several
        meant = several or (
            spoken_of and (any(party.side == "platform" for party in frame.parties) or _goes_on(page, frame))
        )
        if not deeds and named and _ruled(frame):
            found.append(Weighed(SOFT * (2.0 if index < OPENING else 1.0), frame, (), ()))
        if deeds and spoken_of and not (named or meant) and _ruled(frame) and tells_more(deeds):
            closer = any(deed.act.action in ON_SERVICES for deed in deeds)
            found.append(Weighed(CLOSER if closer else SOFT, frame, (), tuple(deeds)))
        if (
            not deeds
            or not (named or meant)
            or not (_governed(frame) or any(deed.act.by != "platform" for deed in deeds))
        ):
            continue
        strong = tells_more(deeds)
        weight = (
            (2.0 if index < OPENING else 1.0) * (1.0 if named else 0.8 if several else 0.5) * (1.0 if strong else 0.4)
        )
        ruling = any(deed.act.by == "government" and deed.act.action not in WEAK for deed in deeds)
        weight *= 1.0 if ruling or _governed(frame) else 0.5
        unnamed = all(deed.act.passive for deed in deeds) and not _ruled(frame)
        weight *= UNNAMED if unnamed else 1.0
        weight *= TRIAL if TRIED.search(page.folded, frame.start, frame.end) else 1.0
        outside = tuple(party.name for party in named if span_at(frame, party.start) is None)
        found.append(Weighed(weight, frame, outside, tuple(deeds)))
    return found


def _headline(article: Article) -> tuple[float, list[Party]]:
    """The weight of headline and standfirst, with the parties they name."""
    lead = ". ".join(part for part in (article.headline, article.standfirst) if part)
    if not lead:
        return 0.0, []
    page = read_page(lead, article.language)
    parties = list(read_parties(lead))
    if not _services(parties):  # an ambiguous name ("X") may find its context in the text
        longer = read_parties(f"{lead}\n\n{article.text[:OPENING_TEXT]}")
        parties = [party for party in longer if party.end <= len(lead)]
    aside = {start for start, _ in incidental_spans(lead, parties)}
    named = [party for party in _services(parties) if party.start not in aside]
    deeds = [deed for row in firm_deeds(page) for deed in row]
    governed = any(party.side in RULING and party.kind != "country" for party in parties)
    abroad = any(party.kind == "country" for party in parties)
    weight = 0.0
    if named:
        strong = tells_more(deeds)
        weight = 0.5 + (1.0 if governed or (abroad and strong) else 0.5 if abroad else 0.0)
        weight += 1.5 if strong else 0.3 if deeds else 0.0
    if weight < TRIAGED and triage(article.headline, article.url, article.language).relevant:
        weight = TRIAGED
    return weight, [party for party in parties if party.start not in aside]


def _services(parties: Iterable[Party]) -> list[Party]:
    return [party for party in parties if party.kind in ("platform", "company")]


def read_relevance(article: Article, mentions: Sequence[Mention]) -> Relevance:
    """Judge whether *article* reports a dispute between a government body and a platform, and name the parties.

    ``mentions`` are those of the article's text; a platform marked incidental does not count. Headline and
    standfirst weigh with the text. The parties are empty when the page is not relevant.
    """
    page = read_page(article.text, article.language)
    aside = {mention.start for mention in mentions if mention.incidental}
    weighed = _weighed(page, aside)
    title, heads = _headline(article)
    if not weighed and len(page.frames) > FEW:  # a headline alone does not carry a text that never comes to it
        title = min(title, TRIAGED)
    total = title + sum(one.weight for one in weighed)
    if not _governments(page, heads):  # nobody who could be at odds with a platform: a guide to apps
        total = min(total, TRIAGED)
    elif _between_companies(page):
        total *= PRIVATE
    score = round(total / (total + ENOUGH), 3)
    reasons = _reasons(article, title, weighed)
    if total < ENOUGH:
        return Relevance(
            relevant=False,
            score=score,
            reasons=reasons or ("no sentence brings a platform, a government and a measure together",),
        )
    platforms = platforms_of_page(page, [(one.weight, one.platforms) for one in weighed], heads, aside)
    countries = countries_of(article, page, heads)
    return Relevance(
        relevant=True,
        score=score,
        reasons=reasons,
        platforms=platforms,
        countries=countries,
        bodies=acting_bodies(article.text, page, countries),
    )


def _governments(page: Page, heads: Sequence[Party]) -> bool:
    """Whether a page names a country or a body, or speaks of a government more than once."""
    every = [party for frame in page.frames for party in frame.parties if party.side in RULING]
    named = any(party.kind in ("country", "body") for party in (*every, *heads))
    return named or len(every) > 1


def _between_companies(page: Page) -> bool:
    """Whether one company sues another, and only courts rule: no government has a part in that."""
    private = False
    for frame, deeds in zip(page.frames, firm_deeds(page), strict=True):
        named = {party.name for party in named_platforms(frame, set())}
        for deed in deeds:
            if deed.act.action == "sues" and AGAINST.search(page.folded, frame.start, frame.end):
                private = private or len(named) > 1 or bool(RIVAL.search(page.folded, frame.start, frame.end))
            if deed.act.by == "government" and deed.act.action not in RULED_ON and named and _acts(frame):
                return False
    return private


def _acts(frame: Frame) -> bool:
    """Whether a body that is no court stands in a sentence."""
    return any(party.side in RULING and party.side != "court" and party.kind != "country" for party in frame.parties)


def _reasons(article: Article, title: float, weighed: list[Weighed]) -> tuple[str, ...]:
    reasons = [f"headline: {article.headline} ({title:.1f})"] if title >= 1 else []
    strongest = sorted(weighed, key=lambda one: -one.weight)[:3]
    for one in sorted(strongest, key=lambda one: one.frame.start):
        if not one.deeds:
            continue
        acts = ", ".join(dict.fromkeys(deed.act.action for deed in one.deeds))
        reasons.append(f"{acts}: {article.text[one.frame.start : one.frame.end][:120]} ({one.weight:.1f})")
    return tuple(reasons)
