"""How fast the reading room answers over a large archive, while nothing writes and while a crawl does.

    python benchmarks/reading_room.py [--articles N] [--requests N] [--archive FILE] [--json]

An invented archive (see big_archive.py) is built once and served by `standoff serve` in a process of its own; each page
is asked for in turn, so that one page's cache is not another's advantage. Milliseconds of wall time as a reader has
them; read them beside the machine they were measured on. A page that leaves a part out, since a query ran into the time
limit, is marked as much as one that fails.
"""

import argparse
import json
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.big_archive import OUTLETS, SPEAKERS, fill, sentence, vocabulary  # noqa: E402
from benchmarks.cost import tree  # noqa: E402

#: What each kind of page may take, p95 in milliseconds.
LIMIT, SEARCH_LIMIT = 300, 500
LEFT_OUT = "was too much to gather"
PARAMETERS = {"month": "2026-09", "wire": "Reuters", "speaker": "Speaker 17", "stance": "", "outlet": "", "since": ""}


def pages(stem: str, total: int, draw: random.Random, words: list[str]) -> dict[str, str]:
    """Return one address of each kind of page, another one at each call."""
    article, dispute = draw.randrange(1, total + 1), draw.randrange(1, max(2, total // 900))
    queries = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["archive"]["queries"]
    found = {
        "front page": "/",
        "article": f"/{stem}/articles/{article}",
        "dispute": f"/{stem}/disputes/{dispute}",
        "speaker": f"/{stem}/speakers/{draw.randrange(1, SPEAKERS + 1)}",
        "outlet": f"/{stem}/outlets/outlet{draw.randrange(OUTLETS)}",
        "platform": "/platform/Telegram",
        "country": "/country/KZ",
        "list of articles": f"/{stem}/latest_articles",
        "list with a facet": f"/{stem}/articles?_facet=outlet&_facet=language",
        "list of quotes": f"/{stem}/quotes_by_speaker",
        "search, the commonest word": f"/search?q={words[0]}",
        "search, a rare word": f"/search?q={draw.choice(words[5000:20000])}",
        "table search, a common word": f"/{stem}/articles?_search={words[20]}",
    }
    for name, query in queries.items():
        common = {"q": words[20], "dispute": f"dispute-{dispute}", "crawl": "1"} | PARAMETERS
        given = "&".join(f"{key}={common.get(key, '')}" for key in query.get("params", ()))
        found[f"query {name}"] = f"/{stem}/{name}?{given}"
    return found


@contextmanager
def served(archive: Path) -> Iterator[tuple[httpx.Client, int]]:
    """`standoff serve` over *archive*: a client, and the id of the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "standoff.cli", "serve", "--archive", str(archive), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, follow_redirects=True) as client:
            for _ in range(200):
                try:
                    client.get("/-/versions.json")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client, process.pid
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def writing(archive: Path, words: tuple[list[str], list[float]]) -> Iterator[None]:
    """New versions committed, ten every 50 ms, as a busy crawl does; taken out of the archive at the end."""
    stop = threading.Event()

    def write() -> None:
        conn = sqlite3.connect(archive, timeout=20)
        draw = random.Random(7)
        total = conn.execute("select max(id) from articles").fetchone()[0]
        while not stop.wait(0.05):
            with conn:
                for number in draw.sample(range(1, total + 1), min(10, total)):
                    conn.execute("update articles set headline = ? where id = ?", [sentence(draw, words, 9), number])
        conn.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def measure(
    client: httpx.Client, stem: str, total: int, requests: int, words: list[str]
) -> dict[str, dict[str, float]]:
    """Ask for every kind of page *requests* times in turn: p50 and p95 in ms, KB of the answer, how many not whole."""
    draw = random.Random(3)
    times: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for _ in range(requests):
        for name, path in pages(stem, total, draw, words).items():
            start = time.perf_counter()
            answer = client.get(path)
            times.setdefault(name, []).append((time.perf_counter() - start) * 1000)
            sizes[name] = len(answer.content) // 1024
            whole = answer.status_code == 200 and LEFT_OUT not in answer.text
            wrong[name] = wrong.get(name, 0) + (not whole)
    return {
        name: {
            "p50": round(statistics.median(found), 1),
            "p95": round(sorted(found)[max(0, -(-len(found) * 95 // 100) - 1)], 1),
            "kb": sizes[name],
            "not whole": wrong[name],
        }
        for name, found in times.items()
    }


def memory(pid: int) -> int:
    """Peak memory of a process and those below it in MiB, from Linux' /proc; 0 elsewhere."""
    try:
        lines = [Path(f"/proc/{one}/status").read_text() for one in (pid, *tree(pid))]
    except OSError:
        return 0
    return sum(int(line.split()[1]) for text in lines for line in text.splitlines() if line.startswith("VmHWM")) // 1024


def run(archive: Path, total: int, requests: int) -> dict[str, object]:
    """Measure an archive at rest and under a writer."""
    words = vocabulary()
    with served(archive) as (client, pid):
        measure(client, archive.stem, total, 1, words[0])  # a first look at each page: the cache is cold only once
        idle, first = measure(client, archive.stem, total, requests, words[0]), memory(pid)
        with writing(archive, words):
            busy = measure(client, archive.stem, total, requests, words[0])
        return {
            "articles": total,
            "requests": requests,
            "bytes": archive.stat().st_size,
            "memory MiB": [first, memory(pid)],
            "idle": idle,
            "writing": busy,
        }


def show(result: dict[str, dict[str, dict[str, float]]]) -> None:
    """Print a line a page, marked where it is over its limit or did not answer."""
    print(f"{result['articles']:,} articles, {result['bytes'] / 1e9:.2f} GB, memory {result['memory MiB']} MiB")
    print(f"{'page':34}{'p50':>9}{'p95':>9}{'p50 w':>9}{'p95 w':>9}{'KB':>7}")
    for name, idle in result["idle"].items():
        busy = result["writing"][name]
        limit = SEARCH_LIMIT if "search" in name else LIMIT
        mark = "  SLOW" if max(idle["p95"], busy["p95"]) > limit else ""
        mark += "  NOT WHOLE" if idle["not whole"] or busy["not whole"] else ""
        print(
            f"{name:34}{idle['p50']:9.1f}{idle['p95']:9.1f}{busy['p50']:9.1f}{busy['p95']:9.1f}{idle['kb']:7.0f}{mark}"
        )


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000, help="default 1,000,000: a quarter of an hour")
    parser.add_argument("--requests", type=int, default=20, help="times each page is asked for")
    parser.add_argument("--archive", type=Path, help="keep the archive here, and take it up again when it is there")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="standoff-bench-") as folder:
        archive = options.archive or Path(folder) / "archive.db"
        if not archive.exists():
            fill(archive, options.articles)
        result = run(archive, options.articles, options.requests)
    print(json.dumps(result, indent=2)) if options.json else show(result)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
