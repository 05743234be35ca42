"""What is kept of a page whose publisher reserves rights: recorded always, obeyed by the outlet's policy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from standoff.model import TEXT_PAGES, Article, Policy, Withheld

__all__ = ["ACTIONS", "EXCERPT", "TDMREP", "Rule", "obey", "read_tdmrep", "reserved_by", "rule_on"]

#: What may be kept of a page, from all of it to its headline alone.
ACTIONS = ("keep", "excerpt", "skip")

#: Characters of a text of which an excerpt is kept.
EXCERPT = 280

#: Where a host reserves rights for many pages at once (TDM Reservation Protocol, 2024).
TDMREP = "/.well-known/tdmrep.json"

MAX_TDMREP = 512 * 1024
MAX_RULES = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a tdmrep.json: for which paths mining is reserved, or expressly not, and where the terms stand."""

    location: str
    reserved: bool
    terms: str | None = None

    def matches(self, path: str) -> bool:
        """Whether the rule speaks of *path*: a prefix, with ``*`` for any letters and ``$`` for the end."""
        wanted, path = unquote(self.location), unquote(path)
        first, *others = wanted.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        # the leftmost place of each piece leaves the most for those behind it: no way back is needed
        place = len(first)
        for piece in others[:-1] if wanted.endswith("$") else others:
            if (found := path.find(piece, place)) < 0:
                return False
            place = found + len(piece)
        if not wanted.endswith("$"):
            return True
        return path.endswith(others[-1]) and len(path) - len(others[-1]) >= place if others else len(path) == place


def read_tdmrep(status: int, body: bytes) -> tuple[Rule, ...]:
    """Return the rules of a tdmrep.json; none where there is no such file, or it is not what it should be."""
    if not 200 <= status < 300 or len(body) > MAX_TDMREP:
        return ()
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    entries = found if isinstance(found, list) else [found]
    rules = [_rule(entry) for entry in entries[:MAX_RULES] if isinstance(entry, dict)]
    return tuple(rule for rule in rules if rule)


def _rule(entry: Mapping[str, Any]) -> Rule | None:
    location, value, terms = (entry.get(name) for name in ("location", "tdm-reservation", "tdm-policy"))
    if not isinstance(location, str) or not 0 < len(location) <= 500:
        return None
    if value not in (0, 1, "0", "1"):
        return None
    return Rule(location, str(value) == "1", terms[:300] if isinstance(terms, str) else None)


def reserved_by(rules: tuple[Rule, ...], url: str) -> Rule | None:
    """Return the rule for *url*: the longest that matches; of two alike the one that reserves."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    matching = [rule for rule in rules if rule.matches(path)]
    return max(matching, key=lambda rule: (len(rule.location), rule.reserved), default=None)


def obey(article: Article, policy: Policy, rules: tuple[Rule, ...] = ()) -> Article:
    """Return *article* with what its host reserves recorded, and without what *policy* does not keep of it.

    What a page or its header says of mining outweighs the rules of its host.
    """
    if article.page_type not in TEXT_PAGES:
        return article
    rights = _with_host(article.rights, article.url, rules)
    if rights is not article.rights:
        article = replace(article, rights=rights)
    ruling = _ruling(rights, policy)
    return _cut(article, ruling) if ruling else article


def rule_on(rights: Mapping[str, str], url: str, policy: Policy, rules: tuple[Rule, ...] = ()) -> Withheld | None:
    """Return why less than all of a page is kept, by its own *rights* and the *rules* of its host, or None."""
    return _ruling(_with_host(rights, url, rules), policy)


def _with_host(rights: Mapping[str, str], url: str, rules: tuple[Rule, ...]) -> Mapping[str, str]:
    rule = None if "tdm-reservation" in rights else reserved_by(rules, url)
    if rule is None:
        return rights
    told = {"tdm-reservation": str(int(rule.reserved)), "tdm-source": f"{TDMREP}: {rule.location}"}
    return {**told, **({"tdm-policy": rule.terms} if rule.terms else {}), **rights}


def _ruling(rights: Mapping[str, str], policy: Policy) -> Withheld | None:
    """The strictest of what the policy says to the signals of a page, or None where all of it is kept."""
    source = f" ({rights['tdm-source']})" if "tdm-source" in rights else ""
    signals = [
        ("tdm", policy.tdm, rights.get("tdm-reservation", "").strip() == "1", f"tdm-reservation: 1{source}"),
        ("noarchive", policy.noarchive, "noarchive" in rights, rights.get("noarchive", "")),
        ("paywall", policy.paywall, rights.get("paywall") == "yes", "isAccessibleForFree: false"),
    ]
    given = [Withheld(signal=name, action=action, words=words) for name, action, found, words in signals if found]
    strictest = max(given, key=lambda ruling: ACTIONS.index(ruling.action), default=None)
    return strictest if strictest and strictest.action != "keep" else None


def _cut(article: Article, ruling: Withheld) -> Article:
    told = (f"all but {'an excerpt' if ruling.action == 'excerpt' else 'the headline'}", f"policy: {ruling.signal}")
    kept: dict[str, Any] = {"captions": (), "withheld": ruling, "cut": (*article.cut, told)}
    if ruling.action == "skip":
        return replace(article, text="", standfirst=None, corrections=(), **kept)
    return replace(article, text=_excerpt(article.text), **kept)


def _excerpt(text: str) -> str:
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip() or text[:EXCERPT]
