"""Downloader middlewares: what may be asked for, and what really came back."""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response

from spiders.addresses import REFUSED, refusal
from standoff.urls import host_of

__all__ = [
    "UNDONE",
    "Addresses",
    "Fence",
    "Postponed",
    "Receipt",
    "Refused",
    "Sender",
    "Stopped",
    "Uncoding",
    "halt",
    "headers_of",
]


class Refused(IgnoreRequest):
    """A request that is not made; the message says why."""


class Postponed(Refused):
    """A request that is not made in this run, since its host wants to be left alone or cannot say what is allowed."""


class Stopped(Refused):
    """A request that is not made since the run ends; nothing is wrong with what was asked for."""


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """Return the headers of *response* as text, repeated names kept."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in response.headers
        for value in response.headers.getlist(name)
    )


def halt(crawler: Any, host: str, reason: str) -> None:
    """Let the spider ask for no further page, when *host* is the one that its pages are on."""
    if getattr(crawler.spider, "home", host) == host:
        crawler.spider.halt(f"{host}: {reason}")


class Fence:
    """Keeps a spider on the hosts of its outlet, after redirects as well. Only robots.txt may lead elsewhere."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Refused for an address outside the outlet, or one that is not public."""
        host = host_of(request.url)
        if not request.meta.get("robots") and host not in self.crawler.spider.hosts:
            raise Refused(f"offsite: {host or request.url} is no host of {self.crawler.spider.name}")
        if reason := refusal(host):
            raise Refused(f"address refused: {reason}")


class Sender:
    """Says who asks. An e-mail address goes into From: (RFC 9110, 10.1.2), anything else behind the agent's name.

    Some sites drop agents with an address in their name, so the name is left alone where From: will do.
    """

    def __init__(self, contact: str | None, agent: str) -> None:
        self.contact, self.agent = contact, agent

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler.settings.get("CONTACT"), str(crawler.settings["USER_AGENT"]))

    def process_request(self, request: Request) -> None:
        """Set From: or the agent's name."""
        if self.contact and "@" in self.contact:
            request.headers.setdefault("From", self.contact)
        elif self.contact:
            request.headers["User-Agent"] = f"{self.agent} (+{self.contact})"


class Addresses:
    """Says why a name was not connected to, and stops retrying it."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises Refused in place of a name that resolved to addresses which are not public."""
        if isinstance(exception, CannotResolveHostError) and (reason := REFUSED.get(host_of(request.url))):
            raise Refused(f"address refused: {reason}") from exception


#: How the flag of a response begins whose content coding cannot be undone.
UNDONE = "the content coding cannot be undone"


class Uncoding(HttpCompressionMiddleware):
    """Undoes the content coding. Where that fails the bytes are kept as they came, and flagged."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        """Raises IgnoreRequest only for a body that unpacks to more than is allowed."""
        try:
            answer = super().process_response(request, response)
        except IgnoreRequest:
            raise
        except Exception as error:
            told = f"{UNDONE} ({type(error).__name__}: {error})"
            return response.replace(flags=[*response.flags, told])
        if isinstance(answer, Response) and (left := answer.headers.get("Content-Encoding")):
            told = f"{UNDONE} ({left.decode('latin-1')})"
            return answer.replace(flags=[*answer.flags, told])
        return answer


class Receipt:
    """Notes the time and the headers of a response before its content coding is undone."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Leave ``received_at`` and ``received_headers`` in the request's meta."""
        request.meta["received_at"] = datetime.now(UTC)
        request.meta["received_headers"] = headers_of(response)
        return response
