"""Call a pure function in a warm process that can be killed, with limits of time and memory a page."""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from standoff.errors import ExtractionError

P = ParamSpec("P")
T = TypeVar("T")

#: CPU seconds a page may take. None of 803 real pages was lost to it; hostile ones never end by themselves.
CPU_SECONDS = 2.0
#: Wall seconds, for a process that sleeps or a machine that is busy.
WALL_SECONDS = 60.0
#: Address space of a worker, in bytes; reading a 20 MB page peaks near 700 MB.
MEMORY = 3 << 30

_WARM = ("pipelines.warm",)


#: How a call ends that ran over a limit or lost its process.
_LIMITS = (ProcessExpired, BrokenProcessPool, TimeoutError, MemoryError)


class Workers:
    """A pool of warm processes. A page that takes too long costs its process, never the run."""

    def __init__(self, count: int | None = None, cpu_seconds: float = CPU_SECONDS, memory: int = MEMORY) -> None:
        self._count = count or max(1, (os.cpu_count() or 1) - 1)
        self._cpu_seconds = cpu_seconds
        self._memory = memory
        self._pool = self._new_pool()

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hand a call to the next free process."""
        task: dict[str, Any] = {"args": (self._cpu_seconds, function, *args), "kwargs": kwargs, "timeout": WALL_SECONDS}
        try:
            future: Future[T] = self._pool.schedule(_timed, **task)
        except RuntimeError:  # a process that dies with nothing to do (the kernel ran out of memory) breaks the pool
            self.close()
            self._pool = self._new_pool()
            future = self._pool.schedule(_timed, **task)
        return future

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(_WARM))
        return ProcessPool(max_workers=self._count, initializer=_limit, initargs=(self._memory,), context=context)

    def result(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Wait for a call.

        Raises ExtractionError when it ran over a limit, and whatever else *function* raised.
        """
        return self.wait(self.submit(function, *args, **kwargs))

    def wait(self, future: "Future[T]") -> T:
        """The result of a submitted call; raises what :meth:`result` raises."""
        try:
            return future.result()
        except _LIMITS as error:
            raise ExtractionError(self._told(error)) from error

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """:meth:`result` for a running event loop."""
        try:
            return await asyncio.wrap_future(self.submit(function, *args, **kwargs))
        except _LIMITS as error:
            raise ExtractionError(self._told(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _told(self, error: Exception) -> str:
        if isinstance(error, ProcessExpired) and error.exitcode in (-signal.SIGPROF, -signal.SIGKILL):
            return f"took more than {self._cpu_seconds:g} s of CPU time or was killed"
        if isinstance(error, TimeoutError):
            return f"took more than {WALL_SECONDS:g} s"
        return f"the worker died or ran out of memory ({error or type(error).__name__})"


def _limit(memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which then ends its workers
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _timed(cpu_seconds: float, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    # SIGPROF's default action ends the process even inside C code, where no Python signal handler would run.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    try:
        return function(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
