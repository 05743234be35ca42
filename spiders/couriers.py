"""Who carries things out: an alert to a webhook or a mail server, a digest to an authority, each within a time limit.

They stand here because spiders are what touches the network: the rule which addresses may be connected to is theirs.
"""

import http.client
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from spiders.addresses import loopback_allowed, refusal
from standoff import __version__
from standoff.alerts import Alert, as_json, as_letter, signature
from standoff.errors import DeliveryError
from standoff.watches import Mailbox, Webhook

__all__ = ["ask_authority", "mail_alert", "post_alert"]

#: Seconds for one delivery, from the connection to the answer.
TIME_LIMIT = 20.0

#: Bytes of an answer that are read: a token with its certificates has six thousand.
LARGEST_ANSWER = 1 << 20


def post_alert(alert: Alert, webhook: Webhook, secret: str, now: datetime, *, limit: float = TIME_LIMIT) -> None:
    """Post *alert*, signed. Raises DeliveryError unless the answer is 200 to 299: a redirect is not followed."""
    body = as_json(alert)
    headers = {
        "Content-Type": "application/json",
        "Standoff-Alert": alert.mark,
        "Standoff-Signature": signature(secret, now, body),
    }
    _post(webhook.url, body, headers, limit)


def ask_authority(url: str, request: bytes, *, limit: float = TIME_LIMIT) -> bytes:
    """Post a time-stamp request, and return the answer. Raises DeliveryError unless it is 200 to 299.

    The answer is signed, and what is asked for is a digest: authorities are asked in the clear as well.
    """
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    return _post(url, request, headers, limit, most=LARGEST_ANSWER, in_the_clear=True)


def _post(
    url: str, body: bytes, headers: Mapping[str, str], limit: float, *, most: int = 0, in_the_clear: bool = False
) -> bytes:
    """Post *body* and return *most* bytes of the answer's; *limit* is for all of it."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        plain = socket.create_connection((_public_address(host, port, secure or in_the_clear), port), timeout=limit)
        with plain, _ended_after(plain, limit) as over:
            try:
                stream = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
                with stream:
                    connection = http.client.HTTPConnection(host, port)
                    connection.sock = stream
                    connection.request("POST", path, body, {"User-Agent": f"standoff/{__version__}", **headers})
                    answer = connection.getresponse()
                    read = answer.read(most) if most else b""
                    answer.close()
                    if over:  # a head that was cut short looks whole
                        raise DeliveryError(f"no answer within {limit:g} s")
            except (OSError, http.client.HTTPException) as error:
                raise DeliveryError(f"no answer within {limit:g} s" if over else _reason(error)) from error
    except OSError as error:
        raise DeliveryError(_reason(error)) from error
    if not 200 <= answer.status < 300:
        raise DeliveryError(f"answered {answer.status}")
    return read


def mail_alert(
    alert: Alert, mailbox: Mailbox, password: str | None, now: datetime, *, limit: float = TIME_LIMIT
) -> None:
    """Mail *alert*. Raises DeliveryError unless the server takes it for every address."""
    letter = as_letter(alert, mailbox, now)
    try:
        plain = socket.create_connection((mailbox.host, mailbox.port), timeout=limit)
        with plain, _ended_after(plain, limit) as over:
            try:
                refused = _hand_over(plain, letter, mailbox, password)
            except (OSError, smtplib.SMTPException) as error:
                raise DeliveryError(f"no answer within {limit:g} s" if over else _reason(error)) from error
    except OSError as error:
        raise DeliveryError(_reason(error)) from error
    if refused:
        raise DeliveryError(f"was not taken for {', '.join(sorted(refused))}")


def _hand_over(plain: socket.socket, letter: EmailMessage, mailbox: Mailbox, password: str | None) -> Mapping[str, Any]:
    """Send a letter, and return the addresses that the server does not take it for."""
    context = ssl.create_default_context()
    stream = context.wrap_socket(plain, server_hostname=mailbox.host) if mailbox.tls == "tls" else plain
    server = _Wired(stream, mailbox)
    try:
        if mailbox.tls == "starttls":
            server.starttls(context=context)
        if mailbox.user is not None:
            server.login(mailbox.user, password or "")
        refused = server.send_message(letter, mailbox.sender, mailbox.to)
        with suppress(OSError, smtplib.SMTPException):  # it has the letter, whatever it says to a goodbye
            server.quit()
        return refused
    finally:
        server.close()


class _Wired(smtplib.SMTP):
    """A session over a connection that is there, so that its time limit holds from the greeting on."""

    def __init__(self, stream: socket.socket, mailbox: Mailbox) -> None:
        self._stream = stream
        super().__init__(mailbox.host, mailbox.port)

    def _get_socket(self, *_: object) -> socket.socket:
        return self._stream


def _public_address(host: str, port: int, secure: bool) -> str:
    """The address that *host* is connected to: the one that was looked at is the one that is used."""
    reasons = []
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = str(place[0])
        if (reason := refusal(address)) is None:
            if not secure and not (loopback_allowed() and address in ("127.0.0.1", "::1")):
                raise DeliveryError(f"{host} is asked without encryption, which only loopback may be, in tests")
            return address
        reasons.append(reason)
    raise DeliveryError(f"{host} is not connected to: {'; '.join(dict.fromkeys(reasons)) or 'it has no address'}")


@contextmanager
def _ended_after(stream: socket.socket, limit: float) -> Iterator[list[bool]]:
    """Shut *stream* down after *limit* seconds: a server that sends a byte now and then keeps no run waiting.

    The list that is given has something in it once that happened.
    """
    over: list[bool] = []
    descriptor = stream.dup()  # wrapping a socket in TLS detaches it

    def end() -> None:
        over.append(True)
        try:
            descriptor.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    timer = Timer(limit, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        timer.join()
        descriptor.close()


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
