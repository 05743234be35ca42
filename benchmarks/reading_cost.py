"""What reading one page costs, room by room, against trafilatura with metadata on the same bytes in the same process.

    .venv/bin/python benchmarks/reading_cost.py [--json] [--pages N] [--keep]

Three corpora: the real pages of ../shared/data/pages, those of them that full reading calls relevant, and the relevant
pages of the bundled newsroom. CPU milliseconds a page, each page read once after a warm-up, reference and rooms in
turn, so that caches and other work on the machine fall on both. No network, no archive: see throughput.py for those.
"""

import argparse
import gzip
import json
import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from throughput import PAGES, PEERS, about, keep
from trafilatura import bare_extraction

import pipelines.warm  # noqa: F401 - every table built, as in a worker
from newsroom.channels import site_resources
from newsroom.pages import load_sites
from standoff.articles import read_article
from standoff.captures import digest_of
from standoff.entities import read_mentions
from standoff.errors import ExtractionError
from standoff.events import read_events
from standoff.model import Capture
from standoff.quotes import read_quotes
from standoff.relevance import read_relevance
from standoff.screening import screen

ROOMS = ("article", "mentions", "relevance", "quotes", "events")


def capture_of(url: str, body: bytes) -> Capture:
    """The page as a crawl would hand it over."""
    html = (("Content-Type", "text/html; charset=utf-8"),)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Capture(url=url, final_url=url, fetched_at=at, status=200, headers=html, body=body, digest=digest_of(body))


def real_pages(folder: Path, count: int) -> list[Capture]:
    """*count* of the real pages, chosen by lot, always the same."""
    files = sorted(folder.rglob("*.html.gz"))
    chosen = random.Random(1).sample(files, min(count, len(files)))
    pages = ((file.name.partition(".")[0], gzip.decompress(file.read_bytes())) for file in chosen)
    return [capture_of(f"https://pages.example/{name}/", body) for name, body in pages]


def invented_pages() -> list[Capture]:
    """The pages of the bundled newsroom."""
    found = []
    for site in load_sites():
        shelf = site_resources(site, 80, 1)
        found += [capture_of(f"http://{site.host}{page.path}", shelf[page.path].body) for page in site.current(1)]
    return found


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def timed(self, name: str, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Call, and book the time."""
        started = process_time()
        try:
            return function(*args, **options)
        finally:
            self.spent[name] += process_time() - started


def read(capture: Capture, clock: Clock) -> bool:
    """All rooms, as ``read_text`` has them; returns whether the page is relevant."""
    try:
        article = clock.timed("article", read_article, capture)
    except ExtractionError:
        return False
    mentions = clock.timed("mentions", read_mentions, article)
    relevance = clock.timed("relevance", read_relevance, article, mentions)
    quotes = clock.timed("quotes", read_quotes, article)
    if relevance.relevant:
        clock.timed("events", read_events, article, mentions, quotes, relevance)
    return bool(relevance.relevant)


def cost(pages: Iterable[Capture]) -> dict[str, Any]:
    """Milliseconds a page by room, their ratio to the reference, and how many pages screening lets go."""
    clock, kept, relevant, lost, ratios, count = Clock(), 0, 0, 0, [], 0
    for capture in pages:
        count += 1
        before = clock.spent.total()
        clock.timed("reference", bare_extraction, capture.body, url=capture.url, with_metadata=True)
        reference = clock.spent.total() - before
        is_relevant = read(capture, clock)
        ratios.append((clock.spent.total() - before - reference) / reference)
        may_be = clock.timed("screening", screen, capture).kept
        kept, relevant, lost = kept + may_be, relevant + is_relevant, lost + (is_relevant and not may_be)
    each = {name: 1000 * clock.spent[name] / count for name in ("reference", *ROOMS, "screening")}
    rooms = sum(each[name] for name in ROOMS)
    return {
        "pages": count,
        "mean_kb": sum(len(capture.body) for capture in pages) / count / 1000,
        "cpu_ms_a_page": each,
        "rooms_ratio": rooms / each["reference"],
        "rooms_ratio_median": statistics.median(ratios),
        "screening_ratio": each["screening"] / each["reference"],
        "relevant": relevant,
        "kept_by_screening": kept,
        "relevant_lost_by_screening": lost,
    }


def table(corpora: dict[str, dict[str, Any]]) -> str:
    """The figures as lines of text."""
    names = ("reference", *ROOMS, "screening")
    lines = [f"{'ms a page':<22}{'pages':>6}" + "".join(f"{name:>11}" for name in names) + "   rooms  screening"]
    for name, row in corpora.items():
        each = "".join(f"{row['cpu_ms_a_page'][part]:>11.1f}" for part in names)
        lines.append(f"{name:<22}{row['pages']:>6}{each}{row['rooms_ratio']:>8.2f}{row['screening_ratio']:>11.2f}")
        told = f"{row['relevant']} relevant, {row['kept_by_screening']} kept by screening"
        lines.append(f"    {told}, {row['relevant_lost_by_screening']} lost by it")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures alone")
    parser.add_argument("--pages", type=int, default=400, help="real pages that are read (default 400 of 803)")
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results/")
    args = parser.parse_args()
    invented = invented_pages()
    for capture in invented:  # every table built, every pattern compiled, for all languages
        read(capture, Clock())
        bare_extraction(capture.body, url=capture.url, with_metadata=True)
    corpora = {}
    if PAGES.is_dir():
        real = real_pages(PAGES, args.pages)
        corpora["real pages"] = cost(real)
        if chosen := [capture for capture in real if read(capture, Clock())]:
            corpora["real, relevant"] = cost(chosen)
    corpora["newsroom, relevant"] = cost([capture for capture in invented if read(capture, Clock())])
    figures = {**about(PEERS, PAGES if PAGES.is_dir() else None, args.pages, 1), "corpora": corpora}
    if args.keep:
        keep("reading", figures)
    print(json.dumps(figures, indent=1) if args.json else table(corpora))


if __name__ == "__main__":
    main()
