"""Which pages are about one dispute: a platform's owner, a government, and a matter that does not rest for long."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from standoff.entities.gazetteer import entities, owner_of

__all__ = [
    "GAP",
    "Act",
    "Identified",
    "Page",
    "Party",
    "called",
    "country_name",
    "group_pages",
    "keep_ids",
    "owner_of",
    "read_parties",
    "slug_of",
    "title_of",
]

#: Days without a page after which the next one opens a new dispute. 30 to 365 were tried on 61 pages; 180 was best.
GAP = 180

#: Governments that CLDR names in another way than news texts do.
_NAMES = {"EU": "EU", "MM": "Myanmar", "TR": "Turkey", "PS": "Palestine", "HK": "Hong Kong", "CD": "Congo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who is said to deal with whom in one event of a page; ``platform`` is a name, ``country`` a code."""

    platform: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A pair that a page is about: the ``owner``'s key, the ``country``'s code, the ``platform`` it is named by.

    ``weight`` is the part of the page's acts that are between the two, 0 where the page only names them.
    """

    owner: str
    country: str
    platform: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of one pair. ``day`` counts days from 1970, None where the page does not say."""

    article: int
    day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """New groups under their ids: ``ids`` has one for each group, None where a new one is due.

    ``moved`` tells what became of each id that is in use no more: the position of the group that holds most of its
    members, or None. ``split`` lists ids that lost members to other groups, with these groups' positions.
    """

    ids: tuple[int | None, ...]
    moved: Mapping[int, int | None]
    split: Mapping[int, tuple[int, ...]]


def country_name(code: str) -> str:
    """Return the English name that news texts use for a country's *code*, or the code itself."""
    return _NAMES.get(code) or Locale("en").territories.get(code) or code


def read_parties(platforms: Collection[str], countries: Collection[str], acts: Iterable[Act]) -> tuple[Party, ...]:
    """Return the pairs that a page is about, the chief one first.

    Acts that name both sides decide. Where they leave a platform or a country of the page without its opposite, and
    the other side is one alone, the two make a pair as well; in a page without such acts all of them do.
    """
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for act in acts:
        if act.platform and act.country and act.country in countries:
            pair = (owner_of(act.platform), act.country)
            counts[pair] += 1
            names[pair][act.platform] += 1
    acted_owners = {owner for owner, _ in counts}
    acted_countries = {country for _, country in counts}
    for platform in platforms:
        for country in countries:
            pair = (owner_of(platform), country)
            lonely = pair[0] not in acted_owners or country not in acted_countries
            if pair in counts or not counts or (lonely and (len(countries) == 1 or len(platforms) == 1)):
                counts[pair] += 0
                names[pair][platform] += 0
    whole = sum(counts.values()) or 1
    order = {pair: at for at, pair in enumerate(counts)}
    return tuple(
        Party(owner=pair[0], country=pair[1], platform=names[pair].most_common(1)[0][0], weight=counts[pair] / whole)
        for pair in sorted(counts, key=lambda pair: (-counts[pair], order[pair]))
    )


def group_pages(pages: Iterable[Page], gap: int = GAP) -> list[tuple[int, ...]]:
    """Return the articles of one pair in groups: a *gap* in days without a page begins a new one.

    Undated pages go to the only group there is, make one of their own where there is none, and else stay out.
    """
    dated = sorted((page.day, page.article) for page in pages if page.day is not None)
    undated = sorted(page.article for page in pages if page.day is None)
    groups: list[list[int]] = []
    last: int | None = None
    for day, article in dated:
        if last is None or day - last > gap:
            groups.append([])
        groups[-1].append(article)
        last = day
    if undated and len(groups) <= 1:
        groups = [[*(groups[0] if groups else []), *undated]]
    return [tuple(group) for group in groups]


def keep_ids(old: Mapping[int, Collection[int]], new: Sequence[Collection[int]]) -> Identified:
    """Give *new* groups the ids of the *old* ones whose members they hold: most members first, then the lower id."""
    home = {member: at for at, group in enumerate(new) for member in group}
    shares: dict[int, Counter[int]] = {
        key: Counter(home[member] for member in members if member in home) for key, members in old.items()
    }
    ids: list[int | None] = [None] * len(new)
    claims = sorted((-count, key, at) for key, share in shares.items() for at, count in share.items())
    used: set[int] = set()
    for _, key, at in claims:
        if ids[at] is None and key not in used:
            ids[at] = key
            used.add(key)
    moved = {
        key: min(share, key=lambda at: (-share[at], at)) if share else None
        for key, share in shares.items()
        if key not in used
    }
    split = {key: tuple(at for at in sorted(share) if ids[at] != key) for key, share in shares.items() if key in used}
    return Identified(ids=tuple(ids), moved=moved, split={key: at for key, at in split.items() if at})


def called(owner: str, named: Mapping[str, int], headlines: Iterable[str] = ()) -> str:
    """Return what readers call a party: its company where a headline does so, else the service that is named most.

    *named* counts the pages that name each platform or company of one owner: Google for YouTube and Google, but Viber
    where Rakuten stands in the small print.
    """
    companies = {entity.name for entity in entities().values() if entity.kind == "company"}
    told = " ".join(headlines)
    order = sorted(
        named, key=lambda name: (name not in companies or name not in told, name in companies, -named[name], name)
    )
    return order[0] if order else owner


def title_of(party: str, country: str, year: int | None = None) -> str:
    """Return a readable title: "Google v. Georgia", with the *year* where there is an earlier one."""
    title = f"{party} v. {country_name(country)}"
    return f"{title} ({year})" if year else title


def slug_of(title: str, taken: Collection[str]) -> str:
    """Return *title* as the words of an address, unlike any of *taken*."""
    slug = "-".join(re.findall(r"\w+", title.replace(" v. ", " v ").lower()))
    number, unique = 2, slug
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    return unique
