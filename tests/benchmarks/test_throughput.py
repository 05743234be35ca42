import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize(("start", "slope"), [(3.0, 0.05), (0.2, 0.4)])
def test_start_up_and_cost_of_a_page_are_told_apart(
    start: float, slope: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from throughput import summary

    def run(pages: int) -> dict[str, object]:
        return {"code": 0, "cpu": start + slope * pages, "wall": 10.0, "peak_mb": 99.0, "pages": pages}

    found = summary([(run(50), run(200)), (run(50), run(200))], 50, 200)
    assert found["cpu_ms_a_page"] == pytest.approx(1000 * slope)
    assert found["start_up_s"] == pytest.approx(start)
    broken = {**run(200), "code": 75, "errors": "the archive is held"}
    assert summary([(run(50), broken)], 50, 200) == {"failed": ["the archive is held"]}


def test_bench_measures_a_crawl_of_the_bundled_newsroom() -> None:
    command = [
        sys.executable,
        str(BENCHMARKS / "throughput.py"),
        "--bundled",
        "--json",
        "--addresses",
        "8",
        "--hosts",
        "4",
    ]
    done = subprocess.run(
        [*command, "--repeats", "1", "--jobs", "fetch", "standoff_screened"],
        env={**os.environ, "PYTHONPATH": str(BENCHMARKS.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    figures = json.loads(done.stdout)
    assert figures["corpus"] == "bundled newsroom"
    assert {name: row.get("pages") for name, row in figures["jobs"].items()} == {"fetch": 8, "standoff_screened": 8}
