"""kill -9 at any moment: nothing committed is lost, nothing is doubled, and the next run heals."""

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest


def kill_at_random(folder: Path, site: Any, look: Any, *, kills: int, seed: int) -> None:
    rng = random.Random(seed)
    whole, started = folder / "whole.db", time.monotonic()
    assert site.run(whole) == (0, "")
    longest = time.monotonic() - started
    archive, done = folder / "killed-0.db", 0
    before: dict[str, int] = {}
    while done < kills:
        process = site.crawl(archive)
        time.sleep(rng.uniform(0.3, longest))
        ended = process.poll()
        if ended is None:
            os.killpg(process.pid, signal.SIGKILL)
            done += 1
        told = process.communicate()[1]
        if not look.is_begun(archive):
            continue
        assert look.faults(archive) == []
        after = look.counts(archive)
        assert {table: count for table, count in before.items() if after[table] < count} == {}
        before = after
        if ended is not None:  # this one got through: begin another archive
            assert (ended, told) == (0, "")
            assert look.pages(archive) == look.pages(whole)
            archive, before = folder / f"killed-{done}.db", {}
    assert site.run(archive) == (0, "")
    assert look.pages(archive) == look.pages(whole)


def test_three_kills_lose_nothing(tmp_path: Path, site: Any, look: Any) -> None:
    kill_at_random(tmp_path, site, look, kills=3, seed=7)


@pytest.mark.long
def test_two_hundred_kills_lose_nothing(tmp_path: Path, site: Any, look: Any) -> None:
    kill_at_random(tmp_path, site, look, kills=200, seed=11)
