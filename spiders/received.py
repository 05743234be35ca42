"""A response as the archive keeps it."""

from datetime import UTC, datetime

from scrapy.http import Response

from spiders.middlewares import UNDONE, headers_of
from standoff.captures import digest_of
from standoff.model import Capture

__all__ = ["capture_of", "flaw_of"]


def capture_of(response: Response, url: str, kind: str = "page") -> Capture:
    """Return the capture of *response* to a request for *url*: its own headers and time, its body uncoded."""
    return Capture(
        url=url,
        final_url=response.url,
        fetched_at=response.meta.get("received_at") or datetime.now(UTC),
        status=response.status,
        headers=response.meta.get("received_headers") or headers_of(response),
        body=response.body,
        digest=digest_of(response.body),
        flaw=flaw_of(response),
        kind=kind,
    )


def flaw_of(response: Response) -> str | None:
    """Return what is wrong with the body of *response*, or None."""
    if "dataloss" in response.flags:
        return "the body is shorter than its Content-Length says, or its last chunk is missing"
    return next((flag for flag in response.flags if flag.startswith(UNDONE)), None)
