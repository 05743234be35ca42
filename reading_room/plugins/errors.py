"""Answers to requests that are wrong, without a word in the log: anyone can ask for a page that is not there.

Datasette prints every exception with all its variables, which fills the log and takes a third of a second, in which the
server does nothing else. A statement that ran into the time limit is one of them.
"""

from collections.abc import Generator
from typing import Any

from datasette import Response, hookimpl
from datasette.utils.asgi import BadRequest, Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

SERVER_AT_FAULT = 500

#: How Datasette words a sort that a request got wrong, for which it has no better status than 500.
SORTS = ("Cannot sort table by ", "Cannot use _sort and _sort_desc")


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """Answer a request that is at fault in the place of Datasette, which handles all other exceptions."""
    outcome = yield
    if isinstance(exception, DatasetteError) and str(exception).startswith(SORTS):
        exception = BadRequest(str(exception))
    if isinstance(exception, Base400) or (isinstance(exception, DatasetteError) and exception.status < SERVER_AT_FAULT):
        outcome.force_result([answer(datasette, request, exception)])


async def answer(datasette: Any, request: Any, exception: Base400 | DatasetteError) -> Response:
    """The error page for *exception*, or its JSON where JSON was asked for."""
    status = exception.status
    shown: dict[str, Any] = {"ok": False, "error": str(exception.args[0] if exception.args else status), "title": None}
    if isinstance(exception, DatasetteError):
        # Datasette has escaped what came with the request in a message that is HTML.
        error = Markup(exception.message) if exception.message_is_html else exception.message
        shown = {**exception.error_dict, "ok": False, "error": error, "title": exception.title}
    shown["status"] = status
    wait = getattr(exception, "retry_after", None)
    headers = {"retry-after": str(wait)} if wait else {}
    if request.path.endswith(".json"):
        return Response.json(shown, status=status, headers=headers)
    template = datasette.jinja_env.select_template([f"{status}.html", "error.html"])
    page = await template.render_async(shown | {"urls": datasette.urls})
    return Response.html(page, status=status, headers=headers)
