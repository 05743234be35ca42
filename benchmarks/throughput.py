"""What a page costs: `standoff crawl` with everything on, against Scrapy with trafilatura and other programs.

    .venv/bin/python benchmarks/throughput.py [--json] [--addresses N] [--repeats N] [--jobs NAME...] [--peers PYTHON]
        [--bundled] [--keep [NAME]]

Serves the pages of ../shared/data/pages, or (`--bundled`) those of the bundled newsroom, which are small and nearly all
about disputes, from another process and runs the jobs in turn, so that what else the machine does falls on all of them.
The unit is CPU milliseconds a page, user and system of the whole process tree: the slope between a run over a quarter
of the addresses and one over all; the rest is `start s`. Ratios are to `reference`: Scrapy and trafilatura in one
process. `standoff_screened` is a crawl whose outlets say read = "relevant". `pages` is how many gave a text (for
`fetch`, an answer; for `standoff`, a capture). Use the ratios; pages a second, start-up included, depend on the machine
and its load. `--keep` writes benchmarks/results/.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGES = ROOT.parent / "shared" / "data" / "pages"
PEERS = ROOT / ".peers" / "bin" / "python"
OURS = ("standoff_1", "standoff_2", "standoff_screened")
JOBS = ("fetch", "reference", "newspaper", "news_please", "trafilatura_cli", *OURS)
PEER_PACKAGES = {"newspaper": "newspaper4k", "news_please": "news-please"}
VERSIONS = ("scrapy", "twisted", "trafilatura", "lxml", "htmldate")

OUTLET = """
name = "Pages of {host}"
kind = "newspaper"
homepage = "{root}"
languages = ["en"]
[discover]
sitemaps = ["{root}sitemap.xml"]
article = '/page/\\d+/$'
delay = 0.0
read = "{read}"
"""

#: The folders of outlet files, by which pages are read in full.
READINGS = ("all", "relevant")


@contextmanager
def served(pages: Path | None, addresses: int, hosts: int) -> Iterator[dict[str, list[str]]]:
    """The static server; yields the addresses of each host."""
    command = [sys.executable, str(HERE / "static_pages.py"), *([str(pages)] if pages else [])]
    command += ["--hosts", str(hosts), "--addresses", str(addresses)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield json.loads(server.stdout.readline())
        server.stdin.close()


def write_outlets(folder: Path, addresses: dict[str, list[str]]) -> None:
    """One outlet file a host, once for each way of reading."""
    for read in READINGS:
        (folder / read).mkdir(parents=True)
        for number, (host, urls) in enumerate(addresses.items()):
            root = urls[0].partition("/page/")[0] + "/"
            (folder / read / f"host{number}.toml").write_text(OUTLET.format(host=host, root=root, read=read))


def command_of(job: str, folder: Path, peers: Path, part: bool) -> list[str]:
    """The command of a job, over all addresses in *folder* or the first *part* of them."""
    if job.startswith("standoff"):
        read, workers = ("relevant", "1") if job == "standoff_screened" else ("all", job[-1])
        found = [sys.executable, "-m", "standoff.cli", "crawl", "-q", "--workers", workers, "--outlets"]
        found += [str(folder / "outlets" / read), "--archive", str(folder / "archive.db")]
        return [*found, *(file.stem for file in (folder / "part").iterdir())] if part else found
    urls = str(folder / ("part.txt" if part else "urls.txt"))
    return [str(peers if job in PEER_PACKAGES else sys.executable), str(HERE / "throughput_jobs.py"), job, urls]


def run(job: str, folder: Path, peers: Path, part: bool = False) -> dict[str, Any]:
    """One run of a job: what it cost, and how many pages it got."""
    for left in folder.glob("archive.db*"):
        left.unlink()
    command = [sys.executable, str(HERE / "cost.py"), *command_of(job, folder, peers, part)]
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1", "PYTHONPATH": paths}
    if job in PEER_PACKAGES:
        environment.pop("PYTHONPATH")
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=folder).stdout
    result: dict[str, Any] = json.loads(told)
    result["pages"] = _count(job, result, folder)
    return result


def _count(job: str, result: dict[str, Any], folder: Path) -> int | None:
    if job.startswith("standoff"):
        with closing(sqlite3.connect(folder / "archive.db")) as db:
            return int(db.execute("select count(*) from captures where kind = 'page'").fetchone()[0])
    last = result["said"].split()[-1:] or [""]
    return int(last[0]) if last[0].isdigit() else None


def missing(job: str, peers: Path) -> str | None:
    """Why a job cannot run here, or None."""
    package = PEER_PACKAGES.get(job)
    if package is None:
        return None
    if not peers.exists():
        return "there is no interpreter with it (--peers)"
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    found = subprocess.run([str(peers), "-c", code], capture_output=True, text=True, check=False)
    return None if found.returncode == 0 else f"{package} is not installed there"


def measure(jobs: list[str], folder: Path, peers: Path, addresses: dict[str, int], repeats: int) -> dict[str, Any]:
    """All jobs in turn, *repeats* times."""
    found: dict[str, Any] = {job: {"skipped": why} for job in jobs if (why := missing(job, peers))}
    able = [job for job in jobs if job not in found]
    for job in able:
        run(job, folder, peers, part=True)  # compiles, and fills the caches of the file system
    runs: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {job: [] for job in able}
    for _ in range(repeats):
        for job in able:
            runs[job].append((run(job, folder, peers, part=True), run(job, folder, peers)))
    part = addresses["part"]
    for job in able:
        found[job] = summary(runs[job], part, addresses["all"])
    reference = found.get("reference", {}).get("cpu_ms_a_page")
    for job in able if reference else ():
        if "cpu_ms_a_page" in found[job]:
            pairs = zip(found[job]["each"], found["reference"]["each"], strict=True)
            ratios = [one / other for one, other in pairs]
            found[job]["ratio"] = statistics.median(ratios)
            found[job]["ratio_spread"] = [min(ratios), max(ratios)]
    return found


def summary(runs: list[tuple[dict[str, Any], dict[str, Any]]], part: int, whole: int) -> dict[str, Any]:
    """The figures of one job from its pairs of a small and a whole run; a run that broke off has none."""
    if broken := [one for pair in runs for one in pair if one["code"] not in (0, 1) or not one["pages"]]:
        return {"failed": broken[0]["errors"].strip().splitlines()[-1:] or f"exit code {broken[0]['code']}"}
    each = [1000 * (all_of_it["cpu"] - some["cpu"]) / (whole - part) for some, all_of_it in runs]
    starts = [some["cpu"] - part * slope / 1000 for (some, _), slope in zip(runs, each, strict=True)]
    return {
        "cpu_ms_a_page": statistics.median(each),
        "each": each,
        "start_up_s": statistics.median(starts),
        "pages_a_second": statistics.median(whole / one["wall"] for _, one in runs),
        "peak_mb": max(one["peak_mb"] for _, one in runs),
        "pages": runs[-1][1]["pages"],
    }


def about(peers: Path, pages: Path | None, addresses: int, repeats: int) -> dict[str, Any]:
    """Versions and the kind of machine; no paths, no names."""
    cpu = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    versions = {name: importlib.metadata.version(name) for name in VERSIONS}
    code = "import importlib.metadata as m; print([f'{n} {m.version(n)}' for n in %r])" % [*PEER_PACKAGES.values()]
    told = (
        subprocess.run([str(peers), "-c", code], capture_output=True, text=True, check=False)
        if peers.exists()
        else None
    )
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "machine": {"cpu": cpu[0].partition(":")[2].strip() if cpu else platform.machine(), "cores": os.cpu_count()},
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "versions": versions,
        "peers": told.stdout.strip() if told and told.returncode == 0 else None,
        "corpus": "real pages" if pages else "bundled newsroom",
        "addresses": addresses,
        "repeats": repeats,
    }


def keep(name: str, figures: dict[str, Any]) -> None:
    """Write the figures to benchmarks/results/."""
    (HERE / "results").mkdir(exist_ok=True)
    target = HERE / "results" / f"{name}-{figures['at'][:10]}.json"
    target.write_text(json.dumps(figures, indent=1) + "\n")


def table(jobs: dict[str, Any]) -> Iterator[str]:
    """The figures as lines of text."""
    heads = ("CPU ms/page", "ratio", "spread", "pages/s", "peak MB", "start s", "pages")
    yield f"{'job':<18}" + "".join(f"{head:>12}" for head in heads)
    for name, row in jobs.items():
        if "cpu_ms_a_page" not in row:
            yield f"{name:<18}{row}"
            continue
        low, high = row.get("ratio_spread", (0.0, 0.0))
        told = (row["cpu_ms_a_page"], row.get("ratio", 0.0), f"{low:.2f}-{high:.2f}", row["pages_a_second"])
        told += (row["peak_mb"], row["start_up_s"], row["pages"] or "")
        texts = (f"{one:.2f}" if isinstance(one, float) else str(one) for one in told)
        yield f"{name:<18}" + "".join(f"{text:>12}" for text in texts)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures alone")
    parser.add_argument(
        "--addresses", type=int, default=400, help="pages a run (default 400; some thousand to be sure)"
    )
    parser.add_argument("--hosts", type=int, default=8)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=JOBS)
    parser.add_argument("--peers", type=Path, default=PEERS, help="an interpreter that has the peers")
    parser.add_argument("--bundled", action="store_true", help="serve the bundled newsroom, even beside real pages")
    parser.add_argument("--keep", nargs="?", const="", help="write the figures to benchmarks/results/, under a name")
    args = parser.parse_args()
    pages = PAGES if PAGES.is_dir() and not args.bundled else None
    with tempfile.TemporaryDirectory() as name, served(pages, args.addresses, args.hosts) as addresses:
        folder = Path(name)
        urls = [url for host in addresses.values() for url in host]
        (folder / "urls.txt").write_text("\n".join(urls))
        first = [*addresses.values()][: max(1, args.hosts // 4)]
        (folder / "part.txt").write_text("\n".join(url for host in first for url in host))
        write_outlets(folder / "outlets", addresses)
        (folder / "part").mkdir()
        for number in range(len(first)):
            (folder / "part" / f"host{number}").touch()
        counts = {"part": sum(map(len, first)), "all": len(urls)}
        figures = about(args.peers, pages, args.addresses, args.repeats)
        figures["jobs"] = measure([*args.jobs], folder, args.peers, counts, args.repeats)
    if args.keep is not None:
        keep("-".join(filter(None, ("throughput", args.keep))), figures)
    print(json.dumps(figures, indent=1) if args.json else "\n".join(table(figures["jobs"])))


if __name__ == "__main__":
    main()
