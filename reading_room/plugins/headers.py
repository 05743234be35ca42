"""Security headers on every answer: a content policy that lets no other host in, and runs only known scripts.

Datasette's own pages carry a few scripts in the page itself. The policy allows exactly these, by their digests, which
are taken from the installed templates when the server starts; so no page may run any other script.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

import datasette as datasette_package
from datasette import hookimpl

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Send], Awaitable[None]]

TEMPLATES = Path(datasette_package.__file__).parent / "templates"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)

#: The one script of Datasette's pages that a template fills in, with the values it can take.
VARIANTS = {"{{ datasette_allow_facet }}": ("true", "false")}

FIXED = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}


def inline_scripts(templates: Path = TEMPLATES) -> list[str]:
    """The scripts that stand in Datasette's own templates, as a browser gets them."""
    found: list[str] = []
    for path in sorted(templates.glob("*.html")):
        for script in INLINE.findall(path.read_text("utf-8")):
            found.extend(_filled(script))
    return found


def _filled(script: str) -> Iterable[str]:
    for blank, values in VARIANTS.items():
        if blank in script:
            return [script.replace(blank, value) for value in values]
    # A script with other blanks cannot be known beforehand; it stays forbidden.
    return [] if "{{" in script or "{%" in script else [script]


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy that lets *scripts* run and nothing come from another host."""
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    rules = (
        "default-src 'none'",
        f"script-src 'self' {allowed}".rstrip(),
        # Datasette's pages set a colour and the column names of small screens in style elements and attributes.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


@hookimpl(trylast=True)
def asgi_wrapper() -> Callable[[App], App]:
    """Wrap the application, and what other plugins put around it, so that every answer carries the headers."""
    headers = {**FIXED, b"content-security-policy": policy(inline_scripts()).encode()}

    def wrap(app: App) -> App:
        async def guarded(scope: Any, receive: Any, send: Send) -> None:
            async def send_guarded(message: Message) -> None:
                if message["type"] == "http.response.start":
                    kept = [pair for pair in message.get("headers", []) if bytes(pair[0]).lower() not in headers]
                    message = {**message, "headers": [*kept, *headers.items()]}
                await send(message)

            await app(scope, receive, send_guarded)

        return guarded

    return wrap
