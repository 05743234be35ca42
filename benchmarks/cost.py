"""Run a command and say what it cost, with everything that it started.

    python benchmarks/cost.py COMMAND...

Prints one line of JSON last: exit code, CPU seconds (user and system) of the whole process tree, wall seconds, peak
memory in MB (proportional set size summed over the tree, looked at ten times a second, and ever more seldom in a long
run, down to once a second), and the command's own output. Orphans are taken in by this process, so that no worker's
time is lost.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def tree(root: int) -> list[int]:
    """The processes below *root*."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found, todo = [], [root]
    while todo:
        above = todo.pop()
        below = [child for child, parent in parents.items() if parent == above]
        found += below
        todo += below
    return found


def memory(root: int) -> int:
    """KB in use by the processes below *root*; a page that several share counts once."""
    total = 0
    for process in tree(root):
        with suppress(OSError, ValueError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def cost(command: list[str]) -> dict[str, object]:
    """Run *command* to its end, and to the end of all that it left behind."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    peak, done = [0], threading.Event()

    def watch() -> None:
        pause = 0.1
        while not done.wait(pause):
            peak[0] = max(peak[0], memory(os.getpid()))
            pause = min(1.0, pause * 1.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.monotonic()
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    wall = time.monotonic() - started
    with suppress(ChildProcessError):
        while True:
            os.wait()
    done.set()
    watcher.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "code": ended.returncode,
        "cpu": used.ru_utime + used.ru_stime,
        "wall": wall,
        "peak_mb": peak[0] / 1024,
        "said": ended.stdout[-2000:],
        "errors": ended.stderr[-500:],
    }


if __name__ == "__main__":
    print(json.dumps(cost(sys.argv[1:])))
