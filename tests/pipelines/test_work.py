import os
import signal
import time

import pytest

from pipelines.work import Workers
from standoff.errors import ExtractionError


def double(number: int) -> int:
    return 2 * number


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(8 << 30))


def refuse(url: str) -> None:
    raise ExtractionError(f"{url}: no page")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_survive_what_they_are_given() -> None:
    with Workers(1, cpu_seconds=0.3) as workers:
        assert workers.result(double, 21) == 42
        with pytest.raises(ExtractionError, match="no page"):
            workers.result(refuse, "http://a.example")
        with pytest.raises(ExtractionError, match=r"more than 0.3 s of CPU time"):
            workers.result(spin)
        with pytest.raises(ExtractionError, match="out of memory"):
            workers.result(hoard)
        with pytest.raises(ExtractionError, match="was killed"):
            workers.result(die)
        assert workers.result(double, 4) == 8


def pid() -> int:
    return os.getpid()


def test_worker_that_dies_with_nothing_to_do_is_replaced() -> None:
    with Workers(1) as workers:
        os.kill(workers.result(pid), signal.SIGKILL)
        time.sleep(0.5)
        assert workers.result(double, 3) == 6
        assert workers.result(double, 5) == 10


def test_sleeping_costs_no_cpu_time() -> None:
    with Workers(1, cpu_seconds=0.2) as workers:
        workers.result(time.sleep, 0.4)
