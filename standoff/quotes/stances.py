"""Stance of a statement: what its cue gives, else what its own words show, with the rule that saw it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from standoff.lexicon import load_lexicon
from standoff.quotes.drafts import Draft
from standoff.quotes.tongue import Tongue

#: What stands between a denial and what is said instead: "disputed that, saying ...".
_THAT = (["that", ","], ["this", ","], ["it", ","])
#: Only the beginning of a statement shows its stance; longer ones took ten times as long and decided nothing more.
READ = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a stance; see ``lexicon/stances.en.toml``."""

    name: str
    stance: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    kinds: frozenset[str]
    source: str
    after: str
    cues: frozenset[str]
    barred: frozenset[str]
    own: bool
    confidence: float


def grouped(pattern: str) -> str:
    """Return *pattern* with its alternatives that begin alike in one group: the same matches in half the time."""
    parts: list[str] = [""]
    depth = 0
    for piece in re.findall(r"\\.|\[(?:\\.|[^\]\\])*\]|.", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    groups: dict[str, list[str]] = {}
    for part in parts:
        first = next((opens for opens in ("^", r"\b") if part.startswith(opens)), "")
        groups.setdefault(first, []).append(part.removeprefix(first))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


@lru_cache(maxsize=8)
def rules_of(code: str) -> tuple[Rule, ...]:
    """Return the stance rules of a language, in their order."""

    def compiled(entry: dict[str, str], key: str) -> re.Pattern[str] | None:
        return re.compile(grouped(entry[key])) if key in entry else None

    return tuple(
        Rule(
            name=entry["name"],
            stance=entry["stance"],
            pattern=re.compile(grouped(entry["pattern"])),
            unless=compiled(entry, "unless"),
            needs=compiled(entry, "needs"),
            kinds=frozenset(entry.get("kinds", ("direct", "mixed", "indirect"))),
            source=entry.get("from", ""),
            after=entry.get("after", ""),
            cues=frozenset(entry.get("cues", ())),
            barred=frozenset(entry.get("barred", ())),
            own=bool(entry.get("own", False)),
            confidence=entry["confidence"],
        )
        for entry in load_lexicon(f"stances.{code}").get("rule", ())
    )


def stance_of(draft: Draft, given: str, words: str, before: Draft | None, tongue: Tongue) -> tuple[str, str, float]:
    """Return (stance, rule name or "", confidence) of *draft*, which says *words*.

    *given* is the stance of its cue, *before* the statement before it. What goes on with another statement takes
    over an accusation or a promise of its cue, no denial.
    """
    given = given or "asserts"
    if draft.follows is not None and given != "asserts" and (draft.kind == "direct" or draft.rule != "interrupted"):
        given = "asserts"
    if draft.follows is None and (beside := _beside(draft, tongue)) and given in {"asserts", "confirms"}:
        return beside, "beside-the-cue", 0.8
    if given != "asserts":
        return given, "", 1.0
    shown = _in_own_voice(words[:READ], draft, tongue).lower()  # a third of the time that a search without case takes
    for rule in rules_of(tongue.code):
        if draft.kind not in rule.kinds or draft.lemma in rule.barred or not _comes_from(rule.source, draft, tongue):
            continue
        if (rule.cues and draft.lemma not in rule.cues) or (rule.own and not _own_future(shown, draft, tongue)):
            continue
        if rule.after and not (
            draft.contrast and before is not None and before.stance == rule.after and before.speaker == draft.speaker
        ):
            continue
        if not rule.pattern.search(shown) or (rule.unless and rule.unless.search(shown)):
            continue
        if rule.needs and not rule.needs.search(shown):
            continue
        return rule.stance, rule.name, rule.confidence
    return "asserts", "", 1.0


def _own_future(words: str, draft: Draft, tongue: Tongue) -> bool:
    """Can "it" or "they" in front mean the speaker? A person is no "it", many are none, and a fear is no promise."""
    if draft.lemma in tongue.of("attitudes") | tongue.of("fears"):
        return False
    if words[:3].lower() != "it ":
        return True
    head = ((draft.mention or "").split() or [""])[-1]
    many = head.lower() in tongue.groups or (head.islower() and head.endswith("s"))
    first = ((draft.speaker or "").lower().split() or [""])[0]
    known = bool(draft.role) or head.lower() in tongue.of("person_pronouns") or first in tongue.male | tongue.female
    someone = draft.person and known and not _speaks_for_body(draft, tongue)
    return not (many or someone)


def _beside(draft: Draft, tongue: Tongue) -> str:
    """``said only that …`` qualifies; ``disputed that, saying …``, ``…, the company said, rejecting it`` deny."""
    zone = [token for token in draft.zone if not draft.start <= token.start < draft.end]
    cue = next((n for n, token in enumerate(zone) if token.low in tongue.forms), 0)
    ahead = [token.low for token in draft.sentence if token.end <= draft.at][-3:]
    if ahead[1:] in _THAT and any(form.cue.stance == "denies" for form in tongue.forms.get(ahead[0], ())):
        return "denies"
    near = (
        ahead[-1:] + [token.low for token in zone[cue : cue + 3]] + [token.low for token in zone[max(0, cue - 1) : cue]]
    )
    if draft.rule.startswith("cue") and any(word in tongue.of("only_words") for word in near):
        return "qualifies"
    for before, token in pairwise(zone[:12]):
        if before.text == "," and token.low in tongue.of("denying"):
            return "denies"
    return ""


def _in_own_voice(words: str, draft: Draft, tongue: Tongue) -> str:
    """The statement with "it" for the speaker's own name, body or company where that opens it."""
    if draft.kind == "direct":
        return words
    head = words.split(maxsplit=4)[:4]
    at = 1 if head and head[0].lower() in tongue.of("articles") else 0
    own = {(draft.speaker or "").lower(), (draft.organisation or "").lower()} - {""}
    for size in (3, 2, 1):
        name = " ".join(head[at : at + size]).lower()
        body = at and size == 1 and name in tongue.of("own_bodies") and _speaks_for_body(draft, tongue)
        if name in own or (body and not (name in tongue.of("company_words") and _of_the_state(draft, tongue))):
            return "it" + words[words.lower().find(name) + len(name) :]
    return words


def _of_the_state(draft: Draft, tongue: Tongue) -> bool:
    """A minister or a ministry, whose "platform" or "company" is another's."""
    words = f"{draft.role or ''} {'' if draft.person else draft.speaker or ''}".lower().split()
    return any(word in tongue.of("state_voices") for word in words)


def _speaks_for_body(draft: Draft, tongue: Tongue) -> bool:
    return not draft.person or any(word in tongue.of("own_voices") for word in (draft.role or "").lower().split())


def _comes_from(source: str, draft: Draft, tongue: Tongue) -> bool:
    words = f"{draft.role or ''} {'' if draft.person else draft.speaker or ''}".lower().split()
    if source == "own":
        return not draft.person or any(word in tongue.of("own_voices") for word in words)
    if source == "other":
        return draft.why != "document" and not any(word in tongue.of("courts") for word in words)
    return True
