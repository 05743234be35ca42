"""What a long crawl holds in memory, process by process, as it goes on: flat, or it leaks.

    python benchmarks/memory.py [--addresses 10000] [--workers 1] [--every 500] [--keep [NAME]]

`standoff crawl` with everything on over the pages that ``throughput.py`` serves, each read under many addresses. Every
so many captures a line: megabytes of the main process, the fork server, each worker (proportional set size, by which
memory that several share is divided among them; behind the bar what a worker has for itself alone), and all together.
`--keep` writes benchmarks/results/.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.cost import tree  # noqa: E402
from benchmarks.throughput import PAGES, PEERS, about, keep, served, write_outlets  # noqa: E402


def held(process: int) -> tuple[float, float]:
    """Proportional and own megabytes of a process."""
    found = {"Pss": 0, "Private_Clean": 0, "Private_Dirty": 0}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, size = line.partition(":")
        found[name] = int(size.split()[0])
    return found["Pss"] / 1024, (found["Private_Clean"] + found["Private_Dirty"]) / 1024


def parts(root: int) -> dict[str, Any]:
    """Megabytes by what a process is for; workers are the children of the fork server."""
    found: dict[str, Any] = {"main": held(root)[0], "fork server": 0.0, "workers": [], "own": [], "others": 0.0}
    below = tree(root)
    servers = [process for process in below if b"forkserver" in Path(f"/proc/{process}/cmdline").read_bytes()]
    for process in below:
        shared, own = held(process)
        if process not in servers:
            found["others"] += shared
        elif set(tree(process)):
            found["fork server"] = shared
        else:
            found["workers"].append(shared)
            found["own"].append(own)
    found["all"] = sum((found["main"], found["fork server"], found["others"], *found["workers"]))
    return found


def captures(archive: Path) -> int:
    """How many pages are kept so far."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute("select count(*) from captures where kind = 'page'").fetchone()[0])
    return 0


def watch(command: list[str], archive: Path, every: int) -> list[dict[str, Any]]:
    """Run the crawl and look at it each time so many pages more are kept; the last row has the peak of all of it."""
    rows: list[dict[str, Any]] = []
    environment = {**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, cwd=archive.parent) as crawl:
        peak, reached = 0.0, every
        while crawl.poll() is None:
            time.sleep(0.5)
            with suppress(OSError, ValueError):
                now = parts(crawl.pid)
                peak = max(peak, now["all"])
                if (pages := captures(archive)) >= reached and now["workers"]:
                    reached = pages - pages % every + every
                    rows.append({"pages": pages, **now, "peak": peak})
                    print(told(rows[-1]), flush=True)
        print(f"settled, with a peak of {peak:.0f} MB; exit code {crawl.wait()}")
    return [*rows, {"settled": True, "peak": peak}]


def told(row: dict[str, Any]) -> str:
    """A line of the table."""
    workers = "  ".join(f"{one:4.0f} |{own:4.0f}" for one, own in zip(row["workers"], row["own"], strict=True))
    sizes = "".join(f"{row[name]:>8.0f}" for name in ("main", "fork server", "others", "all", "peak"))
    return f"{row['pages']:>8}{sizes}    {workers}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--addresses", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--keep", nargs="?", const="", help="write the figures to benchmarks/results/, under a name")
    args = parser.parse_args()
    pages = PAGES if PAGES.is_dir() else None
    print("   pages    main  server  others     all    peak    each worker, and its own")
    with tempfile.TemporaryDirectory() as name, served(pages, args.addresses, 8) as addresses:
        folder = Path(name)
        write_outlets(folder / "outlets", addresses)
        command = [sys.executable, "-m", "standoff.cli", "crawl", "-q", "--workers", str(args.workers)]
        command += ["--outlets", str(folder / "outlets" / "all"), "--archive", str(folder / "archive.db")]
        rows = watch(command, folder / "archive.db", args.every)
    if args.keep is not None:
        figures = about(PEERS, pages, args.addresses, 1)
        keep("-".join(filter(None, ("memory", args.keep))), {**figures, "workers": args.workers, "rows": rows})


if __name__ == "__main__":
    main()
