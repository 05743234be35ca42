"""What a document costs to settle as the archive grows: fingerprints, the exact check, stories.

    python benchmarks/growth.py [--documents 100000] [--batch 1000] [--json]

The texts are drawn from a made-up vocabulary with Zipf's frequencies, with standing phrases; one in seven is a copy of
a recent one, half of these cut, with one paragraph in ten rewritten. ``cost ratio`` is that of a document in the last
batches to one in the first ten thousand; times are CPU seconds. 100,000 documents take about three minutes.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipelines.database import Database  # noqa: E402
from pipelines.pack import keep_capture  # noqa: E402
from pipelines.run import Run, write_outlet  # noqa: E402
from pipelines.settle import settle  # noqa: E402
from standoff.captures import digest_of  # noqa: E402
from standoff.model import Capture, Outlet  # noqa: E402

START = datetime(2015, 1, 1, tzinfo=UTC)

#: Documents a day: a dozen outlets.
A_DAY = 40

#: Documents that a copy may be taken from: about a week.
RECENT = 300

#: Documents that make up the first part of the archive, and the part that is compared with it.
PART = 10_000


class Writer:
    """Writes invented texts, the same in every run."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        letters = "bcdfghklmnprstvz", "aeiou"
        self.words = [
            "".join(self.random.choice(kind) for _ in range(self.random.randint(1, 4)) for kind in letters)
            for _ in range(60_000)
        ]
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.phrases = [self.take(6) for _ in range(300)]
        self.recent: list[tuple[int, list[str]]] = []
        self.copied: set[tuple[int, int]] = set()

    def take(self, count: int) -> str:
        """Return some words."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))

    def write(self, number: int) -> list[str]:
        """Return the paragraphs of a document, a new one or a copy."""
        if self.recent and self.random.random() < 1 / 7:
            source, found = self.random.choice(self.recent)
            cut = len(found) if self.random.random() < 0.5 else max(6, round(0.7 * len(found)))
            text = [part if self.random.random() > 0.1 else self.take(15) for part in found[:cut]]
            self.copied.add((source, number))
        else:
            text = [part for _ in range(12) for part in self._paragraphs()]
        self.recent = [*self.recent[1 - RECENT :], (number, text)]
        return text

    def _paragraphs(self) -> Iterator[str]:
        phrase = f" {self.random.choice(self.phrases)}" if self.random.random() < 0.15 else ""
        yield f"{self.take(20)}{phrase}.".capitalize()
        if self.random.random() < 0.3:
            yield f'"{self.take(12)}," he said.'


def add(db: Database, writer: Writer, capture: int, number: int) -> None:
    """Put one document into the archive, as the store room would leave it."""
    text = writer.write(number)
    at = (START + timedelta(days=number / A_DAY)).strftime("%Y-%m-%dT%H:%M:%SZ")
    outlet = f"outlet{number % 5}"
    url = f"https://{outlet}.example/{number}"
    headline = " ".join(text[0].split()[:8])
    article = {"id": number, "outlet": outlet, "identity": url, "url": url, "page_type": "article", "status": "live"}
    db.insert(
        "articles", {**article, "headline": headline, "published_at": at, "first_seen_at": at, "last_seen_at": at}
    )
    revision = {"id": number, "article_id": number, "text_digest": url, "text": "\n\n".join(text), "captured_at": at}
    revision |= {"words": sum(len(part.split()) for part in text), "capture_id": capture}
    db.insert("revisions", {**revision, "extractor": "invented", "change": "first"})
    db.update("articles", number, {"revision_id": number})


def measure(documents: int, batch: int) -> dict[str, Any]:
    """Fill an archive batch by batch, settle after each, and return what that cost."""
    writer = Writer()
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "archive.db") as db:
        db.conn.execute("pragma synchronous = off")
        outlets = [
            Outlet(id=f"outlet{at}", name=f"Outlet {at}", kind="newspaper", homepage="", languages=("en",))
            for at in range(5)
        ]
        run = Run(db, outlets).id
        for outlet in outlets:
            write_outlet(db, outlet)
        body = b"<html>"
        page = Capture(
            url="", final_url="", fetched_at=START, status=200, headers=(), body=body, digest=digest_of(body)
        )
        capture = keep_capture(db, page, outlets[0].id, run).id or 1
        costs: list[float] = []
        for first in range(1, documents + 1, batch):
            with db.atomic():
                for number in range(first, min(documents, first + batch - 1) + 1):
                    add(db, writer, capture, number)
            start = time.process_time()
            settle(db, START)
            costs.append((time.process_time() - start) / batch)
        pairs = {
            (row["article_id"], row["other_id"]) for row in db.rows("select article_id, other_id from shared_texts")
        }
        stories = db.value("select count(*) from stories")
    part = max(1, min(PART, documents // 2) // batch)
    early, late = sum(costs[:part]) / part, sum(costs[-part:]) / part
    return {
        "documents": documents,
        "documents a CPU second": documents / (batch * sum(costs)),
        "ms a document, first": 1000 * early,
        "ms a document, last": 1000 * late,
        "cost ratio": late / early,
        "copies found": len(writer.copied & pairs) / len(writer.copied),
        "stories": stories,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=1000, help="documents between two settlings")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    found = measure(options.documents, options.batch)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name:24} {value:,.3f}" if isinstance(value, float) else f"{name:24} {value:,}")


if __name__ == "__main__":
    main()
