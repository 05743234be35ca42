"""Article extraction against named peers: the same pages, in the same run, one table a set.

    python benchmarks/extraction.py [--json] [--set fundus] [--lead as-is|prepend] [--peers PYTHON]

Pages with gold are looked for in ``../shared/data/pages``; without them the pages of ``tests/fixtures/pages`` are read,
which are too few for a claim. Times are CPU seconds of the reading alone. A day is compared as the page prints it.
newspaper4k and readability-lxml run under the interpreter ``--peers``; where that is missing they are left out, with a
line that says so.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from page_scores import Row, difference, score_claims, score_page, score_set

from standoff.articles import read_article
from standoff.captures import decode
from standoff.errors import ExtractionError
from standoff.model import Capture
from standoff.times import printed_day

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data" / "pages"
FIXTURES = ROOT / "tests" / "fixtures" / "pages"
PEERS = ROOT / ".peers" / "bin" / "python"
FETCHED = datetime(2026, 8, 12, tzinfo=UTC)  # later than every page, so that no reader refuses a date
Answer = dict[str, Any]
Reader = Callable[[str, bytes], Answer]


def ours(url: str, body: bytes) -> Answer:
    """Return what the rooms read from one page."""
    headers = (("Content-Type", "text/html"),)
    capture = Capture(url=url, final_url=url, fetched_at=FETCHED, status=200, headers=headers, body=body, digest="")
    try:
        article = read_article(capture)
    except ExtractionError as error:
        return {"error": str(error)}
    printed = printed_day(article.published_at, article.published_raw) if article.published_at else ""
    moment = article.published_at.isoformat() if article.published_at else ""
    return {
        "text": article.text,
        "standfirst": article.standfirst,
        "headline": article.headline,
        "authors": list(article.authors),
        "day": str(printed),
        "day_utc": moment,
    }


def trafilatura(url: str, body: bytes, precise: bool = False) -> Answer:
    """Return what trafilatura reads with metadata and without comments."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(body, url=url, include_comments=False, with_metadata=True, favor_precision=precise)
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {"text": found.text or "", "headline": found.title, "authors": authors, "day": found.date}


def precise_trafilatura(url: str, body: bytes) -> Answer:
    """Return what trafilatura reads when it favours precision."""
    return trafilatura(url, body, precise=True)


READERS: Mapping[str, Reader] = {
    "standoff": ours,
    "trafilatura": trafilatura,
    "trafilatura precision": precise_trafilatura,
}


def load_pages(sets: list[str]) -> tuple[list[Row], Callable[[Row], bytes]]:
    """Return the pages with gold and how to get the bytes of one."""
    if SHARED.is_dir():
        rows = [json.loads(line) for line in (SHARED / "gold.jsonl").read_text("utf-8").splitlines() if line]
        rows = [row for row in rows if not sets or row["set"] in sets]
        return rows, lambda row: gzip.decompress((SHARED / row["file"]).read_bytes())
    print("no ../shared/data/pages: reading the few pages of tests/fixtures/pages", file=sys.stderr)
    rows = []
    for folder in sorted(FIXTURES.iterdir()):
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        if expected.get("text"):
            rows.append(
                {
                    "id": folder.name,
                    "set": "fixtures",
                    "url": f"https://fixture.test/{folder.name}",
                    "gold_text": expected["text"],
                    "gold_title": expected.get("headline"),
                    "gold_date": expected.get("published_raw") or expected.get("published_at"),
                    "gold_author": expected.get("authors"),
                }
            )
    return rows, lambda row: (FIXTURES / row["id"] / "page.html").read_bytes()


def run(reader: Reader, pages: Iterable[tuple[Row, bytes]]) -> tuple[dict[str, Answer], float]:
    """Return the answers of *reader* by page id, and its CPU seconds."""
    answers: dict[str, Answer] = {}
    spent = 0.0
    for row, body in pages:
        start = time.process_time()
        try:
            answers[row["id"]] = reader(row["url"] or "https://unknown.test/", body)
        except Exception as error:  # a peer may raise anything: that page is an empty answer
            answers[row["id"]] = {"error": f"{type(error).__name__}: {error}"}
        spent += time.process_time() - start
    return answers, spent


