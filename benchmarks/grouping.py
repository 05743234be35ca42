"""Copies, stories, disputes and answers against gold, with simpler ways in the same run.

    python benchmarks/grouping.py [--json] [--archive FILE]

The sets stand in ``../shared/data`` beside the repository and never in it; a set that is missing is skipped with a
reason. ``newsroom`` puts the gold readings of its pages into an archive and settles it, so it measures the grouping
alone; with ``--archive`` the groups of a crawled archive are scored as well. Times are CPU seconds.
"""

import argparse
import csv
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

sys.path.insert(0, str(ROOT))

from benchmarks.gold_archive import fill_archive  # noqa: E402
from benchmarks.measures import auc, bcubed, pairwise, prf  # noqa: E402
from pipelines.database import Database  # noqa: E402
from pipelines.settle import settle  # noqa: E402
from standoff.disputes import read_parties  # noqa: E402
from standoff.entities import read_mentions  # noqa: E402
from standoff.gather import Leaf, gather  # noqa: E402
from standoff.model import Article  # noqa: E402
from standoff.relevance import triage  # noqa: E402
from standoff.stories import likeness, read_terms, weigh  # noqa: E402
from standoff.syndication import COPY, SHARES, narrative_words, read_narrative, sketch  # noqa: E402

Row = dict[str, Any]
Page = tuple[str | None, str, int, tuple[str, ...], str]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


# The newsroom.


def newsroom() -> Row:
    """Settle the gold readings of the newsroom; score syndications and disputes, and show the answers."""
    rows = [json.loads(line) for line in (SHARED / "newsroom" / "gold.jsonl").read_text("utf-8").splitlines()]
    last = {row["url"]: row for row in rows}
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "archive.db") as db:
        fill_archive(db, rows)
        settle(db, NOW)
        result = score_archive(db, last)
        result["claim_denial_disputes"] = _answered(db, last)
    result["syndication, first 20 words"] = pairwise(
        _gold(last, "syndication"), {url: _opening(row["text"]) for url, row in last.items()}
    )
    result["dispute, platform named first and country"] = pairwise(
        _gold(last, "dispute"),
        {
            url: str((row["platforms"][:1], row["countries"][:1])) if row["relevant"] else None
            for url, row in last.items()
        },
    )
    return result


def score_archive(db: Database, last: Mapping[str, Row]) -> Row:
    """Return the pairwise figures of an archive's groups against the newsroom's labels."""
    groups = {row["url"]: row["group_id"] for row in db.rows(_GROUPS)}
    disputes = {row["url"]: row["dispute_id"] for row in db.rows(_DISPUTES)}
    return {
        "syndication": pairwise(_gold(last, "syndication"), {url: groups.get(url) for url in last}),
        "dispute": pairwise(_gold(last, "dispute"), {url: disputes.get(url) for url in last}),
    }


_GROUPS = "select url, group_id from syndications join articles on articles.id = article_id"
_DISPUTES = "select url, dispute_id from dispute_articles join articles on articles.id = article_id where main = 1"


def _gold(last: Mapping[str, Row], key: str) -> dict[Hashable, Hashable]:
    return {url: row[key] for url, row in last.items()}


def _opening(text: str | None) -> str | None:
    return " ".join((text or "").lower().split()[:20]) or None


def _answered(db: Database, last: Mapping[str, Row]) -> Row:
    """Count, in the last versions, the quotes whose stance answers something, and those that point to a claim."""
    answers = "('denies', 'confirms', 'qualifies', 'declines_to_comment')"
    rows = db.rows(
        f"select stance, quotes.id in (select answer_id from claim_answers) as linked from quotes"
        f" join articles on articles.revision_id = quotes.revision_id where relevant and stance in {answers}"
    )
    count: Counter[tuple[str, bool]] = Counter((row["stance"], bool(row["linked"])) for row in rows)
    return {
        stance: {"linked": count[stance, True], "of": count[stance, True] + count[stance, False]}
        for stance in sorted({stance for stance, _ in count})
    }


# Copies.


def copies() -> Row:
    """Tell copies and shared text from the rest by each measure of the pairs; the grey band is left out."""
    with (SHARED / "stories" / "syndication_pairs.tsv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t") if row["label"] != "grey"]
    measures = {"narr_containment5": COPY, "containment5": 0.5, "jaccard5": 0.3}
    result: Row = {"pairs": len(rows)}
    for name, least in measures.items():
        found = [float(row[name]) >= least for row in rows]
        gold = [row["label"] == "copy" for row in rows]
        result[f"copy by {name}"] = prf(sum(map(min, found, gold)), sum(gold), sum(found))
    found = [SHARES <= float(row["narr_containment5"]) < COPY for row in rows]
    gold = [row["label"] == "shared" for row in rows]
    result["shared by narr_containment5"] = prf(sum(map(min, found, gold)), sum(gold), sum(found))
    return result


# Stories.


def place(pages: Sequence[Page], order: Iterable[int]) -> dict[Hashable, Hashable]:
    """Return the story of each page, by position, as an archive without a past would place them in this *order*.

    A page is its headline, text and day, the pairs that it is about, and its language.
    """
    terms = [read_terms(headline, text) for headline, text, *_ in pages]
    documents = Counter(term for page in terms for term in page)
    listed = list(order)
    leaves = [
        Leaf(
            terms=terms[at],
            vector=weigh(terms[at], documents, len(pages)),
            day=pages[at][2],
            pairs=pages[at][3],
            language=pages[at][4],
        )
        for at in listed
    ]
    return {listed[at]: number for number, group in enumerate(gather(leaves)) for at in group}


