"""What a profile of ``standoff serve`` closes beyond Datasette's own permissions and settings."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from datasette import Response, hookimpl

App = Callable[[Any, Any, Any], Awaitable[None]]

#: All that the public needs of Datasette's own addresses; settings, paths of files, threads, plugins stay closed.
OPEN = ("/-/static/", "/-/static-plugins/")

LOGIN = "/-/login"


def profile_of(datasette: Any) -> str:
    """The profile that this server was started with; a plain ``datasette`` is ``local``."""
    return str((datasette.plugin_config("standoff") or {}).get("profile", "local"))


def plain_path(datasette: Any, scope: Any) -> str:
    """The path that a request asks for below the address of the reading room, without any disguise."""
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    return unquote(path.removeprefix(datasette.setting("base_url").rstrip("/"))).split("?")[0]


def is_closed(profile: str, path: str) -> bool:
    """Whether *path*, without disguise, is one that nobody may open under *profile*."""
    if profile == "public":
        return path.startswith("/-/") and not path.startswith(OPEN)
    # The tool makes a hash for whoever asks, at a third of a second each; `datasette hash-password` does so at home.
    return profile == "analyst" and path.startswith("/-/password-tool")


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Answer 404 at every closed address."""
    profile = profile_of(datasette)

    def wrap(app: App) -> App:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and is_closed(profile, plain_path(datasette, scope)):
                await Response.text("Not found\n", status=404).asgi_send(send)
                return
            await app(scope, receive, send)

        return guarded

    return wrap


@hookimpl
def forbidden(datasette: Any, request: Any) -> Response | None:
    """Show analysts who are not logged in where to do so; None leaves the answer to Datasette."""
    if profile_of(datasette) != "analyst" or request.actor:
        return None
    if request.method != "GET" or "text/html" not in (request.headers.get("accept") or ""):
        return Response.text("Log in first: /-/login\n", status=403)
    return Response.redirect(datasette.urls.path(LOGIN))
