"""How far a run is: a bar on a terminal, a plain line now and then elsewhere."""

import sys
import threading
from typing import Self

from rich.console import Console
from rich.status import Status

from pipelines.run import Run

#: Seconds between two plain lines: a cron mail of an hour's run stays under 130 lines.
PLAIN_EVERY = 30.0


class Progress:
    """Shows the counts of a run while it goes on."""

    def __init__(self, run: Run, *, quiet: bool) -> None:
        self._run = run
        self._done = threading.Event()
        self._console = Console(stderr=True)
        live = self._console.is_terminal
        self._thread = None if quiet else threading.Thread(target=self._bar if live else self._lines, daemon=True)

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def _told(self) -> str:
        run = self._run
        return f"{run.discovered:,} discovered, {run.fetched:,} fetched, {run.stored:,} stored, {run.failed:,} failed"

    def _bar(self) -> None:
        with Status(self._told(), console=self._console) as status:
            while not self._done.wait(0.5):
                status.update(self._told())

    def _lines(self) -> None:
        while not self._done.wait(PLAIN_EVERY):
            sys.stderr.write(self._told() + "\n")
