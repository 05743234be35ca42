"""Which deeds count as events, and whose they are."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from standoff.entities import Party
from standoff.events.acts import Deed
from standoff.events.case import Case, Found
from standoff.events.closer import closer_action
from standoff.events.frame import RULING, Frame, span_at
from standoff.events.voices import actor_of, happened, is_passive, reporter_of

__all__ = ["count_deeds"]

SERVED = frozenset({"platform", "platforms"})

#: Measures whose object must be a service: "banned him from leaving" is none.
ON_SERVICE = frozenset({"block", "throttle", "designate", "restore"})
MEASURE = re.compile(r"\b(?:slowdown|throttling|slowing|ban|block|blocking|suspension)\b|замедлени|блокировк|запрет")
OBJECT = re.compile(r"(?<!\w)(?:it|them|access|traffic|speed|доступ\w*|его|ее|их|трафик\w*)(?!\w)")
PARTS = re.compile(r"(?<!\w)(?:access|channels?|accounts?|posts?|videos?|доступ|канал\w*|аккаунт\w*|ролик\w*)(?!\w)")

#: What says more than that a platform obeyed, where one sentence says both.
CLOSER = frozenset({"complies_partly", "restricts_locally"})
AS_ASKED = re.compile(r"(?:at|as|on|after|following|within|upon|under)\b|(?:по|после|в)(?!\w)")

#: Taking down what breaks a service's own rules answers no government.
ANSWERS = frozenset({"complies", "complies_partly", "restricts_locally"})
OWN_RULES = re.compile(
    r"\b(?:our|its|their|own) (?:\w+ )?(?:rules|policies|guidelines|standards|terms)\b"
    r"|\bcommunity (?:guidelines|standards)\b|собственны\w+ правил\w+|правил\w+ (?:платформ|сообществ|сервис)\w*"
)

#: Measures that on a page about a dispute need no service in their own sentence ("the same court imposed a fine").
OF_ITSELF = frozenset(
    "block throttle fine announce_agreement court_order store_or_host_order restore investigate designate threaten "
    "demand_data demand_removal demand_presence arrest_or_charge seize_or_freeze data_localisation "
    "block_partial".split()
)
#: Measures that providers carry out.
BY_ANYONE = frozenset({"block", "block_partial", "throttle", "restore"})

#: What no government claims of a platform.
UNDOUBTED = frozenset({"no_comment", "disputes_account", "denies_claim", "appeals", "sues"})

#: What counts though negated or in the infinitive: the pattern itself says no.
NEGATIVE = frozenset({"threaten", "no_comment", "denies_claim", "refuses", "evades"})

#: A platform's own threat is no measure.
OWN_THREAT = re.compile(
    r"(?:had |has |have )?(?:threat|warn|reserve|gave|ultimatum|hint|next|would|will|if |unless )|пригроз|угрожа"
)

#: What somebody is punished for is told by others: "fined for getting around the ban".
REASON = re.compile(
    r"\bfor (?:getting|circumventing|bypassing|evading|dodging|sidestepping|refusing|ignoring|failing)\b"
    r"|(?<!\w)за (?:отказ\w*|не\w+ение|обход\w*|игнорировани\w+)"
)

#: What is no block of a service: "suspended TikTok's registration".
LICENCE = re.compile(r"suspend\w* (?:[\w'’-]+ ){0,4}?(?:registration|licen[cs]e|permit|accreditation)\b")

#: What a law asks for is no demand of its own: "a bill that obliges platforms to register".
IN_LAW = frozenset("demand_presence demand_data demand_removal data_localisation store_or_host_order".split())
LAW_SAYS = re.compile(
    r"(?:\b(?:law|laws|bill|act|rules|amendments?|legislation|draft|decree|code)\b"
    r"|(?<!\w)(?:закон\w*|документ\w*|поправк\w+|норм[аы]))[^.;:]{0,60}?"
    r"(?:,? (?:который|которая|которые|по котор\w+|which|that|який|яка|які)(?: [\w-]+){0,3})?"
    r" (?:also |would |will |также )?$"
)
WOULD = re.compile(r" (?:бы|би|б)\b")

#: Right before a verb of the first person.
WE_DID = re.compile(r"\bwe(?:'ve| have| had)? (?:\w+ )?$|(?<!\w)мы (?:[\w-]+ )?$")

#: Sentences before a deed in which a party to the dispute must stand.
SHORT = 2

#: Marks around fewer characters than this are no speech but a word held with tongs.
SCARE = 24


def count_deeds(case: Case, frame: Frame, deeds: Sequence[Deed]) -> list[Found]:
    """Return the deeds of a sentence that count, the strongest pattern first where several overlap."""
    found: list[Found] = []
    for deed in sorted(deeds, key=lambda one: one.act.rank):
        if not any(deed.start < one.deed.end and deed.end > one.deed.start for one in found):
            one = _judged(case, frame, deed)
            if one and one.action == deed.act.action:
                one = replace(one, action=closer_action(case, frame, deed))
            found += [one] if one else []
    closer = {one.actor.name if one.actor else None for one in found if one.action in CLOSER}
    return [one for one in found if one.action != "complies" or (one.actor.name if one.actor else None) not in closer]


def _judged(case: Case, frame: Frame, deed: Deed) -> Found | None:
    """The deed with its actor, or None when it does not count."""
    action = deed.act.action
    speech = span_at(frame, deed.start)
    if speech and not deed.act.quoted and speech[1] - speech[0] >= SCARE and not _of_itself(case, deed, speech):
        return None
    if not _has_object(case, frame, deed) or REASON.search(case.page.folded, max(0, deed.start - 5), deed.start + 16):
        return None
    if action in ANSWERS and OWN_RULES.search(case.page.folded, frame.start, frame.end):
        return None
    if action == "block" and LICENCE.match(case.page.folded, deed.start):
        return None
    if action in IN_LAW and _in_law(case, frame, deed):
        return None
    state = happened(case.page, frame, deed)
    if state == "conditional" or (state == "undone" and action not in NEGATIVE):
        return None
    if state == "planned" and action not in ("threaten", "refuses", "no_comment") and deed.act.by != "claim":
        return None
    actor = _service(case, frame, deed, actor_of(case.page, frame, deed))
    if actor and actor.kind == "country" and case.countries and actor.country not in case.countries:
        return None  # what another state did once is no act of this dispute
    if actor and actor.side == "court" and _ordered(case, frame, deed):
        return Found(deed=deed, frame=frame, actor=actor, action="court_order")
    return _sided(case, frame, deed, actor)


def _in_law(case: Case, frame: Frame, deed: Deed) -> bool:
    """Whether it is a law that asks, or a law would."""
    left = case.page.folded[max(frame.start, deed.start - 90) : deed.start]
    said = LAW_SAYS.search(left)
    named = said and any(
        party.side in RULING and party.start >= deed.start - len(left) + said.start() and party.end <= deed.start
        for party in frame.parties
    )
    return bool(WOULD.match(case.page.folded, deed.end) or (said and not named))


def _of_itself(case: Case, deed: Deed, speech: tuple[int, int]) -> bool:
    """Whether a platform tells in its own words what it has done: "We limited access in the country"."""
    speaker = case.page.speakers.get(speech)
    if deed.act.by != "platform" or deed.act.passive or speaker is None or speaker.side != "platform":
        return False
    return bool(WE_DID.search(case.page.folded, max(speech[0], deed.start - 24), deed.start))


def _has_object(case: Case, frame: Frame, deed: Deed) -> bool:
    """Whether a government's act is done to a platform; what platforms do needs no object."""
    if deed.act.action in ON_SERVICE and not _on_service(case, frame, deed):
        return False
    if deed.act.by != "government" or not deed.act.service:
        return True
    if deed.act.action in OF_ITSELF and _spoken_of(case, frame):
        return True
    named = any(party.side in SERVED and party.start not in case.aside for party in frame.parties)
    return named or bool(PARTS.search(case.page.folded, deed.start, min(frame.end, deed.end + 60)))


