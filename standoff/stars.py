"""Which article the others copy: stars around an agency's own article or the earliest one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from standoff.syndication import WHOLE, relation_of

__all__ = ["Member", "Ray", "Star", "arrange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article that shares text with others. ``published`` is an ISO time or None.

    ``credits`` names the agencies that its page credits; ``agency`` is the outlet's own name where it is one.
    """

    article: int
    outlet: str
    published: str | None
    shingles: int
    credits: tuple[str, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ray:
    """One article of a star: how it relates to the original, and the containment of the two."""

    article: int
    relation: str
    overlap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """Articles around the one they hang on, that one first. ``wire`` is the agency the text is credited to."""

    original: int
    wire: str | None
    rays: tuple[Ray, ...]


def arrange(members: Iterable[Member], shared: Mapping[tuple[int, int], tuple[float, str]]) -> list[Star]:
    """Arrange *members* in stars around an agency's own article or else the earliest; never by transitive closure.

    *shared* has containment and kind for each pair of articles. Copies come first; what only shares text is then hung
    on the original it shares most with, if that is another outlet's: an outlet's own background is no syndication.
    """
    known = {member.article: member for member in members}
    edges = _edges(known, shared)
    order = [member.article for member in sorted(known.values(), key=_standing)]
    home: dict[int, int] = {}
    for article in order:
        if article not in home:
            rays = [other for other, (_, kind) in edges[article].items() if kind == "copy" and other not in home]
            home |= dict.fromkeys([article, *rays], article) if rays else {}
    abroad = {
        article: {other: part for other, (part, _) in edges[article].items() if known[other].outlet != member.outlet}
        for article, member in known.items()
    }
    for article in order:
        originals = [other for other in abroad[article] if home.get(other) == other]
        if article not in home and originals:
            home[article] = min(originals, key=lambda other: (-abroad[article][other], other))
    for article in order:
        rays = [other for other in abroad[article] if other not in home]
        if article not in home and rays:
            home |= dict.fromkeys([article, *rays], article)
    groups: dict[int, list[int]] = {}
    for article in order:
        if article in home:
            groups.setdefault(home[article], []).append(article)
    return [_star(known, edges, original, groups[original]) for original in sorted(groups)]


def _standing(member: Member) -> tuple[bool, str, int]:
    """Order articles by how likely they are to be the one that the others copy."""
    return member.agency is None, member.published or "9999", member.article


def _edges(
    known: Mapping[int, Member], shared: Mapping[tuple[int, int], tuple[float, str]]
) -> dict[int, dict[int, tuple[float, str]]]:
    """Return what each article shares with each other. One made up of several agencies' reports copies none of them."""
    edges: dict[int, dict[int, tuple[float, str]]] = {article: {} for article in known}
    for (one, other), (containment, kind) in shared.items():
        if one not in known or other not in known:
            continue
        credited = {known[one].credits, known[other].credits}
        composite = len(credited) > 1 and any(len(names) > 1 for names in credited)
        held = "shares" if composite and containment < WHOLE else kind
        edges[one][other] = edges[other][one] = (containment, held)
    return edges


def _star(
    known: Mapping[int, Member], edges: Mapping[int, Mapping[int, tuple[float, str]]], original: int, group: list[int]
) -> Star:
    size = known[original].shingles
    rays = [Ray(article=original, relation="original", overlap=1.0)]
    for article in group:
        if article != original:
            containment, kind = edges[original][article]
            relation = relation_of(size, known[article].shingles, kind)
            rays.append(Ray(article=article, relation=relation, overlap=containment))
    return Star(original=original, wire=_wire(known[original], [known[article] for article in group]), rays=tuple(rays))


def _wire(original: Member, group: Iterable[Member]) -> str | None:
    """Return the agency of a group: its own article's name, else the one that most articles credit alone."""
    if original.agency is not None:
        return original.credits[0] if len(original.credits) == 1 else original.agency
    credited = sorted((member.credits for member in group if member.credits), key=len)
    names = Counter(names[0] for names in credited if len(names) == len(credited[0]))
    return names.most_common(1)[0][0] if names else None
