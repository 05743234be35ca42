"""Spread the parts of WARC files over the workers of Dask: processes of this machine, or a cluster's."""

import logging
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pipelines.room import told
from pipelines.screen import CPU_SECONDS, Catalogue, result_file, screen_part
from pipelines.screened import counts_of
from pipelines.split import Part
from standoff.errors import StandoffError

log = logging.getLogger(__name__)

#: Parts on their way to one worker: enough that none waits, few enough that the scheduler stays small.
AHEAD = 3
#: How often a part is begun anew after its workers died. Each two deaths isolate one record.
ATTEMPTS = 40
#: Memory of a local worker, in bytes; reading a 20 MB page peaks near 700 MB.
MEMORY = 3 << 30

Done = tuple[Part, Counter[str] | Exception]


@contextmanager
def cluster(workers: int | None, address: str | None) -> Iterator[Any]:
    """A Dask client: of the scheduler at *address*, else of *workers* processes that end with the block.

    Raises StandoffError when Dask is not installed or nobody answers at the address.
    """
    try:
        import dask
        import fastwarc  # noqa: F401
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise StandoffError(f"{error}; screening wants the extra: pip install 'standoff[cluster]'") from error
    with ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": ATTEMPTS}))
        if address is None:
            count = workers or os.cpu_count() or 1
            address = stack.enter_context(
                LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    memory_limit=MEMORY,
                    dashboard_address="127.0.0.1:0",  # a port of its own, and not the world
                    silence_logs=logging.CRITICAL,
                )
            )
        try:
            client = stack.enter_context(Client(address))
        except (OSError, ValueError) as error:
            raise StandoffError(f"{address}: no scheduler answers ({error})") from error
        yield client


def screen_parts(
    client: Any,
    parts: Iterable[Part],
    folder: Path,
    catalogue: Catalogue,
    *,
    strict: bool = False,
    limit: float = CPU_SECONDS,
) -> Iterator[Done]:
    """Screen *parts* on the workers of *client* and yield each as it is done: its counts, or why there are none.

    Parts whose result file stands are done at once. A worker that dies costs the time since it began its part.
    """
    from distributed import KilledWorker, as_completed

    todo: deque[tuple[Part, int]] = deque()
    for part in parts:
        if (counts := counts_of(result_file(part, folder, strict=strict))) is not None:
            yield part, counts
        else:
            todo.append((part, 1))
    under_way: dict[Any, tuple[Part, int]] = {}
    done = as_completed(())
    while todo or under_way:
        while todo and len(under_way) < AHEAD * max(1, len(client.ncores())):
            part, attempt = todo.popleft()
            key = f"screen-{part.name}-{attempt}"
            future = client.submit(_work, part, folder.resolve(), catalogue, strict, limit, key=key, pure=False)
            under_way[future.key] = (part, attempt)
            done.add(future)
        future = next(done)
        part, attempt = under_way.pop(future.key)
        try:
            yield part, future.result()
        except KilledWorker as error:
            if attempt < ATTEMPTS:
                todo.append((part, attempt + 1))
            else:
                yield part, error
        except Exception as error:
            log.warning("%s: %s", part.place(part.start), told(error))
            yield part, error
        finally:
            future.release()


def _work(part: Part, folder: Path, catalogue: Catalogue, strict: bool, limit: float) -> Counter[str]:
    from distributed import get_worker

    # the limit of CPU time is the process's, so that it can only be held where one part is read at a time
    alone = get_worker().state.nthreads == 1
    return screen_part(part, folder, catalogue, strict=strict, limit=limit if alone else None)
