"""Stance of a statement: what its cue gives, else what its own words show, with the rule that saw it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from standoff.lexicon import load_lexicon
from standoff.quotes.drafts import Draft
from standoff.quotes.tongue import Tongue

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
    confidence: float


@lru_cache(maxsize=8)
def rules_of(code: str) -> tuple[Rule, ...]:
    """Return the stance rules of a language, in their order."""

    def compiled(entry: dict[str, str], key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key], re.IGNORECASE) if key in entry else None

    return tuple(
        Rule(
            name=entry["name"],
            stance=entry["stance"],
            pattern=re.compile(entry["pattern"], re.IGNORECASE),
            unless=compiled(entry, "unless"),
            needs=compiled(entry, "needs"),
            kinds=frozenset(entry.get("kinds", ("direct", "mixed", "indirect"))),
            source=entry.get("from", ""),
            after=entry.get("after", ""),
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
    if draft.follows is not None and given != "asserts":
        given = "asserts"
    if given != "asserts":
        return given, "", 1.0
    shown = words[:READ]
    for rule in rules_of(tongue.code):
        if draft.kind not in rule.kinds or not _comes_from(rule.source, draft, tongue):
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


def _comes_from(source: str, draft: Draft, tongue: Tongue) -> bool:
    words = f"{draft.role or ''} {'' if draft.person else draft.speaker or ''}".lower().split()
    if source == "own":
        return not draft.person or any(word in tongue.of("own_voices") for word in words)
    if source == "other":
        return not any(word in tongue.of("courts") for word in words)
    return True
