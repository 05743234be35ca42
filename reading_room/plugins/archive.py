"""The archive as Datasette opens it: long lists are counted cheaply, and pages of ours wait for nobody.

Datasette has a few threads for all statements. A handful of readers whose SQL or facets run into the time limit would
keep them all, and every page would stand in the queue behind. Pages of ours have threads of their own.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from threading import local
from typing import Any

from datasette import hookimpl
from datasette.database import Database, QueryInterrupted
from datasette.plugins import pm
from datasette.utils import tilde_decode

App = Callable[[Any, Any, Any], Awaitable[None]]

#: Each has a connection with a cache of its own, 20 MB.
OWN_THREADS = 2

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


class Archive(Database):
    """Datasette's database, which puts statements as the plugin ``counts`` does, and knows the pages of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._threads = ThreadPoolExecutor(OWN_THREADS, "own")
        self._own = local()

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
        """What *fn* makes of a connection, in the thread of that connection."""
        if not asks_for_own_page.get() or self.ds.executor is None:
            return await super().execute_fn(lambda connection: fn(Patient(connection)))

        def run() -> Any:
            if not hasattr(self._own, "connection"):
                self._own.connection = self.connect()
                self.ds._prepare_connection(self._own.connection, self.name)
            return fn(Patient(self._own.connection))

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)


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

    Rows that have a page are shown as that page.
    """

    def wrap(app: App) -> App:
        async def told(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                path = scope["path"].removeprefix(datasette.setting("base_url")).strip("/")
                routes = {database.route for database in datasette.databases.values()}
                stock = tilde_decode(path.split("/")[0].split(".")[0]) in routes
                row = ROW.fullmatch(path) and b"_stock" not in scope["query_string"]
                asks_for_own_page.set(bool(row) or not stock)
            await app(scope, receive, send)

        return told

    return wrap
