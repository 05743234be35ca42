"""What a command cost is that of all it started, and of what it left behind."""

import json
import subprocess
import sys
from pathlib import Path

COST = Path(__file__).parents[2] / "benchmarks" / "cost.py"
BURN = "import time\nwhile time.process_time() < 0.4: pass"


def cost(code: str) -> dict[str, float]:
    ended = subprocess.run([sys.executable, str(COST), sys.executable, "-c", code], capture_output=True, check=True)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def test_time_of_an_orphan_is_counted() -> None:
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN!r}], stdout=-3, stderr=-3)"
    found = cost(leave)
    assert found["code"] == 0
    assert found["cpu"] >= 0.4


def test_a_failure_and_memory_are_told() -> None:
    found = cost("x = bytearray(60_000_000); import time; time.sleep(0.5); raise SystemExit(3)")
    assert found["code"] == 3
    assert found["peak_mb"] > 55
