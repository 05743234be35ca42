"""When a deed was done, of the dates in its sentence."""

import re
from collections.abc import Sequence

from standoff.events.case import Case, Found
from standoff.events.dates import Day
from standoff.events.frame import Frame, span_at

__all__ = ["days_of", "told_after"]

#: How far, in characters, a date may stand from its deed; a boundary of clauses between them counts extra.
NEAR = 110
ALONE = 400  # where the sentence gives one date only
FAR = 55  # for what platforms say: their answers are seldom dated, and then right beside the verb
BOUNDARY = re.compile(
    r"[,;:]|\b(?:and|but|when|which|who|that|after|before|while|although|что|когда|который|после|как)\b"
)
JOINED = re.compile(r",? (?:and|и|та|й)(?: on| in| в| у)? ")

#: "The penalty, which Ofcom announced on Monday": what a sentence opens with that goes on about the measure before it.
GOES_ON = re.compile(
    r"(?:the|that|this|its) (?:[\w-]+ ){0,2}?(?:penalty|fine|decision|ruling|order|ban|block|agreement|deal|measure"
    r"|move|judgment|restrictions?|suspension|shutdown|throttling|slowdown|verdict|injunction|notice|request|demand|letter)\b"
    r"|(?:решение|штраф|запрет|блокировка|распоряжение|постановление|ограничение|мера|рішення|заборона)(?!\w)"
)
OPENING = 110  # characters of that sentence in which the day must stand


def told_after(case: Case, frame: Frame, days: Sequence[Day]) -> list[Day]:
    """Return the one day that *frame*, the sentence behind an undated measure, gives for it; else none."""
    if not GOES_ON.match(case.page.folded, frame.start):
        return []
    near = [day for day in days if day.precision == "day" and not day.due and day.start - frame.start < OPENING]
    return near[:1] if len({day.value for day in near}) == 1 else []


def days_of(case: Case, one: Found, days: Sequence[Day]) -> list[Day]:
    """Return the days of a deed: the nearest in its sentence, and those joined to it by "and"; often none."""
    usable = [day for day in days if _dates(case, one, day)]
    answered = one.deed.act.by == "platform"
    reach = FAR if answered else NEAR if len({day.value for day in usable}) > 1 else ALONE
    costs = sorted(((_cost(case, one, day), day.start, day) for day in usable), key=lambda cost: cost[:2])
    if not costs or costs[0][0] > reach:
        return []
    best = costs[0][2]
    alike = [day for day in days if day.precision == best.precision and not day.due]
    return [day for day in alike if day == best or _joined(case, *sorted((day, best), key=lambda one: one.start))]


def _joined(case: Case, left: Day, right: Day) -> bool:
    return bool(JOINED.fullmatch(case.page.folded, left.end, right.start))


def _dates(case: Case, one: Found, day: Day) -> bool:
    """Whether a day can be the deed's: it is no deadline and stands in the same speech."""
    if day.due or (day.ahead and day.start > one.deed.start):
        return False
    if span_at(one.frame, day.start) not in (None, span_at(one.frame, one.deed.start)):
        return False
    # the day in the same clause behind a threat is the day on which it is to come true
    behind = one.action == "threaten" and day.start > one.deed.start
    return not behind or bool(re.search('[,;"”»]', case.text[one.deed.start : day.start]))


def _cost(case: Case, one: Found, day: Day) -> int:
    left, right = sorted(((one.deed.start, one.deed.end), (day.start, day.end)))
    between = case.page.folded[left[1] : right[0]]
    if day.ahead:
        return right[0] - left[1]
    extra = 50 if one.deed.act.by == "platform" else 40
    return max(0, right[0] - left[1]) + extra * len(BOUNDARY.findall(between))
