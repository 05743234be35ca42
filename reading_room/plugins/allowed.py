"""Who may see a table, looked up once: Datasette copies all of the metadata each time it asks, 1 ms a table."""

from functools import cache
from typing import Any

from datasette import hookimpl
from datasette.plugins import pm


@hookimpl
def startup(datasette: Any) -> None:
    """Keep the rules of a table once they were read; metadata does not change while a server runs, save by a plugin."""
    read = getattr(datasette, "_table_permission_allows", None)
    if read is not None and not pm.hook.get_metadata.get_hookimpls():
        datasette._table_permission_allows = cache(read)
