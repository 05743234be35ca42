"""What screening loses, what it spares, and what it costs beside trafilatura.

    python benchmarks/screening.py [--json] [--pages N]

Truth is full reading's own verdict on the same bytes. Sets: the newsroom and the real pages of ``../shared/data`` (left
out with a reason where they are missing), the invented texts of ``tests/fixtures/texts`` on a page of their own, and
the same texts set into real pages in place of their paragraphs, between the menus, notices and teasers that stand
there. Times are CPU milliseconds a page over the real pages, page by page in turn; ``trafilatura`` is extraction with
metadata alone, the larger part of the reference of ``throughput.py``, which fetches too.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from trafilatura import bare_extraction

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT))

from benchmarks.texts import PARTS, load_texts  # noqa: E402
from pipelines.enrich import read_text  # noqa: E402
from standoff.articles import read_article  # noqa: E402
from standoff.captures import decode, digest_of  # noqa: E402
from standoff.errors import ExtractionError  # noqa: E402
from standoff.model import Capture  # noqa: E402
from standoff.screening import screen  # noqa: E402

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPH = re.compile(r"<p\b[^>]*>.*?</p\s*>", re.IGNORECASE | re.DOTALL)
GRAFTS = 3  # texts that are set into one real page
HOSTS = 12  # paragraphs that a page must have to take a text in


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with its set; ``gold`` is an annotator's verdict where there is one."""

    part: str
    capture: Capture
    gold: bool | None = None