def ecb_stories(seeds: int = 5) -> Row:
    """Return BCubed of the undated ECB+ texts, all on one day: the mean of some orders."""
    rows = json.loads((SHARED / "stories" / "ecb_stories.json").read_text("utf-8"))
    pages: list[Page] = [(None, row["text"], 0, (), "en") for row in rows]
    gold = {at: row["cluster"] for at, row in enumerate(rows)}
    found = []
    for seed in range(seeds):
        order = list(range(len(rows)))
        random.Random(seed).shuffle(order)
        found.append(bcubed(gold, place(pages, order)))
    return {key: sum(one[key] for one in found) / seeds for key in found[0]}


def dated_stories() -> Row:
    """Return BCubed and pairs of the dated dispute pages, by title alone, with the window and without."""
    with (SHARED / "stories" / "disputes.tsv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t") if row["story"]]
    gold = {at: row["story"] for at, row in enumerate(rows)}
    order = sorted(range(len(rows)), key=lambda at: rows[at]["date"])
    days = [date.fromisoformat(row["date"]).toordinal() for row in rows]
    pairs = [_pairs(row) for row in rows]
    ways = {
        "window and pair": (days, pairs),
        "window": (days, [()] * len(rows)),
        "neither": ([0] * len(rows), [()] * len(rows)),
    }
    result: Row = {}
    for name, (on, about) in ways.items():
        pages = [(row["title"], "", on[at], about[at], row["lang"]) for at, row in enumerate(rows)]
        result[f"stories, {name}"] = bcubed(gold, place(pages, order))
    groups = {at: str(about[:1]) for at, about in enumerate(pairs)}
    result["disputes, pair without a gap"] = pairwise({at: row["dispute"] for at, row in enumerate(rows)}, groups)
    return result


def _pairs(row: Row) -> tuple[str, ...]:
    found = triage(row["title"], row["url"], row["lang"])
    return tuple(f"{party.owner} {party.country}" for party in read_parties(found.platforms, found.countries, ()))


def headline_pairs() -> Row:
    """Return the AUC of the likeness of two headlines, against labels that say whether they tell one event."""
    rows = json.loads((SHARED / "stories" / "tg_pairs.json").read_text("utf-8"))
    result: Row = {"pairs": len(rows)}
    for name, read in (("stems", read_terms), ("whole words", _whole)):
        pages = [(read(row["t1"], ""), read(row["t2"], "")) for row in rows]
        documents = Counter(term for one, other in pages for term in {*one, *other})
        scored = [
            (likeness(*(weigh(page, documents, len(rows)) for page in pair)), row["lab"] == "OK")
            for pair, row in zip(pages, rows, strict=True)
        ]
        result[f"AUC, {name}"] = auc(scored)
    return result


def _whole(headline: str, text: str) -> Counter[str]:
    return Counter(word for run in narrative_words(headline + text) for word in run)


# Speed.


def speed() -> Row:
    """Return documents a CPU second of each pure part, over the newsroom's texts."""
    lines = (SHARED / "newsroom" / "gold.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["text"]]
    articles = [
        Article(url=row["url"], page_type="article", headline=row["headline"], text=row["text"]) for row in rows
    ]
    documents: dict[str, int] = {}
    parts: dict[str, Callable[[Article], object]] = {
        "fingerprints": lambda article: sketch(read_narrative(article.text)),
        "gazetteer": read_mentions,
        "story vector": lambda article: weigh(read_terms(article.headline, article.text), documents, 1000),
    }
    result: Row = {}
    for name, read in parts.items():
        read(articles[0])
        start = time.process_time()
        for number in range(20):
            for article in articles:
                read(
                    Article(url=article.url, page_type="article", headline=f"{number}", text=f"{article.text} {number}")
                )
        result[name] = 20 * len(articles) / (time.process_time() - start)
    result["together"] = 1 / math.fsum(1 / value for value in result.values())
    return result


SECTIONS: dict[str, tuple[Callable[[], Row], str]] = {
    "newsroom": (newsroom, "newsroom/gold.jsonl"),
    "copies": (copies, "stories/syndication_pairs.tsv"),
    "stories, ECB+": (ecb_stories, "stories/ecb_stories.json"),
    "stories, dated titles": (dated_stories, "stories/disputes.tsv"),
    "headlines": (headline_pairs, "stories/tg_pairs.json"),
    "documents a CPU second": (speed, "newsroom/gold.jsonl"),
}


def show(value: object, indent: int = 0) -> None:
    """Print nested figures, one a line."""
    if not isinstance(value, dict):
        print(f" {value:.3f}" if isinstance(value, float) else f" {value}")
    elif {"p", "r", "f1"} <= value.keys():
        counts = f"({value['gold']:.0f} gold, {value['found']:.0f} found)"
        print(f" P {value['p']:.3f}  R {value['r']:.3f}  F1 {value['f1']:.3f}  {counts}")
    else:
        print()
        for key, part in value.items():
            print(f"{'  ' * (indent + 1)}{key}:", end="")
            show(part, indent + 1)


def main() -> None:
    """Run all sections whose data is there, and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--archive", type=Path, help="score the groups of this archive, crawled from the newsroom")
    options = parser.parse_args()
    results: Row = {}
    for name, (measure, needs) in SECTIONS.items():
        results[name] = measure() if (SHARED / needs).exists() else {"skipped": f"{needs} is not beside the repository"}
    if options.archive:
        last = {row["url"]: row for row in map(json.loads, (SHARED / "newsroom" / "gold.jsonl").open(encoding="utf-8"))}
        with Database(options.archive, write=False) as db:
            results["archive"] = score_archive(db, last)
    print(json.dumps(results, indent=2)) if options.json else show(results, -1)


if __name__ == "__main__":
    main()