def _on_service(case: Case, frame: Frame, deed: Deed) -> bool:
    """Whether a service is the object: behind an active verb, before a passive one."""
    passive = is_passive(case.page, frame, deed)
    right = min(frame.end, deed.end + 80)
    if case.page.language != "en":  # only English has a place for its objects
        left = frame.start
    elif deed.act.pattern is None:  # "users struggled to open the app"
        left = frame.start if passive else deed.start
    else:
        left, right = (frame.start, deed.end) if passive else (deed.start, right)
    named = any(party.side in SERVED and left <= party.start < right for party in frame.parties)
    noun = MEASURE.search(case.page.folded, deed.start, deed.end)
    if deed.act.action == "designate" and PARTS.search(case.page.folded, frame.start, frame.end):
        return True  # "the channel was declared extremist"
    return named or bool(noun or OBJECT.search(case.page.folded, left, right))


def _spoken_of(case: Case, frame: Frame) -> bool:
    """Whether a party to the dispute stands in the paragraph up to this sentence."""
    near = case.page.paragraph(case.text, frame)
    if len(near) < SHORT:  # a paragraph of one sentence goes on with the one before
        at = bisect_left(case.page.frames, frame.start, key=lambda one: one.start)
        near = case.page.frames[max(0, at - SHORT) : at]
    return any(party.side in SERVED | RULING for other in (*near, frame) for party in other.parties)


