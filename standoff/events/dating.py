"""When a deed was done, of the dates in its sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from standoff.events.acts import Deed
from standoff.events.case import Case, Found
from standoff.events.dates import Day
from standoff.events.frame import Frame, span_at

__all__ = ["days_of", "told_after"]

#: How far, in characters, a date may stand from its deed; a boundary of clauses between them counts extra.
NEAR = 110
LEADING = 26  # characters in which a sentence opens with a day
OPENS = 12  # characters before a day that opens its sentence
SUBORDINATE = re.compile(r", (?:after|as|when|following|because|once|while|после|когда|поскольку)\b")
BESIDE = 6  # characters between a subject and the day that dates all its verbs
ALONE = 400  # where the sentence gives one date only
FAR = 55  # for what platforms say: their answers are seldom dated, and then right beside the verb
BOUNDARY = re.compile(
    r"[,;:](?!\d)|\b(?:and|but|when|which|who"
    r"|that(?! (?:request|order|demand|decision|ruling|notice|deadline|day)\b)|after"
    r"|before|while|although|что|когда|который|после|как)\b"
)
JOINED = re.compile(r" (?:and|и|та|й)(?: on| in| в| у)? ")

#: "The penalty, which Ofcom announced on Monday": what a sentence opens with that goes on about the measure before it.
_DEED = (
    r"(?:disruptions?|outages?|penalty|fines?|decisions?|rulings?|orders?|bans?|blocks?|blocking|agreement|deal|memorandum|measures?|moves?"
    r"|judgment|restrictions?|suspension|shutdown|throttling|slowdown|verdict|injunction|notices?|requests?|demands?"
    r"|letters?|steps?|freeze|directions?|directives?|instructions?|proceedings|case|suit|lawsuit|complaint|raid|seizure"
    r"|warning|ultimatum|summons|document|action|announcement|probe|inquiry|investigation|warrant|subpoena)"
)
GOES_ON = re.compile(
    rf"(?:the|that|this|its|both|these|such an?|those|it|they) (?:[\w-]+ ){{0,2}}?{_DEED}\b"
    r"|(?:it|they|this|that|both|he|she) (?:was|were|had been) (?:\w+ )?(?:issued|announced|taken|signed|sent|made"
    r"|dated|handed|lodged|filed|adopted|imposed|published|served|delivered)\b"
    r"|(?:(?:это|эт[оау]|такое|соответствующ\w+|сам[оа]?) )?(?:решени[ея]|штраф|запрет|блокировка|распоряжение"
    r"|постановление|ограничени[ея]|мера|требовани[ея]|запрос|письмо|церемония|приказ|документ|протокол|дело|меморандум|перебои"
    r"|соглашение|рішення|заборона|розпорядження)(?!\w)"
)

#: "The authority issued the directions late on Tuesday", "in its decision of 20 August": what tells of it further on.
ISSUED = re.compile(
    rf"\b(?:took|issued|signed|sent|announced|made|published|handed down|delivered|served|adopted|imposed|set|gave)\b"
    rf"[^.;]{{0,40}}?\b(?:the|that|its|his|her|their|this|these|both) (?:[\w-]+ ){{0,2}}?{_DEED}\b"
    rf"|\bin (?:the|its|a|his|her|their) (?:[\w-]+ )?{_DEED} (?:of|on|dated|sent|signed|issued)\b"
)
SINCE = re.compile(r"(?:\bsince|(?<!\w)с) $")
#: Between a threat and a day these say that the day is the one on which it is to come true.
TO_COME = re.compile(r"\b(?:to|that|if|unless|with|will|would|could|что|если)\b")

#: What had been done before the day that is told of.
HAD = re.compile(r"\bhad\b")

#: What opens a clause with a deed of its own.
OWN_CLAUSE = re.compile(
    r"\b(?:(?<!hours )(?<!minutes )(?<!shortly )(?<!moments )(?:after|before)|when|because|since|as|while|which|who"
    r"|после|когда|потому|который)\b"
)
OPENING = 110  # characters of that sentence in which the day must stand


def told_after(case: Case, frame: Frame, days: Sequence[Day]) -> list[Day]:
    """Return the one day that *frame*, the sentence behind an undated measure, gives for it; else none."""
    goes_on = GOES_ON.match(case.page.folded, frame.start)
    told = goes_on or ISSUED.search(case.page.folded, frame.start, frame.end)
    if not told:
        return []
    reach = OPENING if goes_on else told.end() - frame.start + OPENING // 2
    near = [day for day in days if day.precision != "year" and not day.due and day.start - frame.start < reach]
    near = [day for day in near if day.precision == "day"] or near
    if goes_on and not near[1:2]:
        return near
    near = sorted(near, key=lambda day: abs(day.start - told.end()))  # "taken on 11 November and published later"
    return near[:1]


def days_of(case: Case, one: Found, days: Sequence[Day], others: Sequence[Deed] = ()) -> list[Day]:
    """Return the days of a deed: the nearest in its sentence, and those joined to it by "and"; often none.

    A day in a clause of its own is that of the one of the *others* that stands there with it.
    """
    usable = [day for day in days if _dates(case, one, day) and not _claimed(case, one, day, others)]
    answered = one.deed.act.by == "platform"
    reach = FAR if answered else NEAR if len({day.value for day in usable}) > 1 else ALONE
    costs = sorted(((_cost(case, one, day), day.start, day) for day in usable), key=lambda cost: cost[:2])
    if not costs or (costs[0][0] > reach and not _by_subject(one, costs[0][2])):
        return []
    best = costs[0][2]
    alike = [day for day in days if day.precision == best.precision and not day.due]
    return [day for day in alike if day == best or _joined(case, *sorted((day, best), key=lambda one: one.start))]


def _claimed(case: Case, one: Found, day: Day, others: Sequence[Deed]) -> bool:
    """Whether a day stands in another clause, with another deed ("ordered the ban after X had left on 17 August")."""
    if day.ahead:
        return False
    left, right = sorted(((one.deed.start, one.deed.end), (day.start, day.end)))
    opens = OWN_CLAUSE.search(case.page.folded, left[1], right[0])
    if not opens:
        return False
    behind = day.start > one.deed.start
    there = [deed for deed in others if (deed.start >= opens.end() if behind else deed.end <= opens.start())]
    return any(_cost(case, replace(one, deed=deed), day) < _cost(case, one, day) for deed in there)


def _set_off(case: Case, one: Found, day: Day) -> bool | None:
    """Whether a day that opens a sentence before a clause of its own is the deed's: "In May, after threats, it left".

    True for the deed behind that clause, False for one within it, None where there is no such clause.
    """
    folded = case.page.folded
    if day.start - one.frame.start > OPENS or not SUBORDINATE.match(folded, day.end):
        return None
    close = folded.find(", ", day.end + 2, one.frame.end)
    return None if close < 0 or one.deed.start < day.end else one.deed.start > close


def _by_subject(one: Found, day: Day) -> bool:
    """Whether a day stands right behind the subject: it dates all that the sentence says of it."""
    return one.actor is not None and 0 <= day.start - one.actor.end <= BESIDE


def _joined(case: Case, left: Day, right: Day) -> bool:
    return bool(JOINED.fullmatch(case.page.folded, left.end, right.start))


def _dates(case: Case, one: Found, day: Day) -> bool:
    """Whether a day can be the deed's: it is no deadline and stands in the same speech."""
    if day.due or (day.ahead and day.start > one.deed.start):
        return False
    if one.action in ("complies", "complies_partly") and SINCE.search(
        case.page.folded, max(0, day.start - 8), day.start
    ):
        return False  # "has removed 1,100 channels since June"
    if _set_off(case, one, day) is False:
        return False
    if span_at(one.frame, day.start) not in (None, span_at(one.frame, one.deed.start)):
        return False
    # the day in the same clause behind a threat is the day on which it is to come true
    if one.action != "threaten" or day.start < one.deed.start:
        return True
    between = case.page.folded[one.deed.start : day.start]
    return bool(re.search('[,;"”»]', between)) or not TO_COME.search(between)


def _cost(case: Case, one: Found, day: Day) -> int:
    left, right = sorted(((one.deed.start, one.deed.end), (day.start, day.end)))
    between = case.page.folded[left[1] : right[0]]
    if day.ahead or _set_off(case, one, day):
        return min(right[0] - left[1], FAR)
    extra = 50 if one.deed.act.by == "platform" else 40
    tells = not HAD.search(case.page.folded, max(0, one.deed.start - 16), one.deed.end)
    if (
        tells
        and day.start - one.frame.start < LEADING
        and day.start < one.deed.start
        and len(BOUNDARY.findall(between)) == 1
    ):
        return right[0] - left[1]  # "In a statement on Friday, the company confirmed"
    return max(0, right[0] - left[1]) + extra * len(BOUNDARY.findall(between))
