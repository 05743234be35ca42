"""What the reading of one page's events needs to know of it."""

from collections import Counter
from dataclasses import dataclass

from standoff.entities import Party, read_parties
from standoff.events.acts import Deed
from standoff.events.frame import Frame, Page
from standoff.model import Article, Relevance

__all__ = ["Case", "Found", "read_case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A deed that counts: who did it, and which action it is (the pattern's, unless the sentence says otherwise)."""

    deed: Deed
    frame: Frame
    actor: Party | None
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page with the parties to its dispute. ``main`` is the platform in dispute, ``aside`` holds the offsets of
    platforms that are only a place; ``bodies`` are all named bodies in order, ``companies`` and ``services`` the names
    of owners and of services."""

    text: str
    page: Page
    platforms: tuple[str, ...]
    countries: tuple[str, ...]
    main: str | None
    aside: frozenset[int]
    bodies: tuple[Party, ...] = ()
    companies: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()


def _main_platform(article: Article, page: Page, platforms: tuple[str, ...], aside: frozenset[int]) -> str | None:
    """The service in dispute: where a service and its owner are parties, the service, unless it is named in passing."""
    counts: Counter[str] = Counter()
    services: set[str] = set()
    for frame in page.frames:
        for party in frame.parties:
            if party.name in platforms and party.start not in aside:
                counts[party.name] += 1
                services |= {party.name} if party.kind == "platform" else set()
    title = " ".join(part for part in (article.headline, article.standfirst) if part)
    headed = [party.name for party in read_parties(title) if party.name in platforms]
    if headed:  # the headline's service, else its company
        return next((name for name in headed if name in services), headed[0])
    early = {party.name for frame in page.frames[:2] for party in frame.parties}
    most = max(counts.values(), default=0)
    likely = [name for name in platforms if name in services and (name in early or counts[name] * 3 >= most)]
    return next(iter((*likely, *platforms)), None)


def read_case(article: Article, page: Page, relevance: Relevance, aside: frozenset[int]) -> Case:
    """Return the case of *article*: its page, the parties that *relevance* names, and the platform in dispute."""
    every = [party for frame in page.frames for party in frame.parties]
    return Case(
        text=article.text,
        page=page,
        platforms=relevance.platforms,
        countries=relevance.countries,
        main=_main_platform(article, page, relevance.platforms, aside),
        aside=aside,
        bodies=tuple(party for party in every if party.kind == "body"),
        companies=frozenset(party.name for party in every if party.kind == "company"),
        services=frozenset(party.name for party in every if party.kind == "platform"),
    )
