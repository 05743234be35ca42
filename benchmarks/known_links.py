"""What it costs to know ten million addresses: bytes of the file, and CPU time to look one up among the others.

    python benchmarks/known_links.py [--addresses 10000000] [--again 1000000] [--json] [--keep [NAME]]

Invented addresses, 50,000 a sitemap, go through what a backfill goes through (``pipelines/recognise.py``), 500 at a
time. Then entries are looked up: as their sitemaps list them, and thrown together from all sitemaps, which is the worst
case; those that are known, the same with a later lastmod, and addresses that no sitemap had. A look-up is the digest
and the query. ``--again`` reads that many addresses a second time by the whole ledger, with the list and without it,
from an archive that has their links.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.throughput import PEERS, about, keep  # noqa: E402
from pipelines.database import Database  # noqa: E402
from pipelines.ledger import Ledger  # noqa: E402
from pipelines.notice import notice_link  # noqa: E402
from pipelines.recognise import entry_of, known, take_new  # noqa: E402
from pipelines.run import now_text  # noqa: E402
from standoff.model import Discover, Link, Outlet  # noqa: E402

#: The most that a sitemap may list, and how many entries the spider hands over at once.
SITEMAP, CHUNK = 50_000, 500
#: Entries that are looked up for each figure.
LOOKED_UP = 100_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOME = "https://www.invented.example/"
OUTLET = Outlet(id="invented", name="Invented", kind="newspaper", homepage=HOME, languages=("en",), discover=Discover())


def link(number: int) -> Link:
    """The invented entry of this number."""
    day = NOW - timedelta(minutes=number)
    url = f"{HOME}{day:%Y/%m/%d}/an-invented-headline-of-some-length-{number:08}.html"
    return Link(url=url, channel=f"{HOME}sitemap-{number // SITEMAP}.xml", lastmod=day)


def chunks(links: list[Link]) -> list[list[Link]]:
    """The entries as the spider hands them over."""
    return [links[start : start + CHUNK] for start in range(0, len(links), CHUNK)]


def spent(work: Callable[[list[Link]], object], links: list[Link]) -> float:
    """CPU microseconds an address that *work* takes."""
    parts = chunks(links)
    began = time.process_time()
    for part in parts:
        work(part)
    return 1e6 * (time.process_time() - began) / len(links)


def fill(db: Database, addresses: int) -> float:
    """Make so many addresses known, a transaction a chunk; CPU microseconds an address."""
    took = 0.0
    for start in range(0, addresses, SITEMAP):
        links = [link(number) for number in range(start, min(start + SITEMAP, addresses))]
        took += len(links) * spent(lambda part: _taken(db, part), links)
    return took / addresses


def _taken(db: Database, part: list[Link]) -> None:
    with db.atomic():
        take_new(db, OUTLET, part)


def look_ups(db: Database, addresses: int) -> dict[str, float]:
    """CPU microseconds an address, for what is known and what is not. Fails where an answer is wrong."""
    chance = random.Random(1)
    sitemaps = [chance.randrange(max(1, addresses // SITEMAP)) * SITEMAP for _ in range(LOOKED_UP // CHUNK)]
    listed = [link(start + number) for start in sitemaps for number in range(CHUNK)]
    mixed = [link(chance.randrange(addresses)) for _ in range(LOOKED_UP)]
    found: dict[str, float] = {}
    for name, links in {"as listed": listed, "thrown together": mixed}.items():
        later = [replace(one, lastmod=NOW + timedelta(days=1)) for one in links]
        other = [link(addresses + chance.randrange(addresses)) for _ in links]
        for case, asked, wanted in (("known", links, True), ("later lastmod", later, False), ("new", other, False)):

            def look_up(part: list[Link], wanted: bool = wanted) -> None:
                entries = [entry_of(OUTLET, one) for one in part]
                if known(db, entries) != (set(entries) if wanted else set()):
                    raise SystemExit("an entry was mistaken")

            found[f"{case}, {name}: us an address"] = round(spent(look_up, asked), 2)
    entries = spent(lambda part: [entry_of(OUTLET, one) for one in part], listed)
    return {**found, "of which the digest: us an address": round(entries, 2)}


def size_of(db: Database) -> int:
    """Bytes of the archive's file, with nothing left in its log."""
    db.checkpoint()
    return db.path.stat().st_size


def again(folder: Path, addresses: int) -> dict[str, float]:
    """What a second reading of a backfill costs a ledger whose archive has all the links, with the list and without."""
    links = [link(number) for number in range(addresses)]
    ledger = Ledger(folder / "again.db", [OUTLET])
    empty = size_of(ledger.db)
    figures = {"first reading": spent(lambda part: ledger.notice(OUTLET, part, current=False), links)}
    whole = size_of(ledger.db) - empty
    figures["again, with the list"] = spent(lambda part: ledger.notice(OUTLET, part, current=False), links)
    figures["again, each link looked up"] = spent(lambda part: _looked_up(ledger.db, part), links)
    ledger.close("closed")
    return {
        "links read again": addresses,
        "bytes a link, all of it": round(whole / addresses, 1),
        **{f"{name}: us an address": round(figure, 1) for name, figure in figures.items()},
    }


def _looked_up(db: Database, part: list[Link]) -> None:
    with db.atomic():
        for one in part:
            notice_link(db, OUTLET, one, now_text(NOW))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--addresses", type=int, default=10_000_000)
    parser.add_argument("--again", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", nargs="?", const="", help="write the figures to benchmarks/results/, under a name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        with Database(Path(name) / "known.db") as db:
            empty = size_of(db)
            figures: dict[str, float] = {"addresses": asked.addresses}
            figures["made known: us an address"] = round(fill(db, asked.addresses), 2)
            figures["bytes an address"] = round((size_of(db) - empty) / asked.addresses, 2)
            figures |= look_ups(db, asked.addresses)
        if asked.again:
            figures |= again(Path(name), asked.again)
    if asked.keep is not None:
        machine = {**about(PEERS, None, asked.addresses, 1), "corpus": "invented addresses"}
        keep("-".join(filter(None, ("known-links", asked.keep))), {**machine, **figures})
    print(json.dumps(figures, indent=1) if asked.json else "\n".join(f"{k:>50}  {v:,}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
