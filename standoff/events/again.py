"""One act after another told without its verb: "Apple followed in June", "the order also covered YouTube"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from standoff.events.acts import Deed
from standoff.events.case import Case, Found
from standoff.events.frame import Frame

__all__ = ["again", "tells_again"]

#: Behind the service that does, or has done to it, what the act before said.
FOLLOWED = re.compile(
    r"\b(?:followed|did (?:the same|so too|likewise)|followed suit|(?:was|were|came) next|became the"
    r" (?:latest|next|second|third) (?:\w+ )?(?:target|victim|platform|service|app|site|network|company)"
    r"|(?:suffered|met) the same fate"
    r"|too went (?:down|dark)|(?:has|have|had) since (?:followed|joined))\b"
    r"|(?<!\w)(?:последовал\w* (?:его|ее|их|этому|тому же) примеру|сделал\w* то же|стал\w* следующ\w+"
    r"|постигла та же участь|та же участь постигла)(?!\w)"
)
#: Before the service that a measure, or what a court decided, took in too.
COVERED = re.compile(
    r"\b(?:order|ban|block|measure|decision|ruling|restrictions?|suspension|shutdown|slowdown|list) (?:also |later )?"
    r"(?:cover(?:s|ed)|extend(?:s|ed) to|appl(?:ies|ied) to|includ(?:es|ed)|hit|affect(?:s|ed)|spread to|took in)\b"
    r"|\b(?:was|were) (?:later |also |then )?extended to\b"
    r"|\bthe same (?:measure|fate|ban|order) (?:hit|struck|befell|met)\b"
)
NEAR = 40  # characters between a service and these words
SERVICES = ("platform", "company")


def tells_again(folded: str) -> bool:
    """Tell whether a text has such words at all: most have none, and are looked at once."""
    return bool(FOLLOWED.search(folded) or COVERED.search(folded))


def again(case: Case, frame: Frame, last: Found | None, taken: Sequence[Found]) -> Found | None:
    """Return the act of *frame* that says of another service what *last* said; None where the sentence says none.

    *taken* are the acts that the sentence tells by itself.
    """
    if last is None or last.action in ("no_comment", "bill"):
        return None
    for pattern, behind in ((FOLLOWED, False), (COVERED, True)):
        said = pattern.search(case.page.folded, frame.start, frame.end)
        if not said or (behind and last.deed.act.by != "government"):
            continue
        if any(one.deed.start < said.end() and said.start() < one.deed.end for one in taken):
            continue
        named = [
            party
            for party in frame.parties
            if party.kind in SERVICES
            and party.start not in case.aside
            and (0 <= party.start - said.end() < NEAR if behind else 0 <= said.start() - party.end < NEAR)
        ]
        if named:
            by = last.deed.act.by
            act = replace(last.deed.act, passive=by == "government" and not behind)
            deed = Deed(start=said.start(), end=said.end(), act=act)
            return replace(last, deed=deed, frame=frame, actor=named[-1] if by == "platform" else last.actor)
    return None
