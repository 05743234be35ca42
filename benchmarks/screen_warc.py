"""What `standoff screen` does with a large WARC of real pages: records a second, workers, memory, recall.

    python benchmarks/screen_warc.py [--records 4000] [--workers 1 --workers 2] [--warc FILE] [--recall] [--json]

The WARC is made by ``big_warc.py`` unless one is given; its size then says how many records it has. CPU seconds are of
the whole process tree, the scheduler and the start of the workers too. Wall time says something only on idle cores:
the load before each run stands beside it. ``--recall`` reads every page of the set in full once and compares.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.big_warc import write  # noqa: E402
from benchmarks.screening import is_relevant, real_pages  # noqa: E402
from pipelines.screened import KEPT, OUT, counts_of  # noqa: E402

COST = Path(__file__).with_name("cost.py")


def measure(warc: Path, workers: int, folder: Path) -> dict[str, Any]:
    """One run of the command, from nothing."""
    load = os.getloadavg()[0]
    command = [
        sys.executable,
        "-m",
        "standoff.cli",
        "screen",
        str(warc),
        "--to",
        str(folder),
        "--workers",
        str(workers),
    ]
    ended = subprocess.run([sys.executable, str(COST), *command], capture_output=True, text=True, check=True, cwd=ROOT)
    cost: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    files = list(folder.glob("*.parquet"))
    counts = sum((counts_of(file) or Counter() for file in files), Counter())
    if not counts["records"]:
        raise SystemExit(f"nothing was screened: {cost['errors']}")
    return {
        "workers": workers,
        "records": counts["records"],
        "kept": counts[KEPT],
        "screened_out": counts[OUT],
        "relevant": counts["relevant"],
        "cpu_ms_a_record": 1000 * cost["cpu"] / counts["records"],
        "records_a_cpu_second": counts["records"] / cost["cpu"],
        "records_a_second": counts["records"] / cost["wall"],
        "cores_in_use": cost["cpu"] / cost["wall"],
        "load_before": load,
        "peak_mb": cost["peak_mb"],
        "warc_bytes": warc.stat().st_size,
        "result_bytes": sum(file.stat().st_size for file in files),
    }


def expected(records: int) -> int:
    """How many records of a WARC of ``big_warc.py`` full reading calls relevant."""
    pages = [is_relevant(page.capture) for page in real_pages(None)]
    return sum(pages[number % len(pages)] for number in range(records) if number % 100 != 99)


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=4_000)
    parser.add_argument("--workers", type=int, action="append", metavar="N")
    parser.add_argument("--warc", type=Path, help="one that is there")
    parser.add_argument("--recall", action="store_true")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="screen-") as home:
        warc = options.warc or Path(home) / "pages.warc.gz"
        if options.warc is None:
            write(warc, options.records)
        runs = []
        for number, workers in enumerate(options.workers or [1, 2]):
            folder = Path(home) / f"screened-{number}"
            runs.append(measure(warc, workers, folder))
    results: dict[str, Any] = {"runs": runs}
    if options.recall:
        wanted = expected(runs[0]["records"] - 1)
        results["recall"] = runs[0]["relevant"] / wanted if wanted else None
    if options.json:
        print(json.dumps(results, indent=2))
        return
    for name in runs[0]:
        values = "".join(
            f"{run[name]:>16,.1f}" if isinstance(run[name], float) else f"{run[name]:>16,}" for run in runs
        )
        print(f"{name:24}{values}")
    if "recall" in results:
        print(f"{'recall':24}{results['recall']:>16.3f}")


if __name__ == "__main__":
    main()