def _capture(url: str, body: bytes) -> Capture:
    return Capture(
        url=url, final_url=url, fetched_at=WHEN, status=200, headers=(), body=body, digest=digest_of(body)
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def newsroom() -> Iterator[Labelled]:
    """The pages of the newsroom, every version."""
    home = SHARED / "newsroom"
    for row in _rows(home / "gold.jsonl"):
        site = home / "hosts" / row["host"]
        entry = json.loads((site / "index.json").read_text("utf-8"))[row["url"].split(row["host"], 1)[1]]
        file = entry["versions"][row["version"] - 1] if entry.get("versions") else entry["file"]
        yield Labelled("newsroom", _capture(row["url"], (site / file).read_bytes()), row["relevant"])


def real_pages(count: int | None) -> Iterator[Labelled]:
    """The real pages, or *count* of them spread over the list."""
    rows = _rows(SHARED / "pages" / "gold.jsonl")
    step = max(1, len(rows) // count) if count else 1
    for row in rows[::step]:
        file = SHARED / "pages" / row["file"]
        url = row.get("url") or f"https://pages.example/{file.name}"
        yield Labelled("pages", _capture(url, gzip.decompress(file.read_bytes())))


def own_texts() -> Iterator[Labelled]:
    """The invented texts, each on a page with a menu and a footer."""
    for part in PARTS:
        for row in load_texts(part):
            yield Labelled(f"texts {part}", _capture(row["url"], page_of(row)), row["relevant"])


def page_of(row: dict[str, Any]) -> bytes:
    """A small page with the text of *row*."""
    lead = f"<p class=lead>{escape(row['standfirst'])}</p>" if row["standfirst"] else ""
    body = "".join(f"<p>{escape(part)}</p>" for part in row["text"].split("\n\n"))
    return (
        f'<html lang="{row["language"]}"><head><title>{escape(row["headline"])}</title></head><body><nav><ul>'
        "<li><a href=/>Home</a><li><a href=/f>Share on Facebook</a><li><a href=/y>YouTube</a></ul></nav>"
        f"<article><h1>{escape(row['headline'])}</h1>{lead}{body}</article>"
        "<footer>Follow us on Telegram</footer></body></html>"
    ).encode()


def grafted(pages: Sequence[Labelled]) -> Iterator[Labelled]:
    """The relevant texts of ``dev`` and ``more`` in the place of the paragraphs of real pages."""
    texts = [row for part in ("dev", "more") for row in load_texts(part) if row["relevant"]]
    at = 0
    for page in pages:
        html, _ = decode(page.capture.body)
        if len(PARAGRAPH.findall(html)) < HOSTS:
            continue
        for _ in range(GRAFTS):
            row = texts[at % len(texts)]
            at += 1
            url = f"{page.capture.url}#{at}"
            yield Labelled("texts in real pages", _capture(url, _graft(html, row).encode()), True)


def _graft(html: str, row: dict[str, Any]) -> str:
    parts = iter(row["text"].split("\n\n"))

    def put(_: re.Match[str]) -> str:
        part = next(parts, None)
        return f"<p>{escape(part)}</p>" if part else ""

    # the first paragraphs of a page are often a notice or a menu's
    head, rest = html[: (start := _third_paragraph(html))], html[start:]
    return head + PARAGRAPH.sub(put, rest)


def _third_paragraph(html: str) -> int:
    found = [match.start() for match in PARAGRAPH.finditer(html)]
    return found[2]


def is_relevant(capture: Capture) -> bool:
    """Full reading's verdict; a page that cannot be read is not relevant."""
    try:
        return read_text(read_article(capture)).relevance.relevant
    except ExtractionError:
        return False


def _spent(call: Callable[[], Any]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _costs(pages: Sequence[Labelled]) -> dict[str, float]:
    htmls = [decode(page.capture.body)[0] for page in pages]
    jobs: dict[str, Callable[[int], Any]] = {
        "screening": lambda at: screen(pages[at].capture),
        "trafilatura": lambda at: bare_extraction(htmls[at], with_metadata=True),
        "full reading": lambda at: is_relevant(pages[at].capture),
    }
    for job in jobs.values():
        for at in range(min(10, len(pages))):
            job(at)
    sums = dict.fromkeys(jobs, 0.0)
    for at in range(len(pages)):
        for name, job in jobs.items():
            sums[name] += _spent(lambda job=job, at=at: job(at))
    return {name: spent / len(pages) * 1000 for name, spent in sums.items()}


def _score(pages: Sequence[Labelled]) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for page in pages:
        row = table.setdefault(
            page.part, {"pages": 0, "screened_out": 0, "relevant": 0, "lost": 0, "gold": 0, "gold_lost": 0, "named": []}
        )
        found, relevant = screen(page.capture), is_relevant(page.capture)
        row["pages"] += 1
        row["screened_out"] += not found.kept
        row["relevant"] += relevant
        row["lost"] += relevant and not found.kept
        row["gold"] += bool(page.gold)
        row["gold_lost"] += bool(page.gold) and not found.kept
        if relevant and not found.kept and page.part != "texts held":
            row["named"].append(f"{page.capture.url}: {'; '.join(found.reasons)}")
    return table


def run(count: int | None = None) -> dict[str, Any]:
    """Everything, by name."""
    real = list(real_pages(count))
    sets = _score([*newsroom(), *real, *own_texts(), *grafted(real[:: max(1, len(real) // 60)])])
    results: dict[str, Any] = {"sets": sets}
    if real:
        costs = _costs(real)
        kept = 1 - sets["pages"]["screened_out"] / sets["pages"]["pages"]
        results["ms"] = costs
        results["screening / trafilatura"] = costs["screening"] / costs["trafilatura"]
        results["screening and reading what is kept / reading all"] = (
            costs["screening"] + kept * costs["full reading"]
        ) / costs["full reading"]
    else:
        results["skipped"] = "no real pages beside the repository: no costs"
    return results


def main() -> None:
    """Print the figures as a table, or as JSON. Exits with 1 when a relevant page is lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--pages", type=int, metavar="N", help="about N of the real pages")
    options = parser.parse_args()
    results = run(options.pages)
    lost = sum(row["lost"] for row in results["sets"].values())
    if options.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
        sys.exit(1 if lost else 0)
    print(f"{'set':22}{'pages':>7}{'screened out':>14}{'relevant':>10}{'lost':>6}{'gold':>7}{'lost':>6}")
    for name, row in results["sets"].items():
        out = row["screened_out"] / row["pages"]
        counts = f"{row['relevant']:>10}{row['lost']:>6}{row['gold']:>7}{row['gold_lost']:>6}"
        print(f"{name:22}{row['pages']:>7}{out:>14.1%}{counts}")
        for line in row["named"]:
            print(f"  lost: {line}")
    for name, value in results.get("ms", {}).items():
        print(f"{name:50}{value:8.1f} CPU ms a page")
    for name in ("screening / trafilatura", "screening and reading what is kept / reading all", "skipped"):
        if name in results:
            print(f"{name:50}{results[name]:>8.3f}" if isinstance(results[name], float) else results[name])
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
