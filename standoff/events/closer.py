"""Which of two like actions a sentence tells: obeyed in part, obeyed in one country only, blocked in part only."""

import re

from standoff.events.acts import Deed
from standoff.events.case import Case
from standoff.events.frame import Frame

__all__ = ["closer_action"]

#: Only some of what was asked for, or the rest left as it was.
PARTLY = re.compile(
    r"\b(?:some|part|half|most|only|several|two|three|four|five|six|seven|eight|nine|ten|twelve|\d[\d,.]*)"
    r"(?: \w+)? (?:of|out of) (?:the|its|them|those|these|\d|\w+ hundred)"
    r"|\b(?:but|while) (?:it |they )?(?:has |have |had )?(?:left|kept|leaving|keeping|refused|not)\b"
    r"|\b(?:left|leaving|kept|keeping) the (?:rest|others?|remaining)\b"
    r"|\bonly (?:some|part|a few|\d+|one|two|three)\b"
    r"|(?<!\w)(?:остальн\w+|(?:лишь|только) (?:часть|некоторые|\d+)|часть (?:из )?(?:них|\w+ов))(?!\w)"
)
#: What is taken down, not what is handed over or paid.
TAKEN = re.compile(
    r"\b(?:remov|delet|tak|took|pull|hid|block|cut|clos|withdr|restrict|disabl)\w*"
    r"|(?:удал|скры|закры|убра|заблок)\w+"
)
BEHIND = 60  # characters behind a deed's beginning in which a country or an audience stands
#: A block of a part: of an account or a feature, in a region, or for some people only.
PART = re.compile(
    r"\b(?:in|across|inside) (?:the )?(?:[\w-]+ )?"
    r"(?:regions?|provinces?|districts?|schools?|cities|areas|universities)\b"
    r"|\b(?:on|from) (?:the |its |their |all )?(?:[\w-]+ )?(?:government|state|official|work|service|public|ministry)"
    r" (?:devices|phones|computers|networks)\b"
    r"|\bfor (?:civil servants|soldiers|officials|officers|public employees|state employees|students|pupils|children"
    r"|minors|under-\d+s?|those under|anyone under)\b"
    r"|\b(?:buy|buying|sale of|from placing|placing|on) (?:ads|adverts|advertis\w+)\b"
)
LOCAL = re.compile(r"\b(?:in|inside|within|across) $|(?<!\w)(?:в|у) $")


def closer_action(case: Case, frame: Frame, deed: Deed) -> str:
    """Return the action of *deed*, or the closer one that its sentence tells of the same act."""
    folded, action = case.page.folded, deed.act.action
    if action == "complies" and TAKEN.search(folded, deed.start, min(frame.end, deed.end)):
        if PARTLY.search(folded, frame.start, frame.end):
            return "complies_partly"
        return "restricts_locally" if _in_country(case, frame, deed) else action
    if action == "block" and PART.search(folded, deed.start, min(frame.end, deed.end + BEHIND)):
        return "block_partial"
    return action


def _in_country(case: Case, frame: Frame, deed: Deed) -> bool:
    """Whether what is taken down is so in the country of the dispute: "took the pages down in Sri Lanka"."""
    return any(
        party.kind == "country"
        and party.role != "people"
        and party.country in case.countries
        and deed.start < party.start < deed.end + BEHIND
        and LOCAL.search(case.page.folded, max(frame.start, party.start - 8), party.start)
        for party in frame.parties
    )
