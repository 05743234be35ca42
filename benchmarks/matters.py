"""Two matters of one pair: are they told apart, and does one matter stay whole when little was read in its pages?

    python benchmarks/matters.py [--json]

From the newsroom beside the repository: ``apart`` gives the pages of two disputes one platform and one government,
some days after each other, and counts how often they are two disputes again; the gap alone never parts them.
``whole`` leaves out a part of the quotes and events at random and counts the disputes that fall to pieces.
"""

import argparse
import copy
import json
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

sys.path.insert(0, str(ROOT))

from benchmarks.gold_archive import fill_archive  # noqa: E402
from pipelines.database import Database  # noqa: E402
from pipelines.settle import settle  # noqa: E402

Row = dict[str, Any]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAIR = ("Telegram", "AM")


def disputes_of(rows: Iterable[Row]) -> dict[str, int]:
    """Return the chief dispute of each address once *rows* are settled."""
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "archive.db") as db:
        db.conn.execute("pragma synchronous = off")
        fill_archive(db, rows)
        settle(db, NOW)
        found = db.rows(
            "select url, dispute_id from dispute_articles join articles on articles.id = article_id where main = 1"
        )
        return {row["url"]: row["dispute_id"] for row in found}


def apart(rows: list[Row], gaps: Iterable[int] = (10, 40, 90)) -> Row:
    """Return how many pairs of disputes are kept apart, by the days between them."""
    by_dispute = _by_dispute(rows)
    others = [row for row in rows if not row["dispute"]]
    result: Row = {}
    for gap in gaps:
        parted = 0
        pairs = list(combinations(sorted(by_dispute), 2))
        for one, other in pairs:
            first = list(_moved(by_dispute[one], timedelta()))
            end = max(datetime.fromisoformat(row["published_at"]) for row in first)
            begin = min(datetime.fromisoformat(row["published_at"]) for row in by_dispute[other])
            second = list(_moved(by_dispute[other], end + timedelta(days=gap) - begin))
            found = disputes_of([*others, *first, *second])
            groups = [{found.get(row["url"]) for row in part} for part in (first, second)]
            parted += len(groups[0]) == len(groups[1]) == 1 and groups[0] != groups[1]
        result[f"{gap} days between"] = {"parted": parted, "of": len(pairs)}
    return result


def _moved(rows: Iterable[Row], by: timedelta) -> Iterator[Row]:
    """Yield *rows* some days later, and about one pair."""
    for row in copy.deepcopy(list(rows)):
        row["platforms"], row["countries"] = [PAIR[0]], [PAIR[1]]
        row["published_at"] = (datetime.fromisoformat(row["published_at"]) + by).isoformat()
        for event in row["events"]:
            event["platform"] = event["platform"] and PAIR[0]
            event["country"] = event["country"] and PAIR[1]
            event["date"] = _later(event["date"], by)
        for quote in row["quotes"]:
            quote["said_on"] = _later(quote["said_on"], by)
        yield row


def _later(day: str | None, by: timedelta) -> str | None:
    if not day or len(day) < 7:
        return day
    moved = datetime.fromisoformat(f"{day}-15"[:10]) + by
    return moved.date().isoformat()[: len(day)]


def whole(rows: list[Row], shares: Iterable[float] = (0.0, 0.5, 0.7, 0.9), seeds: int = 3) -> Row:
    """Return how many disputes stay whole, by the part of quotes and events that was left out."""
    result: Row = {}
    for share in shares:
        kept = count = 0
        for seed in range(seeds):
            chance = random.Random(seed)
            thin = copy.deepcopy(rows)
            for row in thin:
                for name in ("quotes", "events"):
                    row[name] = [one for one in row[name] if chance.random() >= share]
            found = disputes_of(thin)
            groups = [{found.get(row["url"]) for row in part} for part in _by_dispute(thin).values()]
            kept, count = kept + sum(len(group) == 1 for group in groups), count + len(groups)
        result[f"{share:.0%} left out"] = {"whole": kept, "of": count}
    return result


def _by_dispute(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["dispute"]:
            found.setdefault(row["dispute"], []).append(row)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    gold = SHARED / "newsroom" / "gold.jsonl"
    if not gold.exists():
        results: Row = {"skipped": "newsroom/gold.jsonl is not beside the repository"}
    else:
        rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
        results = {"apart": apart(rows), "whole": whole(rows)}
    if options.json:
        print(json.dumps(results, indent=2))
        return
    for section, figures in results.items():
        print(section)
        for name, figure in figures.items() if isinstance(figures, dict) else [("", figures)]:
            print(f"  {name:20} {figure}")


if __name__ == "__main__":
    main()
