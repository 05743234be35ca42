"""About which platform an event is."""

import re
from collections.abc import Sequence

from standoff.entities import Party, entities, owner_of
from standoff.events.case import Case, Found
from standoff.events.pages import read_deeds
from standoff.events.voices import is_passive

__all__ = ["platforms_of"]

#: Characters behind a verb in which its object stands; a new clause ends them.
BEHIND = 60
CLAUSE = re.compile(r"[,;:](?!\d)|\b(?:unless|if|because|after|when|while|until|for failing|если|после|когда|потому)\b")

#: What parts the services of one list ("Facebook, Telegram and YouTube").
LISTED = re.compile(
    r"(?:-канал\w*)?(?: ?«[^«»]{1,40}»)?[\s,«»\"“”]*(?:and|or|и|та|й|also)?[\s,«»\"“”]*"
    r"(?:the |access to |доступ к )?(?:"
    r"(?:\w+ )?(?:канал\w*|страниц\w+|аккаунт\w*) (?:на|в) |(?:delivery |messaging |video |streaming |music )?"
    r"(?:app|site|platform|messenger|service|network|соцсет\w+|платформ\w+|мессенджер\w*|сервис\w*|приложени\w+)"
    r"[\s«\"“]+)?"
)

#: All services at once ("the two apps had been restricted").
SEVERAL = re.compile(
    r"\b(?:the|both) (?:(?:two|three|four) )?(?:apps|platforms|services|sites|networks|messengers)\b"
    r"|\bboth (?:were|have been)\b|(?<!\w)(?:обе|обеих|обеим|оба|обоих|обоим) "
    r"(?:платформ|сервис|мессенджер|приложени|соцсет)"
)


#: A deed told by a noun has no object behind it ("the slowdown began and drove users to another app").
NOMINAL = re.compile(
    r"\b(?:slowdown|throttling|slowing|fine|block|ban)\b.{0,60}\b(?:began|begun|started|took effect|imposed|from)$"
)

#: Orders that an app store or a host is told to carry out against somebody else's service.
PASSED_ON = frozenset({"store_or_host_order", "court_order", "block"})

#: A store that pays is asked for its own sake, not to drop another's service.
MONEY = re.compile(r"\b(?:pay|paid|fine|tax|levy|penalty)\b|(?<!\w)(?:штраф|плати|выплат|налог)")

#: What a store or a host does with an order that is meant for another service.
OBEYED = frozenset({"complies", "complies_partly", "refuses", "restricts_locally"})

CARRIERS = frozenset({"store", "hosting", "provider"})

#: All who are in dispute together ("the companies, which sued the state").
ALL = re.compile(
    r"\b(?:the|both|all) (?:(?:two|three|four) )?(?:companies|firms|platforms|apps|services)\b"
    r"|(?<!\w)(?:обе|оба) (?:компании|платформы|сервиса|мессенджера|соцсети)\b"
)


def platforms_of(case: Case, one: Found) -> list[str | None]:
    """Return the platforms of a deed: those that its sentence names as parties, else the one in dispute.

    A measure on several services gives each of them; a bill gives None unless a service stands beside it.
    """
    here = [party for party in one.frame.parties if party.name in case.platforms and party.start not in case.aside]
    if one.action == "bill":
        beside = [party.name for party in here if party.kind == "platform" and 0 <= party.start - one.deed.end < 20]
        return [beside[0]] if beside else [None]
    if one.deed.act.by == "platform":
        together = ALL.search(case.page.folded, one.frame.start, one.deed.start)
        several = _services(case) if together else []
        return list(several) if len(several) > 1 else [_answering(case, one, here)]
    before = _subjects(case, one, here)
    if NOMINAL.search(case.page.folded, one.deed.start, one.deed.end):
        return [before[0] if before else case.main]
    behind = _objects(case, one, here)
    named = before or (behind if case.page.language != "en" else []) if _is_passive(case, one) else behind
    if not named and SEVERAL.search(case.page.folded, one.frame.start, one.frame.end):
        named = _services(case)
    if one.action not in ("demand_presence", "designate"):  # a company, not its service, is asked to open an office
        named = list(dict.fromkeys(_service_of(case, name) for name in named))
    return list(named) or [_spoken_of(case, one, here)]


