"""Which platforms and countries are party to the dispute of a relevant page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from standoff.entities import Party, country_votes, read_parties
from standoff.entities.gazetteer import entities
from standoff.events.acts import Deed
from standoff.events.frame import Frame, Page, is_free, span_at
from standoff.events.pages import read_deeds
from standoff.model import Article

__all__ = ["WEAK", "countries_of", "firm_deeds", "named_platforms", "platforms_of_page", "tells_more"]

MENTION = 0.34  # of a vote, for each time that a service is named
ACTING = 0.7  # of a vote, for a service in a sentence that tells an act
BEFORE = 60  # characters between a body and what it does

#: Acts that alone say little: users are arrested for posts, and companies comment on anything.
WEAK = frozenset({"arrest_or_charge", "no_comment", "confirms", "negotiates"})


def named_platforms(frame: Frame, aside: set[int]) -> list[Party]:
    """Return the services and owners that a sentence names, without those that are only a place (*aside*)."""
    return [party for party in frame.parties if party.kind in ("platform", "company") and party.start not in aside]


def firm_deeds(page: Page) -> list[list[Deed]]:
    """Return the deeds by which relevance is judged: loose wordings only in languages with few closer patterns."""
    if page.language in ("uk", "kk"):
        return read_deeds(page)
    return [[deed for deed in deeds if deed.act.pattern is not None] for deeds in read_deeds(page)]


def tells_more(deeds: Iterable[Deed]) -> bool:
    """Tell whether one of the deeds is a measure or an answer that users' cases do not know."""
    return any(deed.act.action not in WEAK for deed in deeds)


def platforms_of_page(
    page: Page, weighed: Iterable[tuple[float, Sequence[str]]], heads: list[Party], aside: set[int]
) -> tuple[str, ...]:
    """Return the services and owners in dispute, the chief one first.

    *weighed* gives the weight of each sentence that counts with the services that it names, *heads* the parties of the
    headline, *aside* the offsets of services that are only a place.
    """
    votes = _votes(page, aside)
    named = {party.name: party.entity for frame in page.frames for party in named_platforms(frame, aside)}
    for weight, names in weighed:
        for name in set(names):
            votes[name] += max(1.0, weight)
    for party in heads:
        if party.kind in ("platform", "company"):
            votes[party.name] += 3
            named[party.name] = party.entity
    if not votes:
        return ()
    top = max(votes.values())
    known = entities()
    kept = [name for name, count in votes.items() if count >= min(1.0, top)]
    main = {named[name] for name in kept}
    owners = {known[key].owner for key in main} | main
    kin = [name for name, key in named.items() if name not in kept and (key in owners or known[key].owner in main)]
    order = sorted([*kept, *kin], key=lambda name: -votes[name])
    return tuple(name for name in order if name in kept or votes[name] >= 0.3)


def _votes(page: Page, aside: set[int]) -> defaultdict[str, float]:
    """How much each service has to do with what the sentences tell."""
    votes: defaultdict[str, float] = defaultdict(float)
    last: tuple[str, ...] = ()  # the services that the paragraph named last
    for frame, deeds in zip(page.frames, read_deeds(page), strict=True):
        spoken = [party.name for party in named_platforms(frame, aside) if span_at(frame, party.start) is None]
        here = tuple(dict.fromkeys(spoken))
        for name in spoken:
            votes[name] += MENTION
        opens = page.folded.startswith("\n\n", max(0, frame.start - 2))
        last = here or (() if opens else last)
        if tells_more(deeds):  # a service that does something, or has something done to it, beside the one in dispute
            for name in last:
                votes[name] += ACTING
        elif answers := [deed for deed in deeds if deed.act.by == "platform"]:  # each that answers is asked about it
            for party in named_platforms(frame, aside):
                if any(0 <= deed.start - party.end < BEFORE for deed in answers):
                    votes[party.name] += ACTING
    return votes


def countries_of(article: Article, page: Page, heads: list[Party]) -> tuple[str, ...]:
    """Return the countries that the text speaks of most, and those whose own bodies act on a service beside them."""
    known = entities()
    # a body that only its shape tells has its country from the text: it says nothing of its own
    named = [party for party in read_parties(article.text) if party.kind != "body" or party.entity in known]
    votes = country_votes(article.text, named)
    for party in heads:
        if party.country:
            votes[party.country] += 3
    if article.dateline:
        for party in read_parties(article.dateline.title()):
            if party.country:
                votes[party.country] += 2
    if not votes:
        return ()
    top = max(votes.values())
    chief = [code for code, count in votes.most_common() if count == top or count >= 0.75 * top]
    return tuple(dict.fromkeys([*chief, *_acting_abroad(page)]))


def _acting_abroad(page: Page) -> Iterator[str]:
    """Yield the countries whose bodies do something to a service that their sentence names."""
    known = entities()
    for frame, deeds in zip(page.frames, firm_deeds(page), strict=True):
        ruling = [deed for deed in deeds if deed.act.by == "government" and deed.act.action not in WEAK]
        if not ruling or not named_platforms(frame, set()):
            continue
        for party in frame.parties:
            own = party.kind == "body" and party.entity in known and is_free(page, frame, party)
            if own and party.country and any(0 <= deed.start - party.end < BEFORE for deed in ruling):
                yield party.country
