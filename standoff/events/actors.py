"""What to call an actor: "the regulator" is the regulator that the page has named."""

import re
from bisect import bisect_left

from standoff.entities import Party, owner_of
from standoff.events.case import Case, Found

__all__ = ["country_of", "name_of", "side_of_deed"]

#: Nouns by the kind of body that they stand for.
KINDS = (
    (
        re.compile(r"regulator|watchdog|commission|agency|authority|council|регулятор|ведомств|комисси|агентств"),
        "regulator",
    ),
    (re.compile(r"ministry|министерств|міністерств|ведомств"), "ministry"),
    (re.compile(r"court|суд"), "court"),
    (re.compile(r"committee|service|комитет|служб|спецслужб"), "security_service"),
    (re.compile(r"prosecutor|прокуратур"), "prosecutor"),
)
#: How many named bodies before a noun it may stand for.
BACK = 200
COMPANY = re.compile(r"company|firm|owner|giant|компани|корпораци|владел")


def name_of(case: Case, one: Found) -> str | None:
    """Return the actor's name; a noun stands for the last named party of its kind before it, if there is one."""
    actor = one.actor
    if actor is None or actor.kind != "noun":
        return actor.name if actor else None
    if actor.side == "platform":
        return _company(case, actor) or case.main
    wanted = {kind for pattern, kind in KINDS if pattern.search(actor.word)}
    at = bisect_left(case.bodies, actor.start, key=lambda party: party.start)
    nearest = (*reversed(case.bodies[max(0, at - BACK) : at]), *case.bodies[at : at + BACK])
    return next((party.name for party in nearest if party.body_kind in wanted), actor.word)


def _company(case: Case, actor: Party) -> str | None:
    """The company in dispute, when the noun means one ("the company", not "the service")."""
    if not COMPANY.search(actor.word):
        return None
    owned = [name for name in case.platforms if name in case.companies]
    return next((name for name in owned if case.main and owner_of(name) == owner_of(case.main)), None)


def side_of_deed(one: Found) -> str:
    """Return the side of the actor, or the side whose act it usually is."""
    if one.actor and one.actor.side != "platforms":
        return one.actor.side
    if one.deed.act.by == "platform":
        return "platform"
    return "parliament" if one.action == "bill" else "government"


def country_of(case: Case, actor: Party | None, foreign: bool) -> str | None:
    """Return the country of the dispute; *foreign* says that the lexicon knows the actor as another country's body."""
    if actor and actor.country and (foreign or actor.country in case.countries):
        return actor.country
    return next(iter(case.countries), None)
