"""How fast the reading room answers over a large archive, while nothing writes and while a crawl does.

    python benchmarks/reading_room.py [--articles N] [--requests N] [--archive FILE] [--json]

An invented archive (see big_archive.py) is built once and served by `standoff serve` in a process of its own; each page
is asked for in turn, so that one page's cache is not another's advantage. Milliseconds of wall time as a reader has
them; read them beside the machine they were measured on. A page that leaves a part out, since a query ran into the time
limit, is marked as much as one that fails.
"""

import argparse
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.big_archive import OUTLETS, SPEAKERS, add, fill, sentence, take_back, vocabulary  # noqa: E402
from benchmarks.cost import tree  # noqa: E402

#: What each kind of page may take, p95 in milliseconds.
LIMIT, SEARCH_LIMIT = 300, 500
LEFT_OUT = "was too much to gather"
ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
#: Pages that no other reader may keep waiting.
OWN = ("front page", "article", "dispute", "speaker", "outlet", "platform", "search, a rare word")
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
        "list with facets": f"/{stem}/articles?_facet=outlet&_facet=language",
        "list with facets, of an outlet": f"/{stem}/articles?outlet=outlet{draw.randrange(OUTLETS)}",
        "list with facets, a later page": f"/{stem}/articles?_next={total // 2},{total // 2}&_sort_desc=id",
        "list of quotes": f"/{stem}/quotes_by_speaker",
        "list of quotes of a stance": f"/{stem}/quotes?stance=denies",
        "list of versions": f"/{stem}/article_history",
        "list of claims": f"/{stem}/claims_and_denials",
        "list of answers": f"/{stem}/claims_and_answers",
        "list of acts": f"/{stem}/dispute_timeline",
        "list of reprints": f"/{stem}/wire_reprints",
        "list of tables": f"/{stem}",
        "pictures": "/charts",
        "search, the commonest word": f"/search?q={words[0]}",
        "search, a rare word": f"/search?q={draw.choice(words[5000:20000])}",
        "table search, a common word": f"/{stem}/articles?_search={words[20]}",
        "table search, the commonest word": f"/{stem}/articles?_search={words[0]}",
        "table search, of an outlet": f"/{stem}/articles?_search={words[20]}&outlet=outlet{draw.randrange(OUTLETS)}",
        "table search in quotes": f"/{stem}/quotes?_search={words[20]}",
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
    """An article and ten headlines committed every 50 ms, as a busy crawl does; the articles go again at the end."""
    stop = threading.Event()
    with closing(sqlite3.connect(archive)) as conn:
        total = conn.execute("select max(id) from articles").fetchone()[0]

    def write() -> None:
        conn = sqlite3.connect(archive, timeout=20)
        draw, number = random.Random(7), total
        while not stop.wait(0.05):
            number += 1
            with conn:
                add(conn, number, total, draw, words)
                for old in draw.sample(range(1, total + 1), min(10, total)):
                    conn.execute("update articles set headline = ? where id = ?", [sentence(draw, words, 9), old])
        with conn:
            take_back(conn, total)
        conn.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def crowded(client: httpx.Client, stem: str, readers: int) -> Iterator[None]:
    """So many readers whose statements all run into the time limit."""
    stop = threading.Event()
    facets = "&".join(f"_facet={name}" for name in ("url", "identity", "headline", "first_seen_at"))
    asked = [f"/{stem}.json?{urlencode({'sql': ENDLESS})}", f"/{stem}/articles?{facets}&headline__contains=koko"]

    def ask(path: str) -> None:
        with httpx.Client(base_url=client.base_url, timeout=120) as other:
            while not stop.is_set():
                other.get(path)

    threads = [threading.Thread(target=ask, args=(asked[number % 2],)) for number in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


class Server:
    """What the processes of a server use, from Linux' /proc; nothing elsewhere."""

    def __init__(self, pid: int) -> None:
        self.pids = (pid, *tree(pid)) if Path("/proc/self/stat").exists() else ()

    def cpu(self) -> float:
        """Milliseconds of CPU so far, in steps of ten."""
        fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in self.pids]
        return sum(int(found[11]) + int(found[12]) for found in fields) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """MiB in use."""
        lines = [line for one in self.pids for line in Path(f"/proc/{one}/status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def measure(
    client: httpx.Client,
    server: Server,
    archive: tuple[str, int],
    requests: int,
    words: list[str],
    only: Container[str] | None = None,
) -> tuple[dict[str, dict[str, float]], list[int]]:
    """Ask for every kind of page, or for those in *only*, *requests* times in turn.

    Returns p50 and p95 in ms, CPU in ms, KB of the answer and how many were not whole, by the name of the page; and the
    memory of the server in MiB after each turn.
    """
    draw = random.Random(3)
    asked: dict[str, list[tuple[float, float, int, bool]]] = {}
    memory = []
    for _ in range(requests):
        for name, path in pages(*archive, draw, words).items():
            if only is not None and name not in only:
                continue
            start, used = time.perf_counter(), server.cpu()
            answer = client.get(path)
            taken = (time.perf_counter() - start) * 1000
            whole = answer.status_code == 200 and LEFT_OUT not in answer.text
            asked.setdefault(name, []).append((taken, server.cpu() - used, len(answer.content) // 1024, whole))
        memory.append(server.memory())
    found = {}
    for name, answers in asked.items():
        times, cpu, kb, whole = zip(*answers, strict=True)
        found[name] = {
            "p50": round(statistics.median(times), 1),
            "p95": round(sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)], 1),
            "cpu": round(statistics.mean(cpu), 1),
            "kb": kb[-1],
            "not whole": len(whole) - sum(whole),
        }
    return found, memory


def run(archive: Path, requests: int, crowd: int) -> dict[str, Any]:
    """Measure an archive at rest, under a writer, and beside *crowd* readers who ask for too much."""
    words = vocabulary()
    with closing(sqlite3.connect(archive)) as conn:
        total = conn.execute("select max(id) from articles").fetchone()[0]
    with served(archive) as (client, pid):
        drive = partial(measure, client, Server(pid), (archive.stem, total), words=words[0])
        drive(1)  # a first look at each page: the cache is cold only once
        idle, memory = drive(requests)
        with writing(archive, words):
            busy, later = drive(requests)
        beside, last = {}, []
        if crowd:
            with crowded(client, archive.stem, crowd):
                beside, last = drive(requests, only=OWN)
    return {
        "articles": total,
        "requests": requests,
        "bytes": archive.stat().st_size,
        "memory MiB": memory + later + last,
        "idle": idle,
        "writing": busy,
        "crowd": beside,
    }


def show(result: dict[str, Any]) -> None:
    """Print a line a page, marked where it is over its limit or did not answer."""
    memory = result["memory MiB"]
    print(f"{result['articles']:,} articles, {result['bytes'] / 1e9:.2f} GB, each page {result['requests']} times")
    print(f"memory {memory[0]} MiB after the first round, {memory[-1]} after the last, at most {max(memory)}")
    print(f"{'page':34}{'p50':>8}{'p95':>8}{'cpu':>8}{'p50 w':>8}{'p95 w':>8}{'cpu w':>8}{'KB':>6}")
    for name, idle in result["idle"].items():
        busy = result["writing"][name]
        limit = SEARCH_LIMIT if "search" in name else LIMIT
        mark = "  SLOW" if max(idle["p95"], busy["p95"]) > limit else ""
        mark += "  NOT WHOLE" if idle["not whole"] or busy["not whole"] else ""
        figures = "".join(f"{half[key]:8.1f}" for half in (idle, busy) for key in ("p50", "p95", "cpu"))
        print(f"{name:34}{figures}{idle['kb']:6.0f}{mark}")
    for name, crowd in result["crowd"].items():
        print(f"{name + ', beside a crowd':34}{crowd['p50']:8.1f}{crowd['p95']:8.1f}{crowd['not whole'] or '':>8}")


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000, help="default 1,000,000: a quarter of an hour")
    parser.add_argument("--requests", type=int, default=20, help="times each page is asked for")
    parser.add_argument("--crowd", type=int, default=8, help="readers who ask for more than there is time for")
    parser.add_argument("--archive", type=Path, help="keep the archive here, and take it up again when it is there")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="standoff-bench-") as folder:
        archive = options.archive or Path(folder) / "archive.db"
        if not archive.exists():
            fill(archive, options.articles)
        result = run(archive, options.requests, options.crowd)
    print(json.dumps(result, indent=2)) if options.json else show(result)


if __name__ == "__main__":
    main()
