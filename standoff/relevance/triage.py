"""Relevance from a headline or the words of an address, before anything is fetched."""

import math
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from standoff.entities.fold import fold
from standoff.entities.gazetteer import Hit, find_names
from standoff.errors import CatalogueError
from standoff.lexicon import load_lexicon, words
from standoff.model import Relevance

__all__ = ["slug_words", "triage"]

GROUPS = ("measure", "answer", "law", "state", "strain", "user_case", "elsewhere", "crime", "generic")
RULING = frozenset({"government", "court", "parliament"})

#: What the reasons call a group.
SAID = {
    "measure": "a measure",
    "answer": "what a company does about it",
    "law": "law or courts",
    "state": "a government",
    "strain": "conflict",
    "user_case": "a user's case, against",
    "elsewhere": "only a place, against",
    "crime": "crime, against",
    "generic": "services in general",
}


def slug_words(url: str) -> str:
    """Return the words of an address: its longest path segment of several words, hyphens as spaces, ending cut off.

    Empty when the address carries no words.
    """
    try:
        path = urlsplit(url).path
    except ValueError:  # brackets that close no address of a host
        return ""
    parts = [re.sub(r"\.\w{2,5}$", "", unquote(part)) for part in path.split("/")]
    spoken = [" ".join(re.findall(r"[^\W_]+", part)) for part in parts]
    worded = [part for part in spoken if " " in part and re.search(r"[^\W\d_]{3}", part)]
    return max(worded, key=len, default="")


@lru_cache(maxsize=1)
def _groups() -> tuple[dict[str, re.Pattern[str]], dict[str, float]]:
    """One pattern for each group, all languages together, and the weights."""
    table = load_lexicon("headlines")
    listed: dict[str, list[str]] = {group: [] for group in GROUPS}
    for language, groups in table["groups"].items():
        for group, entries in groups.items():
            if group not in listed:
                raise CatalogueError(f"headlines.toml: groups.{language}: unknown key {group}")
            listed[group] += words("headlines", f"groups.{language}.{group}", entries)
    patterns = {}
    for group, entries in listed.items():
        parts = [re.escape(fold(word)).replace(r"\*", r"\w*") for word in entries]
        patterns[group] = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)")
    return patterns, table["weights"]


def _score(found: dict[str, list[str]], hits: list[Hit]) -> float:
    """Points of a headline; ``weights`` says what each group is worth."""
    weights = _groups()[1]
    measure, law = bool(found["measure"]), bool(found["law"])
    state = bool(found["state"]) or any(hit.entity.side in RULING for hit in hits)
    score = weights["measure"] * measure + weights["law"] * law + weights["state"] * state
    score += weights["strain"] * bool(found["strain"])
    if found["answer"] and (state or measure or law):
        score += weights["answer"]
    regulator = any(hit.entity.body_kind == "regulator" for hit in hits)
    score += weights["law"] * (regulator and not law) + weights["crime"] * bool(found["crime"])
    # a measure or a regulator beside a user's name is half as often a mere trial
    score += weights["user_case"] * bool(found["user_case"]) * (0.5 if measure or regulator else 1.0)
    score += weights["elsewhere"] * (bool(found["elsewhere"]) and not measure)
    named = any(hit.entity.side == "platform" for hit in hits)
    return score if named else score - weights["generic"]


@lru_cache(maxsize=1024)
def triage(headline: str | None, url: str, language: str | None) -> Relevance:
    """Judge a headline or, failing that, the words of the address *url*.

    Words of English, Russian, Ukrainian and Kazakh count whatever *language* says. ``score`` is the logistic of the
    points above the threshold, so .5 is the border. ``platforms`` and ``countries`` are what the words name.
    """
    printed = (headline or "").strip()
    spoken = printed or slug_words(url)
    if not spoken:
        return Relevance(relevant=False, score=0.0, reasons=("no headline, and no words in the address",))
    hits = find_names(spoken, cased=bool(printed))
    platforms = tuple(dict.fromkeys(hit.called for hit in hits if hit.entity.kind in ("platform", "company")))
    countries = tuple(dict.fromkeys(hit.entity.country for hit in hits if hit.entity.country))
    folded = fold(spoken)
    patterns, weights = _groups()
    if not platforms and not patterns["generic"].search(folded):
        return Relevance(relevant=False, score=0.0, reasons=("no platform named",), countries=countries)
    found = {group: pattern.findall(folded) for group, pattern in patterns.items()}
    points = _score(found, hits) - weights["enough"]
    reasons = [f"platform: {', '.join(platforms)}"] if platforms else []
    reasons += [f"{SAID[group]}: {', '.join(dict.fromkeys(listed))}" for group, listed in found.items() if listed]
    return Relevance(
        relevant=points >= 0,
        score=round(1 / (1 + math.exp(-1.5 * points)), 3),
        reasons=tuple(reasons),
        platforms=platforms,
        countries=countries,
    )