def _apart(name: str, other: str) -> bool:
    """Whether two services have different owners."""
    return owner_of(name) != owner_of(other)


def _service_of(case: Case, name: str) -> str:
    """The service in dispute where *name* is its owner: who fines Match Group fines Tinder."""
    if case.main and name in case.companies and owner_of(name) == owner_of(case.main) and not _sells(case.main):
        return case.main
    return name


def _is_passive(case: Case, one: Found) -> bool:
    return is_passive(case.page, one.frame, one.deed)


def _subjects(case: Case, one: Found, here: Sequence[Party]) -> list[str]:
    """The last service before a passive verb and those listed with it ("Facebook and Telegram were blocked")."""
    found: list[Party] = []
    for party in reversed([party for party in here if party.end <= one.deed.start]):
        if found and not LISTED.fullmatch(case.page.folded, party.end, found[-1].start):
            break
        found.append(party)
    return list(dict.fromkeys(party.name for party in reversed(found)))


def _carries(party: Party) -> bool:
    """Whether a party carries the services of others: an app store, a host, a provider."""
    entity = entities().get(party.entity)
    return entity is not None and (entity.sort in CARRIERS or entity.name == "Google")


def _sells(name: str) -> bool:
    """Whether a service is a store or a host, which carries the services of others."""
    return any(entity.name == name and entity.sort in CARRIERS for entity in entities().values())


def _services(case: Case) -> list[str]:
    """The services in dispute, without their owners."""
    return [name for name in case.platforms if name in case.services and name not in case.companies]


def _stores_told(case: Case) -> bool:
    """Whether the page tells of an order to stores or hosts: what these answer is about the service then."""
    return any(deed.act.action == "store_or_host_order" for deeds in read_deeds(case.page) for deed in deeds)


def _answering(case: Case, one: Found, here: Sequence[Party]) -> str | None:
    """An answer is about the service that gives it; an owner answers for the service in dispute."""
    services = [party.name for party in here if party.kind == "platform"]
    actor = one.actor
    if actor and actor.kind == "platform" and actor.name in case.platforms and not _carries(actor):
        return actor.name
    if actor and actor.kind == "company" and case.main and owner_of(actor.name) != owner_of(case.main):
        own = [name for name in case.platforms if owner_of(name) == owner_of(actor.name) and name != actor.name]
        passed_on = (one.action in OBEYED or _stores_told(case)) and not MONEY.search(
            case.page.folded, one.frame.start, one.frame.end
        )
        if _carries(actor) and (passed_on or actor.name not in case.platforms):
            return case.main
        return own[0] if own else actor.name
    return services[0] if services and case.main not in [party.name for party in here] else _spoken_of(case, one, here)


def _objects(case: Case, one: Found, here: Sequence[Party]) -> list[str]:
    """The services behind an active verb: the first and those listed with it."""
    found: list[Party] = []
    for party in here:
        if party.end <= one.deed.start:
            continue
        between = case.page.folded[found[-1].end if found else one.deed.end : party.start]
        if one.action in PASSED_ON and _carries(party) and party.name != case.main:
            continue
        fits = LISTED.fullmatch(between) if found else len(between) < BEHIND and not CLAUSE.search(between)
        if not fits:
            break
        found.append(party)
    return list(dict.fromkeys(party.name for party in found))


def _spoken_of(case: Case, one: Found, here: Sequence[Party]) -> str | None:
    """The service that the sentence or the paragraph so far names last, else the one in dispute."""
    if any(party.name == case.main for party in here):
        return case.main
    services = [party.name for party in here if party.kind == "platform" and not _carries(party)]
    if services:
        return services[0]
    passed_on = one.action in PASSED_ON | {"evades"}
    alone = len({party.name for party in here}) == 1 and not (passed_on and _carries(here[0]))
    if alone and case.main and _apart(here[0].name, case.main):
        return here[0].name  # "Google, which the court fined"
    named = [
        party.name
        for frame in case.page.paragraph(case.text, one.frame)
        for party in frame.parties
        if party.name in case.platforms and party.kind == "platform" and party.start not in case.aside
    ]
    return named[-1] if named else case.main
