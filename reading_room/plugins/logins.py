"""Passwords that are guessed: a few tries from one address, a few more from all, and at the login page alone.

A password takes a third of a second to check, in which the server does nothing else. What was tried is remembered in
memory and forgotten within minutes; since all addresses together have few tries, the memory of them stays small.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Any

from datasette import Response, hookimpl
from datasette.plugins import pm

App = Callable[[Any, Any, Any], Awaitable[None]]

LOGIN = "/-/login"

#: All that takes a form.
FORMS = (LOGIN, "/-/logout")

#: Longest form that is read, in bytes. Datasette reads whatever comes into memory before it looks at it.
LONGEST_FORM = 10_000

#: Addresses from which somebody logged in, which others cannot shut out.
MOST_KNOWN = 100


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tries in a row, and then one in so many seconds."""

    tries: int
    seconds: float


OWN = Rate(5, 60)
ALL = Rate(20, 3)


@dataclass(slots=True)
class Guesses:
    """What was tried of late: for each address, and for all, the moment when nothing of it counts any more."""

    own: Rate = OWN
    all: Rate = ALL
    spent: dict[str, float] = field(default_factory=dict)
    spent_by_all: float = 0.0
    known: dict[str, None] = field(default_factory=dict)

    def take(self, address: str, now: float) -> float:
        """Count a try of *address* and return 0, or return the seconds until it may try again."""
        self.spent = {name: until for name, until in self.spent.items() if until > now}
        own, common = max(self.spent.get(address, 0.0), now), max(self.spent_by_all, now)
        wait = own - now - (self.own.tries - 1) * self.own.seconds
        if address not in self.known:
            wait = max(wait, common - now - (self.all.tries - 1) * self.all.seconds)
        if wait > 0:
            return wait
        self.spent[address] = own + self.own.seconds
        self.spent_by_all = common + self.all.seconds
        return 0.0

    def forgive(self, address: str) -> None:
        """Nothing that *address* tried counts any more: somebody there knows the password."""
        self.spent.pop(address, None)
        self.spent_by_all -= self.all.seconds
        self.known.pop(address, None)
        self.known[address] = None
        while len(self.known) > MOST_KNOWN:
            del self.known[next(iter(self.known))]


def address_of(client: tuple[str, int] | None) -> str:
    """Whom *client* counts as: its address, the network of 64 bits where it is of IPv6, or nothing where it is none."""
    try:
        found = ip_address(client[0] if client else "")
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)


def refusal(method: str, path: str, headers: Mapping[bytes, bytes]) -> tuple[int, str] | None:
    """Why a request that is no question is not taken: status and words, or None where it is taken."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return None
    if method != "POST" or path not in FORMS:
        return 405, "Nothing can be changed here"
    length = headers.get(b"content-length", b"")
    if not length.isdigit() or int(length) > LONGEST_FORM:
        return 413, f"A form of no more than {LONGEST_FORM:,} bytes is taken here"
    return None


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Let passwords in at the login page alone, and no more of them than is sensible."""
    profile = pm.get_plugin("profile.py")
    guarded, guesses = profile.profile_of(datasette) != "local", Guesses()

    async def refuse(send: Any, status: int, why: str, **headers: str) -> None:
        page = await datasette.jinja_env.get_template("error.html").render_async(
            {"status": status, "title": "Not now" if status == 429 else None, "error": why, "urls": datasette.urls}
        )
        await Response.html(page, status=status, headers=headers).asgi_send(send)

    def wrap(app: App) -> App:
        async def counted(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http" or not guarded:
                await app(scope, receive, send)
                return
            path, given = profile.plain_path(datasette, scope), dict(scope["headers"])
            if refused := refusal(scope["method"], path, given):
                await refuse(send, *refused)
                return
            # HTTP's own way to give a password would be checked at every address, before anything else is asked.
            kept = [pair for pair in scope["headers"] if pair[0] != b"authorization"]
            scope = {**scope, "headers": kept}
            if scope["method"] != "POST" or path != LOGIN:
                await app(scope, receive, send)
                return
            address = address_of(scope.get("client"))
            if wait := ceil(guesses.take(address, time.monotonic())):
                why = f"Too many passwords were tried. Try again in {wait} second{'' if wait == 1 else 's'}."
                await refuse(send, 429, why, **{"retry-after": str(wait)})
                return

            async def send_on(message: Any) -> None:
                if message["type"] == "http.response.start" and message["status"] == 302:
                    guesses.forgive(address)
                await send(message)

            await app(scope, receive, send_on)

        return counted

    return wrap