def run_peers(python: Path, pages: list[tuple[Row, bytes]]) -> dict[str, tuple[dict[str, Answer], float]]:
    """Return the answers of the peers that the interpreter *python* has; says on stderr which are left out."""
    if not python.exists():
        print(f"newspaper4k, readability-lxml: skipped, no interpreter at {python}", file=sys.stderr)
        return {}
    lines = [{"id": row["id"], "url": row["url"], "html": decode(body, ())[0]} for row, body in pages]
    script = Path(__file__).parent / "extraction_peers.py"
    sent = "\n".join(json.dumps(line) for line in lines)
    done = subprocess.run([python, script], input=sent, capture_output=True, text=True, check=False)
    results: dict[str, tuple[dict[str, Answer], float]] = {}
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        if "skipped" in answer:
            print(f"{answer['peer']}: skipped, {answer['skipped']}", file=sys.stderr)
        else:
            results[answer["peer"]] = (answer["answers"], answer["cpu"])
    if done.returncode:
        print(f"peers: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    return results


def lead(answer: Answer, mode: str) -> str:
    """Return the text to be scored: with the standfirst before it when *mode* is prepend."""
    text = answer.get("text") or ""
    standfirst = answer.get("standfirst")
    return f"{standfirst}\n\n{text}" if mode == "prepend" and standfirst else text


def evaluate(rows: list[Row], results: Mapping[str, tuple[dict[str, Answer], float]], mode: str) -> dict[str, Any]:
    """Return the figures of every reader on one set, each peer with its difference to ours."""
    table: dict[str, Any] = {}
    with_text = [row for row in rows if row.get("gold_text")]
    scores = {
        name: [score_page(row["gold_text"], lead(answers.get(row["id"], {}), mode)) for row in with_text]
        for name, (answers, _) in results.items()
    }
    for name, (answers, spent) in results.items():
        table[name] = {"cpu": spent, **score_claims(rows, answers)}
        table[name]["errors"] = sum("error" in answers.get(row["id"], {}) for row in rows)
        if with_text:
            table[name] |= score_set(scores[name])
            if name != "standoff":
                table[name]["ours_minus_this"] = difference(scores["standoff"], scores[name])
    return table


def print_set(name: str, table: Mapping[str, Any], mode: str) -> None:
    """Print one set as a table."""
    pages = max(int(row.get("pages", row.get("date_n", 0))) for row in table.values())
    print(f"\n{name}: {pages} pages, lead {mode}")
    columns = ("f1", "p", "r", "mean_f1", "empty", "title", "date", "date_utc", "author", "errors", "cpu")
    print("  ".join(["reader".ljust(22), *(column.rjust(7) for column in columns)]))
    base = table.get("trafilatura", {}).get("cpu")
    for reader, row in table.items():
        cells = [f"{row[c]:.4f}" if isinstance(row.get(c), float) else str(row.get(c, "-")) for c in columns[:-1]]
        ratio = f"{row['cpu']:.1f}s" + (f" {row['cpu'] / base:.2f}x" if base else "")
        print("  ".join([reader.ljust(22), *(cell.rjust(7) for cell in cells), ratio]))
        if "ours_minus_this" in row:
            gap = row["ours_minus_this"]
            print(f"{'':24}ours {gap['difference']:+.4f} in F1, 95 % {gap['low']:+.4f} to {gap['high']:+.4f}")


def main() -> None:
    """Run every reader over every page and print or dump the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--set", action="append", dest="sets", default=[], help="this set alone; may be repeated")
    parser.add_argument("--lead", choices=("as-is", "prepend"), default="as-is", help="score the standfirst too")
    parser.add_argument("--peers", type=Path, default=PEERS, help="an interpreter that has the other extractors")
    args = parser.parse_args()

    rows, bytes_of = load_pages(args.sets)
    report: dict[str, Any] = {}
    for name in sorted({row["set"] for row in rows}):
        chosen = [row for row in rows if row["set"] == name]
        pages = [(row, bytes_of(row)) for row in chosen]
        for reader in READERS.values():
            run(reader, pages[:1])  # loads models and patterns, so that no reader pays for them below
        results = {reader: run(read, pages) for reader, read in READERS.items()} | run_peers(args.peers, pages)
        report[name] = evaluate(chosen, results, args.lead)
        if not args.json:
            print_set(name, report[name], args.lead)
    if args.json:
        print(json.dumps({"lead": args.lead, "sets": report}, indent=2))


if __name__ == "__main__":
    main()
