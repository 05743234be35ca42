"""What readers see of the disputes: the groups as analysts' rulings leave them, with their events and days."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.settle.rulings import Rulings, read_rulings
from standoff.disputes import called, slug_of, title_of
from standoff.entities.gazetteer import owner_of


@dataclass(frozen=True, slots=True)
class _Place:
    """One article in one dispute, by the pair that brought it there."""

    dispute: int
    article: int
    owner: str
    country: str
    platform: str
    weight: float
    main: bool
    reason: str


def show_disputes(db: Database, groups: Collection[int], fresh: Collection[int]) -> dict[int, set[int]]:
    """Write disputes, their articles and events for whatever stands in *groups* or is *fresh*.

    Returns, for each dispute, the articles that are new in it, have changed, or have left it. A dispute that has lost
    its last one is no more.
    """
    rulings = read_rulings(db)
    wanted = {"groups": json.dumps(sorted(groups)), "articles": json.dumps(sorted(fresh))}
    articles = [row["article_id"] for row in db.conn.execute(query("shown_articles"), wanted).fetchall()]
    places = {article: _places(db, article, rulings) for article in articles}
    by_dispute: dict[int, list[_Place]] = {}
    for found in places.values():
        for place in found:
            by_dispute.setdefault(place.dispute, []).append(place)
    for number in sorted(by_dispute):
        _open(db, number, rulings, by_dispute[number])
    changed: dict[int, set[int]] = {}
    for article, found in places.items():
        for number in _write(db, article, found) | ({place.dispute for place in found} if article in fresh else set()):
            changed.setdefault(number, set()).add(article)
    loose = {row[0] for row in db.conn.execute("select id from loosened where kind = 'dispute'").fetchall()}
    _close(db, {*groups, *changed, *loose})
    return changed


def _rows_of(db: Database, article: int) -> list[Row]:
    return db.conn.execute("select * from dispute_articles where article_id = ?", [article]).fetchall()


def _places(db: Database, article: int, rulings: Rulings) -> list[_Place]:
    """Return where an article stands once the rulings are heard, its chief dispute first.

    Of pairs that it is about alike, the one that more pages are about comes first: a measure against many platforms
    then has one chief dispute on all its pages.
    """
    found: dict[int, _Place] = {}
    for row in db.conn.execute(query("parties_by_size"), [article]).fetchall():
        number, ruled = rulings.place(row["group_id"], article)
        if number is None or number in found:
            continue
        found[number] = _Place(
            dispute=number,
            article=article,
            owner=row["owner"],
            country=row["country"],
            platform=row["platform"],
            weight=row["weight"],
            main=not found,
            reason=ruled or _reason(row),
        )
    return list(found.values())


def _reason(row: Row) -> str:
    pair = f"{row['platform']} and {row['country']}"
    return f"{round(100 * row['weight'])} % of its acts are between {pair}" if row["weight"] else f"is about {pair}"


def _open(db: Database, number: int, rulings: Rulings, places: list[_Place]) -> None:
    """Give a dispute its row, unless it has one, and the title that was ruled for it."""
    ruled = rulings.titles.get(number)
    known = db.conn.execute("select slug, title from disputes where id = ?", [number]).fetchone()
    if known is not None:
        title = ruled or (_title(db, places, known["slug"])[0] if number in rulings.untitled else known["title"])
        if title != known["title"]:
            db.conn.execute("update disputes set title = ? where id = ?", [title, number])
        return
    slugs = {row["slug"] for row in db.conn.execute("select slug from disputes")}
    title, platform = _title(db, places, None, slugs)
    values = {"slug": slug_of(ruled or title, slugs), "title": ruled or title, "platform": platform}
    db.insert("disputes", {"id": number, "country": _first(places).country, **values})


def _first(places: Iterable[_Place]) -> _Place:
    return min(places, key=lambda place: (not place.main, place.article))


def _title(db: Database, places: list[_Place], slug: str | None, taken: Collection[str] = ()) -> tuple[str, str]:
    """Return what a dispute is called by itself, and the platform that it is mostly about.

    The year is added where another dispute has the name already, or where its own *slug* has it.
    """
    first = _first(places)
    ids = json.dumps([place.article for place in places])
    rows = db.conn.execute(query("platforms_named"), [ids]).fetchall()
    named = Counter(str(name) for row in rows for name in json.loads(row["platforms"]) if owner_of(name) == first.owner)
    party = called(first.owner, named, [row["headline"] or "" for row in rows])
    plain = title_of(party, first.country)
    platform = called(first.owner, named) if named else first.platform
    if slug_of(plain, ()) in taken or (slug is not None and slug_of(plain, ()) != slug):
        year = db.conn.execute(query("first_year"), [ids]).fetchone()[0]
        return title_of(party, first.country, year), platform
    return plain, platform


def _write(db: Database, article: int, places: list[_Place]) -> set[int]:
    """Bring an article's rows and the disputes of its events in line with *places*; return the disputes it changed."""
    before = {row["dispute_id"]: (row["reason"], row["main"]) for row in _rows_of(db, article)}
    after = {place.dispute: (place.reason, int(place.main)) for place in places}
    for number in before.keys() - after.keys():
        db.conn.execute("delete from dispute_articles where dispute_id = ? and article_id = ?", [number, article])
    for number, values in after.items():
        if before.get(number) != values:
            db.conn.execute(query("dispute_article_put"), [number, article, *values])
    for event in db.conn.execute("select * from dispute_events where article_id = ?", [article]).fetchall():
        number = _dispute_of(event["platform"], event["country"], places)
        if event["dispute_id"] != number:
            db.conn.execute("update dispute_events set dispute_id = ? where id = ?", [number, event["id"]])
    return before.keys() ^ after.keys()


def _dispute_of(platform: str | None, country: str | None, places: list[_Place]) -> int | None:
    """Return the dispute that an event belongs to: the one whose pair it does not contradict, the chief one first."""
    owner = owner_of(platform) if platform else None
    for place in places:
        if owner in (None, place.owner) and country in (None, place.country):
            return place.dispute
    return None


def _close(db: Database, touched: Collection[int]) -> None:
    """Date the *touched* disputes anew, and drop those without a page."""
    for number in sorted(touched):
        if db.conn.execute("select 1 from dispute_articles where dispute_id = ? limit 1", [number]).fetchone():
            db.conn.execute(query("dispute_days"), {"id": number})
            continue
        db.conn.execute("update dispute_events set dispute_id = null where dispute_id = ?", [number])
        db.conn.execute("delete from claim_answers where dispute_id = ?", [number])
        db.conn.execute("delete from disputes where id = ?", [number])
