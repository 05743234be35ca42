"""Relevance, parties and events against gold, with boolean filters on the same headlines in the same run.

    python benchmarks/relevance.py [--json]

Headlines and newsroom stand in ``../shared/data`` beside the repository and never in it; a set that is missing is
skipped with a reason. Headlines are weighted by their strata, ``unsure`` left out and then counted both ways. The
newsroom's pages are read from their gold text, so that only the reading of parties and events is measured. The invented
texts of ``tests/fixtures/texts`` are the repository's own: ``dev`` to tune on, ``held`` only to measure. Times are CPU
seconds.
"""

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

sys.path.insert(0, str(ROOT))

from benchmarks.texts import PARTS, load_texts  # noqa: E402
from standoff.entities import find_names, read_mentions  # noqa: E402
from standoff.entities.parties import read_parties  # noqa: E402
from standoff.events import read_events  # noqa: E402
from standoff.events.pages import read_page  # noqa: E402
from standoff.model import Article  # noqa: E402
from standoff.relevance import read_relevance, triage  # noqa: E402

Row = dict[str, Any]

#: Addresses of each stratum in the list that the headlines were drawn from.
STRATA = {"a1": 944, "a2": 140, "b1": 1_908, "b2": 4_003, "c": 115_258}

MEASURE = re.compile(
    r"\b(?:block\w*|unblock\w*|ban|bans|banned|fine[sd]?|throttl\w*|slow\w*|restrict\w*|censor\w*|law|bill|court|"
    r"regulator\w*|watchdog|roskomnadzor|remov\w*|delet\w*|demand\w*|threat\w*|warn\w*)\b"
)


def read_rows(path: Path) -> list[Row]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _names_a_platform(row: Row) -> bool:
    return any(hit.entity.side == "platform" for hit in find_names(row["words"], cased=False))


def _names_country_or_measure(row: Row) -> bool:
    governed = any(hit.entity.side != "platform" for hit in find_names(row["words"], cased=False))
    return governed or bool(MEASURE.search(row["words"]))


FILTERS: dict[str, Callable[[Row], bool]] = {
    "platform named": _names_a_platform,
    "platform and country or measure named": lambda row: _names_a_platform(row) and _names_country_or_measure(row),
    "platform and measure named": lambda row: _names_a_platform(row) and bool(MEASURE.search(row["words"])),
    "triage": lambda row: triage(None, row["url"], "en").relevant,
}


def _weighted(rows: Sequence[Row], hits: Sequence[bool], wanted: frozenset[str]) -> Row:
    """Precision, recall and F1 with each row standing for the addresses of its stratum."""
    drawn = Counter(row["stratum"] for row in rows)
    sums: Counter[str] = Counter()
    for row, hit in zip(rows, hits, strict=True):
        if row["label"] == "unsure" and "unsure" not in wanted:
            continue
        weight = STRATA[row["stratum"]] / drawn[row["stratum"]]
        right = row["label"] in wanted
        sums["hit"] += weight * (hit and right)
        sums["found"] += weight * hit
        sums["wanted"] += weight * right
    precision = sums["hit"] / sums["found"] if sums["found"] else 0.0
    recall = sums["hit"] / sums["wanted"] if sums["wanted"] else 0.0
    both = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0}


def headlines() -> Row:
    """Each filter on the labelled headlines; ``triage`` also with ``unsure`` counted as relevant."""
    path = SHARED / "data" / "headlines" / "dev.jsonl"
    if not path.exists():
        return {"skipped": f"no {path.name} of headlines beside the repository"}
    rows = read_rows(path)
    found = {name: [judge(row) for row in rows] for name, judge in FILTERS.items()}
    result: Row = {name: _weighted(rows, hits, frozenset({"yes"})) for name, hits in found.items()}
    result["triage, unsure as relevant"] = _weighted(rows, found["triage"], frozenset({"yes", "unsure"}))
    return result


def _article(row: Row) -> Article:
    published = row["published_at"]
    return Article(
        url=row["url"],
        page_type=row.get("page_type", "article"),
        text=row["text"] or "",
        headline=row["headline"],
        standfirst=row["standfirst"],
        language=row["language"],
        dateline=row.get("dateline"),
        published_at=datetime.fromisoformat(published.replace("Z", "+00:00")) if published else None,
    )


def _read(row: Row) -> Row:
    article = _article(row)
    mentions = read_mentions(article)
    relevance = read_relevance(article, mentions)
    events = read_events(article, mentions, (), relevance)
    wanted = ("action", "platform", "country", "date")
    return {
        "url": row["url"],
        "version": row.get("version", 1),
        "relevant": relevance.relevant,
        "platforms": relevance.platforms,
        "countries": relevance.countries,
        "bodies": relevance.bodies,
        "events": [{key: getattr(event, key) for key in wanted} for event in events],
    }


def _scorer() -> ModuleType | None:
    path = SHARED / "tools" / "score_newsroom.py"
    spec = importlib.util.spec_from_file_location("score_newsroom", path) if path.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(rows: Sequence[Row]) -> Row:
    """Relevance, parties and events of pages that are read from their gold text."""
    scorer = _scorer()
    if scorer is None or not rows:
        return {"skipped": "no pages, or no score_newsroom.py beside the repository"}
    scored = scorer.evaluate([({"version": 1, **row}, _read(row)) for row in rows])
    return {"relevance": scored["relevance"], **scored["sets"], **scored["events"]}


def speed(rows: Sequence[Row], times: int = 10) -> Row:
    """Documents a CPU-second through gazetteer, relevance and events, each read as if for the first time."""
    for row in rows:
        _read(row)
    began = time.process_time()
    for _ in range(times):
        for row in rows:
            read_parties.cache_clear()
            read_page.cache_clear()
            triage.cache_clear()
            _read(row)
    spent = time.process_time() - began
    count = times * len(rows)
    return {"documents": count, "documents_per_cpu_second": count / spent if spent else 0.0}


def run() -> Row:
    """Everything, by name."""
    path = SHARED / "data" / "newsroom" / "gold.jsonl"
    newsroom = read_rows(path) if path.exists() else []
    own = {half: load_texts(half) for half in PARTS}
    return {
        "headlines": headlines(),
        "newsroom": pages(newsroom),
        **{f"texts {half}": pages(texts) for half, texts in own.items()},
        "speed": speed([row for row in newsroom if row["text"]] or own["dev"]),
    }


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    results = run()
    if parser.parse_args().json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
        return
    for title, part in results.items():
        print(f"== {title}")
        for name, value in part.items():
            if isinstance(value, dict):
                print(f"{name:40} P {value['p']:.3f}  R {value['r']:.3f}  F1 {value['f1']:.3f}")
            else:
                print(f"{name:40} {value if isinstance(value, str) else round(value, 1)}")


if __name__ == "__main__":
    main()