def _ordered(case: Case, frame: Frame, deed: Deed) -> bool:
    """Whether a court orders the block, or orders a public body to act on the platform."""
    if deed.act.action in ("block", "throttle", "block_partial"):
        return case.page.folded.startswith("order", deed.start)
    return deed.act.action == "demand_removal" and any(
        party.side == "government" and deed.start < party.start < deed.end for party in frame.parties
    )


def _service(case: Case, frame: Frame, deed: Deed, actor: Party | None) -> Party | None:
    """ "The service" that asks a platform for something is the security service, if the page knows one."""
    if not actor or actor.word not in ("service", "служба") or deed.act.by != "government":
        return actor
    bodies = [party for party in case.bodies if re.search("Service|[Сс]лужб", party.name)]
    asked = any(party.kind in ("platform", "company") and party.start > actor.end for party in frame.parties)
    return bodies[0] if bodies and asked else actor


def _sided(case: Case, frame: Frame, deed: Deed, actor: Party | None) -> Found | None:
    """The deed when its actor is on the side whose act it is, and nobody else merely claims it."""
    act, side = deed.act, actor.side if actor else None
    reporter = reporter_of(case.page, frame, deed)
    if side != "platform" and act.by == "platform" and not act.passive and reporter and reporter.side == "platform":
        actor, side = reporter, "platform"
    if act.action == "threaten" and side in SERVED and reporter and reporter.side in RULING:
        actor, side = reporter, reporter.side  # "the service could be blocked, the regulator said"
    spoken = span_at(frame, deed.start) is not None
    if act.by == "claim":  # one side announces what the other has agreed to
        announced = side == "platform" and reporter is not None and reporter.side in RULING
        return Found(deed=deed, frame=frame, actor=reporter, action=act.action) if announced else None
    if act.action == "bill" and (side == "platform" or not actor or actor.start < frame.start):
        return Found(deed=deed, frame=frame, actor=None, action=act.action)
    if act.by == "platform":
        doubted = act.action not in UNDOUBTED and reporter is not None and reporter.side in RULING | {"civil_society"}
        claimed = doubted and not spoken
        own = (
            side in SERVED
            or (act.passive and side is None)
            or (act.action == "negotiates" and side in RULING and _with_service(case, frame))
        )
        return Found(deed=deed, frame=frame, actor=actor, action=act.action) if own and not claimed else None
    if (
        act.action == "threaten"
        and side in SERVED
        and not spoken
        and not OWN_THREAT.match(case.page.folded, deed.start)
    ):
        return Found(deed=deed, frame=frame, actor=None, action=act.action)  # "the site has until Friday or ..."
    if not _ruled(deed, side, reporter, spoken):
        return None
    return Found(deed=deed, frame=frame, actor=actor if side != "platform" else None, action=act.action)


def _with_service(case: Case, frame: Frame) -> bool:
    """Whether a service stands in the sentence: talks have two sides, whoever is said to hold them."""
    return any(party.side in SERVED and party.start not in case.aside for party in frame.parties)


def _ruled(deed: Deed, side: str | None, reporter: Party | None, spoken: bool) -> bool:
    """Whether a government's act can be the act of *side*, as *reporter* tells it."""
    if side in SERVED and not deed.act.passive and not spoken:
        return False
    if side == "other" and deed.act.action not in BY_ANYONE:
        return False
    if side == "civil_society" or (reporter and reporter.side == "civil_society"):
        return False
    return not (deed.act.quoted and spoken) or (reporter is not None and reporter.side in RULING)
