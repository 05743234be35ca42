"""Serve the newsroom on loopback: one port for all hosts, told apart by the Host header."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from newsroom.channels import Resource, site_resources
from newsroom.pages import load_sites


@dataclass(frozen=True, slots=True)
class Hit:
    """One answered request. ``conditional`` tells whether it carried an ETag or a date to compare with."""

    host: str
    path: str
    status: int
    conditional: bool


class Newsroom:
    """The server, as a context manager. ``round`` (1 or 2) chooses the page versions that are served.

    With port 0 the system picks a free one. ``requests`` is the log of everything that was answered.
    """

    def __init__(self, port: int = 0) -> None:
        self.requests: list[Hit] = []
        self._round = 1
        self._server = _Server(("127.0.0.1", port), self)
        self._shelves: dict[int, Mapping[str, Mapping[str, Resource]]] = {}
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return int(self._server.server_address[1])

    @property
    def round(self) -> int:
        """Which versions are served: 1 at the first crawl, 2 at the second."""
        return self._round

    @round.setter  # noqa: A003
    def round(self, turn: int) -> None:
        if turn not in (1, 2):
            raise ValueError(f"round is 1 or 2, not {turn}")
        self._round = turn

    def address(self, host: str) -> str:
        """The root address of *host*, with the port and a closing slash."""
        return f"http://{host}:{self.port}/"

    def find(self, host: str, path: str) -> Resource | None:
        """What stands under *path* at *host* in the present round."""
        if self._round not in self._shelves:
            self._shelves[self._round] = {
                site.host: site_resources(site, self.port, self._round) for site in load_sites()
            }
        return self._shelves[self._round].get(host, {}).get(path)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], newsroom: Newsroom) -> None:
        super().__init__(address, _Handler)
        self.newsroom = newsroom


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
        path = urlsplit(self.path).path
        resource = self.server.newsroom.find(host, path)
        if resource is None:
            self._send(HTTPStatus.NOT_FOUND, Resource(b"Not here.\n", "text/plain; charset=utf-8"), with_body)
        elif resource.location:
            self._send(HTTPStatus.MOVED_PERMANENTLY, resource, with_body)
        elif self._unchanged(resource):
            self._send(HTTPStatus.NOT_MODIFIED, resource, False)
        else:
            self._send(HTTPStatus.OK, resource, with_body)

    def _unchanged(self, resource: Resource) -> bool:
        """RFC 9110: an ETag, where the client sends one, outweighs the date."""
        wanted = self.headers.get("If-None-Match")
        if wanted is not None:
            tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
            return "*" in tags or etag(resource.body) in tags
        since = _moment(self.headers.get("If-Modified-Since"))
        return since is not None and resource.changed is not None and resource.changed.replace(microsecond=0) <= since

    def _send(self, status: HTTPStatus, resource: Resource, with_body: bool) -> None:
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
        self.server.newsroom.requests.append(Hit(host, self.path, int(status), conditional))
        self.send_response(status)
        self.send_header("Content-Type", resource.content_type)
        if resource.location:
            self.send_header("Location", resource.location)
        if resource.changed is not None:
            self.send_header("ETag", etag(resource.body))
            self.send_header("Last-Modified", format_datetime(resource.changed, usegmt=True))
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(resource.body)

    def version_string(self) -> str:
        """The Server header."""
        return self.server_version

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: the log is ``Newsroom.requests``."""


def etag(body: bytes) -> str:
    """A strong ETag: the first half of the SHA-256 of *body*, in marks."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def _moment(value: str | None) -> datetime | None:
    """Read an HTTP date; None where there is none or it is wrong."""
    if value is None:
        return None
    try:
        return parsedate_to_datetime(value).astimezone(UTC)
    except ValueError:
        return None
