"""The archive as Datasette opens it: long lists are counted cheaply, and pages of ours wait for nobody.

Datasette has a few threads for all statements. A handful of readers whose SQL or facets run into the time limit would
keep them all, and every page would stand in the queue behind. Pages of ours have threads of their own, which go first.
"""

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from pathlib import Path
from threading import get_native_id, local
from traceback import clear_frames
from typing import Any

from datasette import hookimpl
from datasette.database import Database, QueryInterrupted
from datasette.plugins import pm
from datasette.utils import tilde_decode
from datasette.utils.asgi import Base400

App = Callable[[Any, Any, Any], Awaitable[None]]

#: Each has a connection with a cache of its own, 20 MB.
OWN_THREADS = 2

#: How far the threads of all other statements stand back. With 4 the kernel gives them two fifths of the time of a
#: page; with 10 it is a tenth, but a tenth of that of a crawl on the same machine too.
NICE = 4

#: Seconds that a statement may have to wait for its turn; beyond that the reader is told to come again.
LONGEST_WAIT = 20

ROW = re.compile(r"[^/]+/(?:articles|disputes|outlets|speakers)/[^/.]+")
asks_for_own_page: ContextVar[bool] = ContextVar("asks_for_own_page", default=False)


class Patient:
    """A connection that looks at the clock less often.

    Datasette looks after every 1,000 steps of a statement, or after each where the limit is below 21 ms. Every look
    takes the lock of the interpreter: a few endless statements keep it from the thread that answers all requests.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int) -> None:
        """As SQLite's, after more steps than are asked for: 20,000 take about 2 ms."""
        self._connection.set_progress_handler(handler, 1_000 if steps == 1 else max(steps, 20_000))


class Crowded(Base400):
    """Too many readers ask at once."""

    status = 503
    retry_after = LONGEST_WAIT


def stand_back() -> None:
    """Let this thread work when no other wants to; a thread of Linux has a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, get_native_id(), NICE)


class Archive(Database):
    """Datasette's database, which puts statements as the plugin ``counts`` does, and knows the pages of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shares = self.ds.setting("num_sql_threads")
        self._own = ThreadPoolExecutor(OWN_THREADS, "own")
        self._shared = ThreadPoolExecutor(max(1, self._shares), "shared", stand_back)
        self._held = local()
        self._waiting = 0

    async def execute(self, sql: str, params: Any = None, *args: Any, **kwargs: Any) -> Any:
        """The rows of *sql*, as Datasette gives them.

        Raises QueryInterrupted, as for a statement that runs into the time limit, where it would not end in time.
        """
        counts = pm.get_plugin("counts.py")
        asked, before = counts.cheaper(sql), counts.size_before(sql)
        if asked is None:
            raise QueryInterrupted("not tried", sql, params)
        if before:
            size = await super().execute(before[0], params)
            if size.single_value() > before[1]:
                raise QueryInterrupted("not tried", sql, params)
        return await super().execute(asked, params, *args, **kwargs)

    async def execute_fn(self, fn: Callable[[Any], Any]) -> Any:
        """What *fn* makes of a connection, in the thread of that connection.

        Raises Crowded where that would have to wait for too many others.
        """
        if self.ds.executor is None:
            return await super().execute_fn(fn)
        loop = asyncio.get_running_loop()
        if asks_for_own_page.get():
            return await loop.run_in_executor(self._own, self._run, fn)
        if self._waiting * self.ds.sql_time_limit_ms > LONGEST_WAIT * 1000 * self._shares:
            raise Crowded("Too many readers ask for too much at once; try again in a moment")
        self._waiting += 1
        try:
            return await loop.run_in_executor(self._shared, self._run, fn)
        finally:
            self._waiting -= 1

    def _run(self, fn: Callable[[Any], Any]) -> Any:
        try:
            return fn(Patient(self._connection()))
        except Exception as error:
            # The frames hold the cursor of a statement that was stopped. The thread that answers all requests would let
            # go of it with them, and wait for that until the next statement of this connection ends.
            clear_frames(error.__traceback__)
            raise

    def _connection(self) -> Any:
        """The connection of this thread; a new one where another file was put in the place of the one it reads."""
        file = Path(self.path).stat()
        if getattr(self._held, "file", None) != (file.st_dev, file.st_ino):
            if before := getattr(self._held, "connection", None):
                self._all_file_connections.remove(before)
                before.close()
            self._held.connection = self.connect()
            self.ds._prepare_connection(self._held.connection, self.name)
            self._held.file = (file.st_dev, file.st_ino)
        return self._held.connection


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Put an :class:`Archive` in the place of every database that keeps counts, in the order they are attached in."""

    async def replace() -> None:
        for name, database in list(datasette.databases.items()):
            new = database
            if database.path and await database.table_exists("claim_counts"):
                new = Archive(datasette, path=database.path, is_mutable=database.is_mutable)
            route = database.route
            datasette.remove_database(name)
            datasette.add_database(new, name=name, route=route)

    return replace


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Tell pages of ours from Datasette's, which stand below the name of a database and may run any statement.

    Rows that have a page are shown as that page. What is taken along whole has time.
    """

    def wrap(app: App) -> App:
        async def told(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                path = scope["path"].removeprefix(datasette.setting("base_url")).strip("/")
                routes = {database.route for database in datasette.databases.values()}
                stock = tilde_decode(path.split("/")[0].split(".")[0]) in routes
                row = ROW.fullmatch(path) and b"_stock" not in scope["query_string"]
                asks_for_own_page.set(bool(row) or not (stock or path.endswith((".csv", ".ndjson"))))
            await app(scope, receive, send)

        return told

    return wrap
